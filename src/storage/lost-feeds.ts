/**
 * Feeds that the server has no longer. What it lost nobody left here: it is never told to the server, and the feed comes
 * back when it is listed again. Each keeps what the server said last of it (`remote`), so that it fits then.
 */
import { db } from './database.ts';
import { dropFeedData } from './drop.ts';
import { titleOf } from './feed-rows.ts';
import { dropItems } from './outgoing.ts';
import { postIdsOf } from './post-ids.ts';
import { recordAction } from './record.ts';
import type { FeedRow } from './schema.ts';
import { storyOf } from './story.ts';
import { canComeBack, leaveFeeds } from './subscriptions.ts';

/** What a server's list names: by its own ids, and by addresses (canonicalLink). */
export interface Listing {
  ids: ReadonlySet<string>;
  urlKeys: ReadonlySet<string>;
}

/** Had the server this feed, and has it no longer? By its address it is known that was added under another name. */
export function isLost({ remote, archivedAt, urlKey }: FeedRow, { ids, urlKeys }: Listing): boolean {
  return remote !== undefined && archivedAt === undefined && !ids.has(remote.id) && !urlKeys.has(urlKey);
}

/** So many feeds, and most of them are not lost at once by people. */
const many = 10;

/** Would a list lose all feeds, or most of many? A server that is in trouble sends such lists. */
export async function isSuddenLoss(listing: Listing): Promise<boolean> {
  const feeds = await db.feeds.toArray();
  const known = feeds.filter(
    ({ remote, archivedAt, leftAt }) =>
      remote !== undefined && archivedAt === undefined && leftAt === undefined,
  );
  if (listing.ids.size === 0) return known.length > 0;
  const lost = known.filter((feed) => isLost(feed, listing));
  return known.length >= many && lost.length * 2 > known.length;
}

/**
 * One with stars stays, without its server; the others go, and the newest action brings them back in the same way. Inside the
 * caller's transaction.
 */
export async function loseFeeds(lost: FeedRow[], now: number): Promise<void> {
  const going: FeedRow[] = [];
  for (const feed of lost) {
    if (feed.leftAt !== undefined) await forgetLeft(feed.id);
    else if (await holdsStars(feed.id)) await db.feeds.update(feed.id, { archivedAt: now });
    else going.push(feed);
  }
  const [first] = going;
  if (first === undefined) return;
  const feedIds = going.map(({ id }) => id);
  const unreadPostIds = await leaveFeeds(feedIds, now);
  await db.feeds.where('id').anyOf(feedIds).modify({ archivedAt: now });
  const inverses = [{ do: 'rejoin' as const, feedIds, unreadPostIds }];
  const action = { kind: 'leave-elsewhere' as const, count: going.length, name: titleOf(first), inverses };
  await recordAction(action, now);
}

async function holdsStars(feedId: number): Promise<boolean> {
  const posts = await db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]).toArray();
  const marks = await db.marks.bulkGet(posts.map(storyOf));
  return marks.some((mark) => mark?.starredAt !== undefined);
}

/** A feed that was left here is on the server no longer. With no undo left it only waited for that. */
export async function forgetLeft(feedId: number): Promise<void> {
  await db.feeds
    .where('id')
    .equals(feedId)
    .modify((feed) => {
      delete feed.remote;
    });
  await forgetItems(feedId);
  if (!(await canComeBack(feedId))) await dropFeedData([feedId]);
}

/** Subscribed anew, a feed's posts are other items. Inside the caller's transaction. */
export async function forgetItems(feedId: number): Promise<void> {
  await dropItems(await postIdsOf(feedId));
}
