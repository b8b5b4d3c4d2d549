import { canonicalLink } from '../feeds/urls.ts';
import { db } from './database.ts';
import { isTaken, titleOf } from './feed-rows.ts';
import { actionTables, recordAction } from './record.ts';
import type { CheckRow, FeedRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';

/** Asks a feed at another address from now on, by the person's word; false when another subscription has that address. */
export function moveToAddress(feedId: number, url: string, now: number): Promise<boolean> {
  return db.transaction('rw', actionTables, async () => {
    const feed = await db.feeds.get(feedId);
    if (feed === undefined || (await isTaken(url, feedId))) return false;
    const inverses = [await setAddress(feed, url, now)];
    await recordAction({ kind: 'new-address', count: 1, name: titleOf(feed), inverses }, now);
    return true;
  });
}

/** Sets a feed's address; answers the inverse. What was known of the old one's answers goes. Inside the caller's transaction. */
export async function setAddress(feed: FeedRow, url: string, now: number): Promise<Inverse> {
  await db.feeds.put({ ...feed, url, urlKey: canonicalLink(url), moved: { from: feed.url, at: now } });
  const check = await db.checks.get(feed.id);
  if (check !== undefined) await db.checks.put(fresh(check, now));
  return { do: 'address', feedId: feed.id, url: feed.url };
}

function fresh({ feedId, lastAt, lastGoodAt, pace }: CheckRow, now: number): CheckRow {
  return {
    feedId,
    nextAt: now,
    failures: 0,
    limits: 0,
    ...(lastAt !== undefined && { lastAt }),
    ...(lastGoodAt !== undefined && { lastGoodAt }),
    ...(pace !== undefined && { pace }),
  };
}
