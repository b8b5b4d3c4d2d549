import type { IdentifiedPost } from '../feeds/identify.ts';
import type { ParsedFeed } from '../feeds/model.ts';
import type { Rhythm } from '../feeds/rhythm.ts';
import { canonicalLink, isWebLink } from '../feeds/urls.ts';
import { logCheck } from './check-log.ts';
import { db } from './database.ts';
import type { CheckLine, CheckRow, FeedRow } from './schema.ts';
import { type StoredCounts, storePosts } from './store-posts.ts';

/** A feed whose time has come, with what its last check left behind. */
export interface DueFeed {
  feed: FeedRow;
  check: CheckRow;
}

/** A document ready to be stored: parsed and identified before the transaction begins. */
export interface ReadDocument {
  feed: ParsedFeed;
  posts: IdentifiedPost[];
}

/** How a check ends: what the next one needs, its line in the history, and a new address when the feed has moved for good. */
export interface Finished {
  row: CheckRow;
  rhythm?: Rhythm;
  line?: CheckLine;
  moveTo?: string;
}

/** The feeds that are due, the longest overdue first. */
export async function dueFeeds(now: number): Promise<DueFeed[]> {
  const checks = await db.checks.where('nextAt').belowOrEqual(now).sortBy('nextAt');
  return withFeeds(checks);
}

/** These feeds whether due or not; all that are subscribed when no ids are given. */
export async function feedsToCheck(feedIds: number[] | undefined): Promise<DueFeed[]> {
  const rows = feedIds === undefined ? await db.checks.toArray() : await db.checks.bulkGet(feedIds);
  return withFeeds(rows.filter((row) => row !== undefined));
}

async function withFeeds(checks: CheckRow[]): Promise<DueFeed[]> {
  const feeds = await db.feeds.bulkGet(checks.map((check) => check.feedId));
  return checks.flatMap((check, i) => {
    const feed = feeds[i];
    return feed === undefined || feed.leftAt !== undefined ? [] : [{ feed, check }];
  });
}

/** The tables a check writes. */
const checkTables = [
  db.checkLogs,
  db.rhythms,
  db.feeds,
  db.folders,
  db.checks,
  db.posts,
  db.bodies,
  db.unread,
  db.marks,
  db.tags,
  db.counters,
  db.revisions,
  db.tombstones,
];

/**
 * Stores what a check found, in one transaction: its posts, their marks and counts, and what the next check needs.
 * A feed that was left meanwhile is not touched. Answers how many posts were added and edited.
 */
export function saveCheck(
  check: CheckRow,
  document: ReadDocument | undefined,
  finish: (counts: StoredCounts, rhythm: Rhythm | undefined) => Finished,
  now: number,
): Promise<StoredCounts> {
  return db.transaction('rw', checkTables, async () => {
    const none: StoredCounts = { added: 0, edited: 0, addedTimes: [] };
    const feed = await db.feeds.get(check.feedId);
    if (feed === undefined || feed.leftAt !== undefined) return none;
    let counts = none;
    if (document !== undefined) {
      const isFirst = (await db.checks.get(feed.id))?.lastGoodAt === undefined;
      const rule = (isFirst ? feed.firstUnread : undefined) ?? { kind: 'all' as const };
      const described = describe(feed, document);
      if (described !== undefined) await db.feeds.put(described);
      counts = await storePosts(described ?? feed, document.posts, rule, now);
    }
    const learned = await db.rhythms.get(feed.id);
    const { row, rhythm, line, moveTo } = finish(counts, learned?.rhythm);
    await db.checks.put(row);
    if (rhythm !== undefined) await db.rhythms.put({ feedId: feed.id, rhythm });
    await logCheck(feed.id, line);
    if (moveTo !== undefined) await changeAddress(feed.id, moveTo, now);
    return counts;
  });
}

/** The feed's row with what the document says of it; undefined when that is what the row says already. */
function describe(feed: FeedRow, { feed: parsed }: ReadDocument): FeedRow | undefined {
  const { repairs: _repairs, ...rest } = feed;
  const next: FeedRow = { ...rest, format: parsed.format };
  if (parsed.title !== undefined && parsed.title !== '') next.title = parsed.title;
  // A list from another reader calls most feeds what they call themselves: then the feed's own title goes on.
  if (next.customTitle === next.title) delete next.customTitle;
  if (isWebLink(parsed.siteUrl)) next.siteUrl = parsed.siteUrl;
  if (parsed.description !== undefined) next.description = parsed.description;
  if (parsed.imageUrl !== undefined) next.imageUrl = parsed.imageUrl;
  if (parsed.lang !== undefined) next.lang = parsed.lang;
  // Once a planet, always a planet: one odd document does not turn every face around.
  if (parsed.planet) next.planet = true;
  if (parsed.repairs.length > 0) next.repairs = parsed.repairs;
  const same = (Object.keys({ ...feed, ...next }) as (keyof FeedRow)[]).every(
    (key) => JSON.stringify(feed[key]) === JSON.stringify(next[key]),
  );
  return same ? undefined : next;
}

/** Asks the feed at its new address from now on; not when another subscription has that address already. */
async function changeAddress(feedId: number, url: string, now: number): Promise<void> {
  const urlKey = canonicalLink(url);
  const feed = await db.feeds.get(feedId);
  const taken = await db.feeds.where('urlKey').equals(urlKey).first();
  if (feed === undefined || (taken !== undefined && taken.id !== feedId)) return;
  await db.feeds.put({ ...feed, url, urlKey, moved: { from: feed.url, at: now } });
}

/** When the next scheduled check is due; undefined when there is none. */
export async function nextDueAt(): Promise<number | undefined> {
  return (await db.checks.orderBy('nextAt').first())?.nextAt;
}

/** Until when a host asked for quiet; 0 when it never did. */
export async function quietUntilAt(host: string): Promise<number> {
  return (await db.hosts.get(host))?.notBeforeAt ?? 0;
}

/** Notes that a host asked for quiet until then. */
export async function quietHost(host: string, notBeforeAt: number): Promise<void> {
  await db.hosts.put({ host, notBeforeAt });
}

/** The feeds whose last check wanted a permission. */
export async function feedsWantingPermission(): Promise<number[]> {
  const checks = await db.checks.filter((check) => wantsPermission(check)).toArray();
  return checks.map((check) => check.feedId);
}

function wantsPermission({ outcome }: CheckRow): boolean {
  return outcome?.kind === 'failed' && outcome.why === 'needs-permission';
}
