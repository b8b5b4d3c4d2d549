import type { Days } from '../feeds/days.ts';
import { db } from './database.ts';
import { feedsIn } from './feeds-in.ts';
import type { Scope } from './lists.ts';
import {
  type Entry,
  entriesOfFeed,
  entriesOfRiver,
  firstEntries,
  firstEntry,
  type Row,
  type Source,
  type Start,
} from './river-source.ts';
import type { PostRow } from './schema.ts';

/** The river: all feeds, or those of a folder; whole or unread only; days in the reader's zone or in GMT. */
export interface RiverQuery {
  scope: Extract<Scope, { kind: 'all' | 'folder' }>;
  unreadOnly: boolean;
  /** Which end it begins at; 'newest' when absent. */
  order?: 'newest' | 'oldest';
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
  behind?: [at: number, id: number];
  /** The first post of the feed drawn last: a feed that comes after it has none before that. */
  drawnTo?: [at: number, id: number];
}

/** Told which posts are on a page before they are read themselves. Not inside a transaction of Dexie's own: it would have ended by then. */
export type OnPlaced = (rows: Row[]) => void;

/** So many of the first posts are looked at in one read; days that lie in it wholly are drawn from it. */
const scanRows = 120;
const scansBeforeSeeking = 3;
/** So many feeds of a large day are read side by side. */
const feedsAtOnce = 12;

type Placed = Entry & { dayAt: number };

/**
 * One page of the river in drawn order: days newest first; in a day feed by feed, the feed with the newest post
 * first; in a feed newest first. From the other end all of that is turned around. What it reads grows with `limit`, not
 * with the size of a day: most pages are one scan of the first posts; in a day larger than the scan each feed's own
 * index is read.
 */
export async function riverPage(
  query: RiverQuery,
  cursor: RiverCursor | undefined,
  limit: number,
  onPlaced?: OnPlaced,
): Promise<{ rows: RiverRow[]; next?: RiverCursor }> {
  return db.transaction('r', [db.posts, db.unread, db.feeds, db.folders], async () => {
    const feedIds = query.scope.kind === 'folder' ? new Set(await feedsIn(query.scope)) : undefined;
    const { unreadOnly, days, order = 'newest' } = query;
    const source: DaySource = { unreadOnly, feedIds, order, days };
    const page: Page = { entries: [], limit };
    let at = cursor && (await finishFeed(page, source, cursor));
    let startAt = at === undefined ? everything(source).startAt : edgesOf(source, at.dayAt).startAt;
    while (!isFull(page)) {
      const { whole, cut } = await wholeDays(source, startAt);
      at = drawWholeDays(page, whole, at);
      if (cut === undefined || isFull(page)) break;
      // The day that the scan has cut is a large one.
      const { dayAt } = cut;
      at = await drawFeeds(page, source, at?.dayAt === dayAt ? at : { dayAt, drawn: [] }, cut.entries);
      startAt = edgesOf(source, dayAt).endAt;
    }
    onPlaced?.(page.entries.map(({ row }) => row));
    const rows = await withPosts(page.entries);
    return at !== undefined && isFull(page) ? { rows, next: at } : { rows };
  });
}

type DaySource = Source & { days: Days };

interface Day {
  dayAt: number;
  entries: Entry[];
}

interface Page {
  entries: Placed[];
  limit: number;
}

function isFull({ entries, limit }: Page): boolean {
  return entries.length >= limit;
}

/** A stretch of time in the river's order: where it begins and where it ends. */
interface Edges {
  startAt: number;
  endAt: number;
}

function edgesOf({ order, days }: DaySource, dayAt: number): Edges {
  const nextAt = days.next(dayAt);
  return order === 'newest' ? { startAt: nextAt, endAt: dayAt } : { startAt: dayAt, endAt: nextAt };
}

function everything({ order }: Source): Edges {
  const always = Number.POSITIVE_INFINITY;
  return order === 'newest' ? { startAt: always, endAt: -always } : { startAt: -always, endAt: always };
}

/**
 * The days from this instant on that one scan holds wholly, in order, each with its entries in order; and the one that it
 * has cut, when it did not reach the end, with its first entries.
 */
async function wholeDays(
  source: DaySource,
  startAt: number,
): Promise<{ whole: Day[]; cut?: Day | undefined }> {
  const { entries, ended } = await firstEntries(source, [startAt], everything(source).endAt, scanRows);
  const days = new Map<number, Entry[]>();
  for (const entry of entries) {
    const dayAt = source.days.startOf(entry.at);
    days.set(dayAt, [...(days.get(dayAt) ?? []), entry]);
  }
  const list = [...days].map(([dayAt, list]) => ({ dayAt, entries: list }));
  const cut = ended ? undefined : list.pop();
  return { whole: list, cut };
}

/**
 * Draws the rest of the feed under way, before all others: those whose posts have come since the page before stand
 * in front of it by their time, and would cut it in two.
 */
async function finishFeed(page: Page, source: DaySource, at: RiverCursor): Promise<RiverCursor> {
  const { feedId, behind } = at;
  if (feedId === undefined || behind === undefined) return at;
  const rest = await entriesOfFeed(source, feedId, behind, edgesOf(source, at.dayAt).endAt, page.limit);
  return draw(page, rest, feedId, at);
}

/** Draws days whose entries are all at hand, from the cursor on; answers where it stopped. */
function drawWholeDays(page: Page, days: Day[], from: RiverCursor | undefined): RiverCursor | undefined {
  let at = from;
  for (const { dayAt, entries } of days) {
    let place: RiverCursor = at?.dayAt === dayAt ? at : { dayAt, drawn: [] };
    for (const feedId of new Set(entries.map((entry) => entry.feedId))) {
      if (place.drawn.includes(feedId)) continue;
      const ofFeed = entries.filter((entry) => entry.feedId === feedId);
      place = draw(page, ofFeed.slice(0, page.limit - page.entries.length), feedId, place);
      if (isFull(page)) return place;
    }
    at = place;
  }
  return at;
}

/**
 * Draws a day feed by feed from the feeds' own indexes, several side by side; answers where it stopped. `first` are the
 * day's first entries.
 */
async function drawFeeds(
  page: Page,
  source: DaySource,
  from: RiverCursor,
  first: Entry[],
): Promise<RiverCursor> {
  let at = from;
  while (!isFull(page)) {
    const room = page.limit - page.entries.length;
    const feedIds = await nextFeeds(source, at, room, first);
    if (feedIds.length === 0) return at;
    const { startAt, endAt } = edgesOf(source, at.dayAt);
    const lists = await Promise.all(
      feedIds.map((feedId) => entriesOfFeed(source, feedId, [startAt], endAt, room)),
    );
    for (const [i, feedId] of feedIds.entries()) {
      if (isFull(page)) break;
      at = draw(page, (lists[i] ?? []).slice(0, page.limit - page.entries.length), feedId, at);
    }
  }
  return at;
}

/** Puts entries of one feed on the page; the feed stays under way when the page is full. */
function draw(page: Page, entries: Entry[], feedId: number, at: RiverCursor): RiverCursor {
  page.entries.push(...entries.map((entry) => ({ ...entry, dayAt: at.dayAt })));
  const first = entries[0];
  const last = entries.at(-1);
  const { dayAt, drawn, drawnTo } = at;
  if (last !== undefined && isFull(page)) {
    return { dayAt, drawn, feedId, behind: [last.at, last.id], ...(drawnTo && { drawnTo }) };
  }
  const isWhole = first !== undefined && at.feedId !== feedId;
  const to: RiverCursor['drawnTo'] = isWhole ? [first.at, first.id] : drawnTo;
  return { dayAt, drawn: [...drawn, feedId], ...(to && { drawnTo: to }) };
}

async function withPosts(entries: Placed[]): Promise<RiverRow[]> {
  const posts = await db.posts.bulkGet(entries.map((entry) => entry.id));
  return entries.flatMap((entry, i) => {
    const post = posts[i];
    return post === undefined ? [] : [{ post, dayAt: entry.dayAt }];
  });
}

/** The feeds that come next in the day, of those not drawn yet: as many as surely fill the room, and at least one. */
async function nextFeeds(
  source: DaySource,
  cursor: RiverCursor,
  room: number,
  first: Entry[],
): Promise<number[]> {
  const { startAt, endAt } = edgesOf(source, cursor.dayAt);
  const drawn = new Set(cursor.drawn);
  const notDrawn = (entries: Entry[]) => {
    const rest = entries.filter((entry) => !drawn.has(entry.feedId)).slice(0, room);
    return [...new Set(rest.map((entry) => entry.feedId))].slice(0, feedsAtOnce);
  };
  if (source.feedIds === undefined) {
    const known = notDrawn(first);
    if (known.length > 0) return known;
    let start: Start = cursor.drawnTo ?? [startAt];
    for (let scans = 0; scans < scansBeforeSeeking; scans++) {
      const entries = await entriesOfRiver(source, start, endAt, scanRows);
      const next = notDrawn(entries);
      if (next.length > 0) return next;
      const last = entries.at(-1);
      if (last === undefined || entries.length < scanRows) return [];
      start = [last.at, last.id];
    }
  }
  const feedIds = source.feedIds ?? (await db.feeds.toCollection().primaryKeys());
  const rest = [...feedIds].filter((feedId) => !drawn.has(feedId));
  const next = await firstEntry(source, [startAt], endAt, rest);
  return next === undefined ? [] : [next.feedId];
}
