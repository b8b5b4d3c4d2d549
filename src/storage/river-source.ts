import { db } from './database.ts';
import type { PostRow, UnreadRow } from './schema.ts';
import { loadStories } from './stories.ts';

/** As much of a river's post as placing it needs. */
export interface Entry {
  id: number;
  feedId: number;
  at: number;
}

/** Which posts the river takes: each story once, from all feeds or from these. */
export interface Source {
  unreadOnly: boolean;
  /** Only these feeds; all when undefined. */
  feedIds: ReadonlySet<number> | undefined;
}

type Before = [at: number] | [at: number, id: number];

/** Rows read of each feed at a time, where a river of some feeds is put together from theirs. */
const perFeed = 20;

/**
 * The newest entries before this instant, newest first; `ended` says that there are no more behind them. At most
 * `limit` for the whole river; for some feeds as many as their lists, read twenty deep, surely put in order.
 */
export async function newestEntries(
  source: Source,
  beforeAt: number,
  limit: number,
): Promise<{ entries: Entry[]; ended: boolean }> {
  const always = Number.NEGATIVE_INFINITY;
  if (source.feedIds === undefined) {
    const entries = await entriesOfRiver(source, always, [beforeAt], limit);
    return { entries, ended: entries.length < limit };
  }
  const ids = [...source.feedIds];
  const lists = await Promise.all(ids.map((id) => entriesOfFeed(source, id, always, [beforeAt], perFeed)));
  // Behind the last entry of a list that was cut off, that list may have more: the order is sure only before it.
  const cuts = lists.filter((list) => list.length === perFeed).map((list) => list.at(-1) as Entry);
  const cut = cuts.sort(newestFirst)[0];
  const entries = lists.flat().sort(newestFirst);
  if (cut === undefined) return { entries, ended: true };
  return { entries: entries.filter((entry) => newestFirst(entry, cut) <= 0), ended: false };
}

/** The newest entry in a span of time, of all feeds of the source or of these; one seek a feed. */
export async function newestEntry(
  source: Source,
  fromAt: number,
  beforeAt: number,
  feedIds: Iterable<number> | undefined = source.feedIds,
): Promise<Entry | undefined> {
  if (feedIds === undefined) return (await entriesOfRiver(source, fromAt, [beforeAt], 1))[0];
  const newest: Entry[] = [];
  for (const feedId of feedIds) newest.push(...(await entriesOfFeed(source, feedId, fromAt, [beforeAt], 1)));
  return newest.sort(newestFirst)[0];
}

/** Entries of the whole river from `fromAt` on and before `before`, newest first. */
export async function entriesOfRiver(
  source: Source,
  fromAt: number,
  before: Before,
  limit: number,
): Promise<Entry[]> {
  const rows = source.unreadOnly
    ? db.unread.where('[riverAt+postId]').between([fromAt], before, true, false)
    : db.posts.where('[riverAt+id]').between([fromAt], before, true, false);
  return (await rows.reverse().limit(limit).toArray()).map(entryOf);
}

/** Entries of one feed from `fromAt` on and before `before`, newest first. */
export async function entriesOfFeed(
  source: Source,
  feedId: number,
  fromAt: number,
  before: Before,
  limit: number,
): Promise<Entry[]> {
  const found: Entry[] = [];
  let to: Before = before;
  while (found.length < limit) {
    const rows = await rowsOfFeed(source, feedId, fromAt, to, limit);
    found.push(...(await keepStandIns(source, rows)).map(entryOf));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) break;
    to = [last.at, entryOf(last).id];
  }
  return found.slice(0, limit);
}

type Row = PostRow | UnreadRow;

function rowsOfFeed(
  source: Source,
  feedId: number,
  fromAt: number,
  before: Before,
  limit: number,
): Promise<Row[]> {
  const from = [feedId, fromAt];
  const to = [feedId, ...before];
  const rows = source.unreadOnly
    ? db.unread.where('[feedId+at+postId]').between(from, to, true, false)
    : db.posts.where('[feedId+at+id]').between(from, to, true, false);
  return rows.reverse().limit(limit).toArray();
}

/**
 * Keeps the one post that stands for its story: its face; in a river of some feeds, when the face is of another feed,
 * the story's first post among them, so that a folder lists what it counts.
 */
async function keepStandIns(source: Source, rows: Row[]): Promise<Row[]> {
  const { feedIds } = source;
  if (feedIds === undefined) return rows.filter((row) => row.riverAt !== undefined);
  const doubtful = rows.filter((row) => row.riverAt === undefined && row.storyId !== undefined);
  const stories = await loadStories(doubtful.map((row) => row.storyId as number));
  return rows.filter((row) => {
    if (row.riverAt !== undefined) return true;
    const posts = stories.get(row.storyId ?? 0)?.filter((post) => feedIds.has(post.feedId)) ?? [];
    if (posts.some((post) => post.riverAt !== undefined)) return false;
    return Math.min(...posts.map((post) => post.id)) === entryOf(row).id;
  });
}

function entryOf(row: Row): Entry {
  return { id: 'postId' in row ? row.postId : row.id, feedId: row.feedId, at: row.at };
}

function newestFirst(a: Entry, b: Entry): number {
  return b.at - a.at || b.id - a.id;
}
