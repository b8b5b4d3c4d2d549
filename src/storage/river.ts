import type { Days } from '../feeds/days.ts';
import { db } from './database.ts';
import type { Scope } from './lists.ts';
import { feedsIn } from './marks.ts';
import type { PostRow } from './schema.ts';

/** The river: all feeds, or those of a folder; whole or unread only; days in the reader's zone or in GMT. */
export interface RiverQuery {
  scope: Extract<Scope, { kind: 'all' | 'folder' }>;
  unreadOnly: boolean;
  days: Days;
}

export interface RiverRow {
  post: PostRow;
  dayAt: number;
}

/** Where drawing stopped: the day, the feeds of it that are drawn, and the place in the feed under way. */
export interface RiverCursor {
  dayAt: number;
  drawn: number[];
  feedId?: number;
  before?: [at: number, id: number];
}

/** A key of the river's index: when, which post; and the feed it belongs to. */
interface Entry {
  id: number;
  feedId: number;
  at: number;
}

const scanRows = 100;
const scansBeforeSeeking = 3;

/**
 * One page of the river in drawn order: days newest first; in a day feed by feed, the feed with the newest post
 * first; in a feed newest first. What it reads grows with `limit`, not with the size of a day: it looks at the newest
 * posts of the day to find the next feed, then reads that feed's own index.
 */
export async function riverPage(
  query: RiverQuery,
  cursor: RiverCursor | undefined,
  limit: number,
): Promise<{ rows: RiverRow[]; next?: RiverCursor }> {
  return db.transaction('r', [db.posts, db.unread, db.feeds, db.folders], async () => {
    const feedIds = query.scope.kind === 'folder' ? new Set(await feedsIn(query.scope)) : undefined;
    const source: Source = { query, feedIds };
    const entries: (Entry & { dayAt: number })[] = [];
    let at = cursor ?? (await nextDay(source, Number.POSITIVE_INFINITY));
    while (at !== undefined && entries.length < limit) {
      const step: RiverCursor = at;
      const feedId = step.feedId ?? (await nextFeed(source, step));
      if (feedId === undefined) {
        at = await nextDay(source, step.dayAt);
        continue;
      }
      const want = limit - entries.length;
      const found = await postsOfDay(source, feedId, step, want);
      entries.push(...found.map((entry) => ({ ...entry, dayAt: step.dayAt })));
      const last = found.at(-1);
      at =
        last !== undefined && found.length === want
          ? { ...step, feedId, before: [last.at, last.id] }
          : { dayAt: step.dayAt, drawn: [...step.drawn, feedId] };
    }
    const rows = await withPosts(entries);
    return at === undefined ? { rows } : { rows, next: at };
  });
}

interface Source {
  query: RiverQuery;
  /** Only these feeds; all when undefined. */
  feedIds: ReadonlySet<number> | undefined;
}

async function withPosts(entries: (Entry & { dayAt: number })[]): Promise<RiverRow[]> {
  const posts = await db.posts.bulkGet(entries.map((entry) => entry.id));
  return entries.flatMap((entry, i) => {
    const post = posts[i];
    return post === undefined ? [] : [{ post, dayAt: entry.dayAt }];
  });
}

/** The day of the newest post before this instant. */
async function nextDay(source: Source, beforeAt: number): Promise<RiverCursor | undefined> {
  const newest =
    source.feedIds === undefined
      ? (await scan(source, Number.NEGATIVE_INFINITY, [beforeAt], 1))[0]
      : await newestOfFeeds(source, [...source.feedIds], Number.NEGATIVE_INFINITY, beforeAt);
  return newest === undefined ? undefined : { dayAt: source.query.days.startOf(newest.at), drawn: [] };
}

/** The feed that comes next in the day: of those not drawn yet, the one with the newest post. */
async function nextFeed(source: Source, cursor: RiverCursor): Promise<number | undefined> {
  const { dayAt } = cursor;
  const endAt = source.query.days.next(dayAt);
  const drawn = new Set(cursor.drawn);
  if (source.feedIds === undefined) {
    let before: [number, number] | [number] = [endAt];
    for (let scans = 0; scans < scansBeforeSeeking; scans++) {
      const entries = await scan(source, dayAt, before, scanRows);
      const found = entries.find((entry) => !drawn.has(entry.feedId));
      if (found !== undefined) return found.feedId;
      const last = entries.at(-1);
      if (last === undefined || entries.length < scanRows) return undefined;
      before = [last.at, last.id];
    }
  }
  const feedIds = source.feedIds ?? (await db.feeds.toCollection().primaryKeys());
  const rest = [...feedIds].filter((feedId) => !drawn.has(feedId));
  return (await newestOfFeeds(source, rest, dayAt, endAt))?.feedId;
}

/** Entries of the river from `fromAt` on and before `before`, newest first. */
async function scan(
  source: Source,
  fromAt: number,
  before: [number, number] | [number],
  limit: number,
): Promise<Entry[]> {
  if (source.query.unreadOnly) {
    const rows = await db.unread
      .where('[riverAt+postId]')
      .between([fromAt], before, true, false)
      .reverse()
      .limit(limit)
      .toArray();
    return rows.map((row) => ({ id: row.postId, feedId: row.feedId, at: row.at }));
  }
  return db.posts
    .where('[riverAt+id]')
    .between([fromAt], before, true, false)
    .reverse()
    .limit(limit)
    .toArray();
}

/** The newest face among these feeds in a span of time; one seek a feed. */
async function newestOfFeeds(
  source: Source,
  feedIds: number[],
  fromAt: number,
  beforeAt: number,
): Promise<Entry | undefined> {
  let newest: Entry | undefined;
  for (const feedId of feedIds) {
    const [entry] = await ofFeed(source, feedId, fromAt, [beforeAt], 1);
    if (entry !== undefined && isNewer(entry, newest)) newest = entry;
  }
  return newest;
}

function isNewer(a: Entry, b: Entry | undefined): boolean {
  return b === undefined || a.at > b.at || (a.at === b.at && a.id > b.id);
}

function postsOfDay(source: Source, feedId: number, cursor: RiverCursor, limit: number): Promise<Entry[]> {
  const end = cursor.before ?? ([source.query.days.next(cursor.dayAt)] as [number]);
  return ofFeed(source, feedId, cursor.dayAt, end, limit);
}

/** Faces of one feed from `fromAt` on and before `before`, newest first. */
async function ofFeed(
  source: Source,
  feedId: number,
  fromAt: number,
  before: [number, number] | [number],
  limit: number,
): Promise<Entry[]> {
  const from = [feedId, fromAt];
  const to = [feedId, ...before];
  if (source.query.unreadOnly) {
    const rows = await db.unread
      .where('[feedId+at+postId]')
      .between(from, to, true, false)
      .reverse()
      .filter((row) => row.riverAt !== undefined)
      .limit(limit)
      .toArray();
    return rows.map((row) => ({ id: row.postId, feedId, at: row.at }));
  }
  return db.posts
    .where('[feedId+at+id]')
    .between(from, to, true, false)
    .reverse()
    .filter((post) => post.riverAt !== undefined)
    .limit(limit)
    .toArray();
}
