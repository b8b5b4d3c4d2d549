import type { IdentifiedPost } from '../feeds/identify.ts';
import type { ParsedFeed } from '../feeds/model.ts';
import type { Rhythm } from '../feeds/rhythm.ts';
import { canonicalLink, isWebLink } from '../feeds/urls.ts';
import { atRest } from './at-rest.ts';
import { type Batch, beginBatch, endBatch, keepTransaction } from './batch.ts';
import { logChecks } from './check-log.ts';
import { db } from './database.ts';
import { isTaken } from './feed-rows.ts';
import { findKnown } from './known-posts.ts';
import { rowsOf } from './rows-of.ts';
import type { CheckRow, FeedRow } from './schema.ts';
import type { CheckLine } from './schema-checks.ts';
import { type StoredCounts, storePosts } from './store-posts.ts';

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

/** The tables a check writes. */
export const checkTables = [
  db.checkLines,
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
  db.searchStale,
  db.views,
  db.rules,
  db.alerts,
  db.notices,
  db.held,
  db.outgoing,
];

/** A check that found a document: whose it is, and how it ends when that is stored. */
export interface Found {
  feedId: number;
  /** The address that was asked; when undefined, the feed's. */
  url?: string;
  document: ReadDocument;
  /** Synchronous: it runs inside the transaction. */
  finish: (counts: StoredCounts, rhythm: Rhythm | undefined) => Finished;
}

/**
 * Stores what these checks found, in one transaction: the posts, their marks and counts, and what the next checks need.
 * Feeds that were left or have another address meanwhile are not touched. Answers for each how many posts were added and
 * edited.
 */
export function saveFound(found: Found[], now: number): Promise<StoredCounts[]> {
  return db.transaction('rw', checkTables, async () => {
    const ids = found.map(({ feedId }) => feedId);
    const [feeds, checks, rhythms, batch] = await Promise.all([
      db.feeds.bulkGet(ids),
      db.checks.bulkGet(ids),
      db.rhythms.bulkGet(ids),
      beginBatch(ids, now),
    ]);
    // All are looked up before the first is stored: the database is asked once for them, not once for each.
    const ahead = await Promise.all(
      found.map(({ feedId, url, document }, i) =>
        isThere(feeds[i], url) ? findKnown(feedId, document.posts, now) : undefined,
      ),
    );
    batch.checkedBefore = new Set(ids.filter((_, i) => checks[i]?.lastGoodAt !== undefined));
    const finished: (Finished & { feed: FeedRow })[] = [];
    const counts: StoredCounts[] = [];
    for (const [i, { feedId, url, document, finish }] of found.entries()) {
      counts[i] = { added: 0, edited: 0, addedTimes: [] };
      const feed = feeds[i];
      if (!isThere(feed, url)) continue;
      const isFirst = !batch.checkedBefore.has(feedId);
      const rule = (isFirst ? feed.firstUnread : undefined) ?? { kind: 'all' as const };
      const described = describe(feed, document);
      if (described !== undefined) noteDescribed(described, batch);
      counts[i] = await storePosts(batch, described ?? feed, document.posts, rule, ahead[i]);
      await keepTransaction();
      finished.push({ feed, ...finish(counts[i], rhythms[i]?.rhythm) });
    }
    await endBatch(batch);
    await writeFinished(finished, now);
    return counts;
  });
}

/** Is it still the feed that was asked, at that address? What another address says is not its. */
function isThere(feed: FeedRow | undefined, url = feed?.url): feed is FeedRow {
  return feed !== undefined && feed.leftAt === undefined && feed.url === url;
}

/** Whether it is a planet, its document may have told only now. */
function noteDescribed(feed: FeedRow, { described, places }: Batch): void {
  described.push(feed);
  const place = places.get(feed.id);
  if (place !== undefined) place.planet = feed.planet === true;
}

/** A check that found no document to store: who it was of, and how it ends. */
export interface Ended {
  feedId: number;
  /** The address that was, or was to be, asked. */
  url: string;
  /** Synchronous: it runs inside the transaction. */
  finish: () => Finished;
}

/** Stores how these checks ended, all in one transaction. Feeds that were left or have another address meanwhile are not touched. */
export function saveChecks(ended: Ended[], now: number): Promise<void> {
  return db.transaction('rw', [db.feeds, db.checks, db.rhythms, db.checkLines], async () => {
    const ids = ended.map(({ feedId }) => feedId);
    const feeds = await rowsOf(db.feeds, ids, (feed) => feed.id);
    const finished = ended.flatMap(({ feedId, url, finish }) => {
      const feed = feeds.get(feedId);
      return isThere(feed, url) ? [{ feed, ...finish() }] : [];
    });
    await writeFinished(finished, now);
  });
}

async function writeFinished(finished: (Finished & { feed: FeedRow })[], now: number): Promise<void> {
  const rhythms = finished.flatMap(({ feed, rhythm }) =>
    rhythm === undefined ? [] : [{ feedId: feed.id, rhythm }],
  );
  await Promise.all([
    db.checks.bulkPut(finished.map(({ feed, row }) => atRest(feed, row, now))),
    rhythms.length > 0 && db.rhythms.bulkPut(rhythms),
    logChecks(finished.map(({ feed, line }) => ({ feedId: feed.id, line }))),
  ]);
  for (const { feed, moveTo } of finished) {
    if (moveTo === undefined || (await isTaken(moveTo, feed.id))) continue;
    await db.feeds.update(feed.id, {
      url: moveTo,
      urlKey: canonicalLink(moveTo),
      moved: { from: feed.url, at: now },
    });
  }
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

/** What the last check of a feed left. */
export function loadCheck(feedId: number): Promise<CheckRow | undefined> {
  return db.checks.get(feedId);
}

/** How many feeds are asked by the clock. */
export function countPlanned(): Promise<number> {
  return db.checks.where('nextAt').above(Number.NEGATIVE_INFINITY).count();
}

/** Puts checks off without asking: rows with another next check. */
export async function putOff(rows: CheckRow[]): Promise<void> {
  await db.checks.bulkPut(rows);
}

/** When the next scheduled check is due; undefined when there is none. */
export async function nextDueAt(): Promise<number | undefined> {
  return (await db.checks.orderBy('nextAt').first())?.nextAt;
}

/** The feeds whose last check wanted a permission. */
export async function feedsWantingPermission(): Promise<number[]> {
  const checks = await db.checks.filter((check) => wantsPermission(check)).toArray();
  return checks.map((check) => check.feedId);
}

function wantsPermission({ outcome }: CheckRow): boolean {
  return outcome?.kind === 'failed' && outcome.why === 'needs-permission';
}
