import { canonicalLink, isWebLink } from '../feeds/urls.ts';
import { atRest } from './at-rest.ts';
import { db } from './database.ts';
import { folderOrTop } from './folders.ts';
import { dropItems } from './outgoing.ts';
import { postIdsOf } from './post-ids.ts';
import { actionTables, forgetAction, recordAction } from './record.ts';
import { reseat } from './reseat.ts';
import type { FeedRow, FirstUnread } from './schema.ts';
import type { Inverse } from './schema-actions.ts';
import { takeIds } from './sequence.ts';

/** A feed to subscribe to; `title` is what the feed or the list calls it. */
export interface NewFeed {
  url: string;
  title?: string;
  customTitle?: string;
  siteUrl?: string;
  folderId?: number;
  tags?: string[];
  firstUnread?: FirstUnread;
  opmlAttributes?: Record<string, string>;
}

/**
 * Subscribes; the next alarm or "check now" fetches it. A feed that was left comes back with its posts and marks. One that
 * was kept for its stars is sent to the server again; that is no action: its undo would take the stars away.
 */
export function subscribe(given: NewFeed, now: number): Promise<{ feedId: number; already: boolean }> {
  return db.transaction('rw', actionTables, async () => {
    const { folderId } = given;
    const feed = folderId === undefined ? given : { ...given, folderId: await folderOrTop(folderId) };
    const result = await putFeed(feed, now);
    if (!result.already && !result.wasArchived) {
      const name = feed.customTitle ?? feed.title ?? feed.url;
      const inverses: Inverse[] = [
        { do: 'folders', put: [], remove: [], feeds: result.cameFrom },
        { do: 'leave', feedIds: [result.feedId] },
      ];
      await recordAction({ kind: 'subscribe', count: 1, name, inverses }, now);
    }
    return result;
  });
}

/**
 * What became of a feed to subscribe to; `cameFrom`: the folder where one lay that was left and comes back; `wasArchived`:
 * the server had left it, and it was here all the time.
 */
export interface PutFeed {
  feedId: number;
  already: boolean;
  wasArchived?: true;
  cameFrom: { id: number; folderId: number }[];
}

/** Adds one feed, into a folder that is there, inside the caller's transaction; or finds it. */
export async function putFeed(feed: NewFeed, now: number): Promise<PutFeed> {
  const urlKey = canonicalLink(feed.url);
  const known = await db.feeds.where('urlKey').equals(urlKey).first();
  if (known !== undefined) {
    const { leftAt, archivedAt } = known;
    if (leftAt === undefined && archivedAt === undefined)
      return { feedId: known.id, already: true, cameFrom: [] };
    if (leftAt !== undefined) await comeBack(known, now);
    await db.feeds.where('id').equals(known.id).modify(sendAnew);
    // Subscribed anew there, its posts are other items.
    if (archivedAt !== undefined) await dropItems(await postIdsOf(known.id));
    await reseat([known.id], () => db.feeds.update(known.id, chosenAnew(feed)));
    const back = {
      feedId: known.id,
      already: false,
      cameFrom: [{ id: known.id, folderId: known.folderId }],
    };
    return leftAt === undefined ? { ...back, wasArchived: true } : back;
  }
  const id = await takeIds('feeds');
  const { title, folderId, tags, siteUrl, ...given } = feed;
  const row: FeedRow = {
    ...given,
    ...(isWebLink(siteUrl) && { siteUrl }),
    id,
    urlKey,
    title: title ?? new URL(feed.url).host,
    folderId: folderId ?? 0,
    position: id,
    tags: tags ?? [],
    addedAt: now,
  };
  await db.feeds.add(row);
  // The server asks its feeds itself.
  await db.checks.add({ feedId: id, ...(!db.isOfServer && { nextAt: now }), failures: 0, limits: 0 });
  return { feedId: id, already: false, cameFrom: [] };
}

/** The server is asked for it, whatever it said before; one that it was not told of the leaving has it still. */
function sendAnew(feed: FeedRow): void {
  if (feed.archivedAt !== undefined) delete feed.remote;
  delete feed.archivedAt;
  delete feed.remoteTrouble;
}

/** What a person chose who subscribes anew to a feed that was left. */
function chosenAnew({ folderId, customTitle, tags }: NewFeed): Partial<FeedRow> {
  return {
    ...(folderId !== undefined && { folderId }),
    ...(customTitle !== undefined && { customTitle }),
    ...(tags !== undefined && { tags }),
  };
}

/**
 * A feed that was left and is subscribed anew: as if its leaving were undone, whatever came since. Inside the caller's
 * transaction.
 */
export async function comeBack(feed: FeedRow, now: number): Promise<void> {
  let unreadPostIds: number[] = [];
  for (const action of await db.actions.toArray()) {
    let others = 0;
    let isMeant = false;
    const inverses = action.inverses.map((inverse) => {
      if (!isRejoin(inverse) || !inverse.feedIds.includes(feed.id)) return inverse;
      isMeant = true;
      unreadPostIds = unreadPostIds.concat(inverse.unreadPostIds);
      const feedIds = inverse.feedIds.filter((id) => id !== feed.id);
      others += feedIds.length;
      return { ...inverse, feedIds };
    });
    if (!isMeant) continue;
    // Feeds of the same list may come back one by one.
    if (others > 0) await db.actions.put({ ...action, inverses });
    else await forgetAction({ ...action, inverses });
  }
  await rejoinFeeds([feed.id], unreadPostIds, now);
}

/** Unsubscribes. The feed's rows stay until the undo has left the list. */
export function unsubscribe(feedId: number, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const feed = await db.feeds.get(feedId);
    if (feed === undefined || feed.leftAt !== undefined) return;
    const unreadPostIds = await leaveFeeds([feedId], now);
    const inverses = [{ do: 'rejoin' as const, feedIds: [feedId], unreadPostIds }];
    await recordAction(
      { kind: 'unsubscribe', count: 1, name: feed.customTitle ?? feed.title, inverses },
      now,
    );
  });
}

/**
 * Takes feeds out of every list and count; answers which of their posts were unread that are alone in their stories (of
 * joined ones their marks know). Inside the caller's transaction.
 */
export async function leaveFeeds(feedIds: number[], now: number): Promise<number[]> {
  const feeds = (await db.feeds.bulkGet(feedIds)).filter((feed) => feed !== undefined);
  const isLeft = (feed: FeedRow) => feed.leftAt !== undefined;
  const known = await unreadOfLeft(feeds.filter(isLeft).map((feed) => feed.id));
  const going = feeds.filter((feed) => !isLeft(feed)).map((feed) => feed.id);
  const unread = await Promise.all(
    going.map((feedId) => db.unread.where('[feedId+at+postId]').between([feedId], [feedId, []]).toArray()),
  );
  await reseat(going, async () => {
    await db.feeds.where('id').anyOf(going).modify({ leftAt: now });
    await db.checks.where('feedId').anyOf(going).modify(stopChecks);
  });
  return [...known, ...unread.flat().flatMap((row) => (row.storyId === undefined ? row.postId : []))];
}

/** Of feeds that are left already (a later leaving was taken back before an earlier one): what that leaving knows. */
async function unreadOfLeft(feedIds: number[]): Promise<number[]> {
  if (feedIds.length === 0) return [];
  const inverses = (await db.actions.toArray()).flatMap((action) => action.inverses).filter(isRejoin);
  return inverses
    .filter((inverse) => inverse.feedIds.some((id) => feedIds.includes(id)))
    .flatMap((inverse) => inverse.unreadPostIds);
}

/** Is there an action whose undo brings a feed back that was left? */
export async function canComeBack(feedId: number): Promise<boolean> {
  const inverses = (await db.actions.toArray()).flatMap((action) => action.inverses);
  return inverses.some((inverse) => isRejoin(inverse) && inverse.feedIds.includes(feedId));
}

function isRejoin(inverse: Inverse): inverse is Inverse & { do: 'rejoin' } {
  return inverse.do === 'rejoin';
}

/** Brings feeds back that were left. Inside the caller's transaction. */
export async function rejoinFeeds(feedIds: number[], unreadPostIds: number[], now: number): Promise<void> {
  const change = async () => {
    await db.feeds.where('id').anyOf(feedIds).modify(comeIn);
    for (const feed of await db.feeds.bulkGet(feedIds)) {
      const check = feed && (await db.checks.get(feed.id));
      if (check !== undefined && !db.isOfServer)
        await db.checks.put(atRest(feed as FeedRow, { ...check, nextAt: now }, now));
    }
  };
  await reseat(feedIds, change, new Set(unreadPostIds));
}

function stopChecks(check: { nextAt?: number }): void {
  delete check.nextAt;
}

function comeIn(feed: FeedRow): void {
  delete feed.leftAt;
}
