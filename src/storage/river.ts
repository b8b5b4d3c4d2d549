import type { Days } from '../feeds/days.ts';
import { db } from './database.ts';
import type { Scope } from './lists.ts';
import { feedsIn } from './marks.ts';
import {
  type Entry,
  entriesOfFeed,
  entriesOfRiver,
  newestEntries,
  newestEntry,
  type Source,
} from './river-source.ts';
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

/** So many of the newest posts are looked at in one read; days that lie in it wholly are drawn from it. */
const scanRows = 120;
const scansBeforeSeeking = 3;

type Placed = Entry & { dayAt: number };

/**
 * One page of the river in drawn order: days newest first; in a day feed by feed, the feed with the newest post
 * first; in a feed newest first. What it reads grows with `limit`, not with the size of a day: most pages are one scan
 * of the newest posts; in a day larger than the scan each feed's own index is read.
 */
export async function riverPage(
  query: RiverQuery,
  cursor: RiverCursor | undefined,
  limit: number,
): Promise<{ rows: RiverRow[]; next?: RiverCursor }> {
  return db.transaction('r', [db.posts, db.unread, db.feeds, db.folders], async () => {
    const feedIds = query.scope.kind === 'folder' ? new Set(await feedsIn(query.scope)) : undefined;
    const source: DaySource = { unreadOnly: query.unreadOnly, feedIds, days: query.days };
    const page: Page = { entries: [], limit };
    let at = cursor;
    let beforeAt = at === undefined ? Number.POSITIVE_INFINITY : query.days.next(at.dayAt);
    while (page.entries.length < limit) {
      const known = await wholeDays(source, beforeAt);
      if (known.length > 0) at = drawWholeDays(page, known, at);
      else if (at !== undefined) at = await drawFeeds(page, source, at);
      if (page.entries.length >= limit) break;
      // The day is drawn: on to the one before it.
      const last: number | undefined = known.at(-1)?.dayAt ?? at?.dayAt;
      at = await nextDay(source, last ?? beforeAt);
      if (at === undefined) break;
      beforeAt = query.days.next(at.dayAt);
    }
    const rows = await withPosts(page.entries);
    return at === undefined || rows.length < limit ? { rows } : { rows, next: at };
  });
}

type DaySource = Source & { days: Days };

interface Page {
  entries: Placed[];
  limit: number;
}

/** The days before this instant that one scan holds wholly, newest first, each with its entries newest first. */
async function wholeDays(
  source: DaySource,
  beforeAt: number,
): Promise<{ dayAt: number; entries: Entry[] }[]> {
  const { entries, ended } = await newestEntries(source, beforeAt, scanRows);
  const days = new Map<number, Entry[]>();
  for (const entry of entries) {
    const dayAt = source.days.startOf(entry.at);
    days.set(dayAt, [...(days.get(dayAt) ?? []), entry]);
  }
  const list = [...days].map(([dayAt, list]) => ({ dayAt, entries: list }));
  return ended ? list : list.slice(0, -1);
}

/** Draws days whose entries are all at hand, from the cursor on; answers where it stopped. */
function drawWholeDays(
  page: Page,
  days: { dayAt: number; entries: Entry[] }[],
  from: RiverCursor | undefined,
): RiverCursor | undefined {
  let at = from;
  for (const { dayAt, entries } of days) {
    let place: RiverCursor = at?.dayAt === dayAt ? at : { dayAt, drawn: [] };
    for (const feedId of new Set(entries.map((entry) => entry.feedId))) {
      if (place.drawn.includes(feedId)) continue;
      const ofFeed = entries.filter((entry) => entry.feedId === feedId && isBehind(entry, feedId, place));
      place = draw(page, ofFeed.slice(0, page.limit - page.entries.length), feedId, place);
      if (page.entries.length >= page.limit) return place;
    }
    at = place;
  }
  return at;
}

/** Draws a day feed by feed from the feeds' own indexes; answers where it stopped. */
async function drawFeeds(page: Page, source: DaySource, from: RiverCursor): Promise<RiverCursor> {
  let at = from;
  while (page.entries.length < page.limit) {
    const feedId = at.feedId ?? (await nextFeed(source, at));
    if (feedId === undefined) return at;
    at = draw(page, await postsOfDay(source, feedId, at, page.limit - page.entries.length), feedId, at);
  }
  return at;
}

/** Puts entries of one feed on the page; the feed stays under way when the page is full. */
function draw(page: Page, entries: Entry[], feedId: number, at: RiverCursor): RiverCursor {
  page.entries.push(...entries.map((entry) => ({ ...entry, dayAt: at.dayAt })));
  const last = entries.at(-1);
  if (last !== undefined && page.entries.length >= page.limit) {
    return { dayAt: at.dayAt, drawn: at.drawn, feedId, before: [last.at, last.id] };
  }
  return { dayAt: at.dayAt, drawn: [...at.drawn, feedId] };
}

function isBehind(entry: Entry, feedId: number, at: RiverCursor): boolean {
  if (at.feedId !== feedId || at.before === undefined) return true;
  const [beforeAt, beforeId] = at.before;
  return entry.at < beforeAt || (entry.at === beforeAt && entry.id < beforeId);
}

async function withPosts(entries: Placed[]): Promise<RiverRow[]> {
  const posts = await db.posts.bulkGet(entries.map((entry) => entry.id));
  return entries.flatMap((entry, i) => {
    const post = posts[i];
    return post === undefined ? [] : [{ post, dayAt: entry.dayAt }];
  });
}

/** The day of the newest post before this instant. */
async function nextDay(source: DaySource, beforeAt: number): Promise<RiverCursor | undefined> {
  const newest = await newestEntry(source, Number.NEGATIVE_INFINITY, beforeAt);
  return newest === undefined ? undefined : { dayAt: source.days.startOf(newest.at), drawn: [] };
}

/** The feed that comes next in the day: of those not drawn yet, the one with the newest post. */
async function nextFeed(source: DaySource, cursor: RiverCursor): Promise<number | undefined> {
  const { dayAt } = cursor;
  const endAt = source.days.next(dayAt);
  const drawn = new Set(cursor.drawn);
  if (source.feedIds === undefined) {
    let before: [number, number] | [number] = [endAt];
    for (let scans = 0; scans < scansBeforeSeeking; scans++) {
      const entries = await entriesOfRiver(source, dayAt, before, scanRows);
      const found = entries.find((entry) => !drawn.has(entry.feedId));
      if (found !== undefined) return found.feedId;
      const last = entries.at(-1);
      if (last === undefined || entries.length < scanRows) return undefined;
      before = [last.at, last.id];
    }
  }
  const feedIds = source.feedIds ?? (await db.feeds.toCollection().primaryKeys());
  const rest = [...feedIds].filter((feedId) => !drawn.has(feedId));
  return (await newestEntry(source, dayAt, endAt, rest))?.feedId;
}

function postsOfDay(source: DaySource, feedId: number, cursor: RiverCursor, limit: number): Promise<Entry[]> {
  const end = cursor.before ?? ([source.days.next(cursor.dayAt)] as [number]);
  return entriesOfFeed(source, feedId, cursor.dayAt, end, limit);
}
