import { useEffect, useState } from 'preact/hooks';
import { followIcons, iconUrls } from '../state/icons.ts';
import { Monogram } from './Monogram.tsx';

/** A feed's icon; its letter until there is one, and where there is none. Both take the same room. */
export function FeedIcon({ feedId, name }: { feedId: number; name: string }) {
  useEffect(followIcons, []);
  const url = iconUrls.value.get(feedId);
  const [broken, setBroken] = useState<string>();
  if (url === undefined || url === broken) return <Monogram name={name} seed={feedId} />;
  return <img class="feed-icon" src={url} alt="" onError={() => setBroken(url)} />;
}
