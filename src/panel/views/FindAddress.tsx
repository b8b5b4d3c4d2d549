import { useEffect, useState } from 'preact/hooks';
import type { FeedRow } from '../../storage/schema.ts';
import * as actions from '../actions.ts';
import { hostOf } from '../address.ts';
import { type FoundFeed, findAddress } from '../find-feeds.ts';
import { originsFor, request } from '../permissions.ts';
import { checks } from '../state/library.ts';
import { say } from '../state/notice.ts';
import { word } from '../words.ts';
import { FoundFeeds } from './FoundFeeds.tsx';

/** Where a feed may be found now; the person chooses. */
export function FindAddress({ feed }: { feed: FeedRow }) {
  const [found, setFound] = useState<FoundFeed[]>();
  useEffect(() => {
    findAddress(feed, checks.peek().get(feed.id)).then(setFound, () => setFound([]));
  }, [feed.id]);
  if (found === undefined)
    return <p class="asking">{word('asking', { host: hostOf(feed.siteUrl ?? feed.url) })}</p>;
  if (found.length === 0) return <p role="status">{word('noAddressFound')}</p>;
  return (
    <FoundFeeds title={word('addressesFound')} feeds={found} onChoose={(url) => void moveTo(feed, url)} />
  );
}

/** Asks the feed at a new address; its site may have to be opened first. `ahead` runs before the check. To be called in a click. */
export async function moveTo(feed: FeedRow, url: string, ahead?: () => Promise<void>): Promise<void> {
  if (!(await request(originsFor([url], 'site')))) {
    return say({ text: word('permissionDeniedFor', { host: hostOf(url) }) });
  }
  await ahead?.();
  if (!(await actions.useAddress(feed.id, url))) say({ text: word('alreadySubscribed') });
}
