import { useEffect, useState } from 'preact/hooks';
import type { FeedRow } from '../../storage/schema.ts';
import { CheckField } from '../components/CheckField.tsx';
import { wantFullText } from '../full-text.ts';
import { lackingAmong } from '../permissions.ts';
import { word } from '../words.ts';

/** The setting of a feed that brings only beginnings: always get the full text. */
export function FullTextField({ feed }: { feed: FeedRow }) {
  const [lacking, setLacking] = useState<string[]>([]);
  const site = feed.siteUrl ?? feed.url;
  useEffect(() => {
    lackingAmong([site]).then(setLacking, console.error);
  }, [site]);
  return (
    <CheckField
      action="always-full-text"
      checked={feed.alwaysFullText === true}
      onChange={(isWanted) => void wantFullText(feed.id, isWanted, lacking)}
    >
      {word('alwaysFullText')}
      <small>{word('alwaysFullTextHint')}</small>
    </CheckField>
  );
}
