import type { Collection, Table } from 'dexie';
import { db } from './database.ts';
import type { PostRow, UnreadRow } from './schema.ts';
import { loadStories } from './stories.ts';
import { postIdOf } from './story.ts';

/** What the river is read from: posts, or their unread marks. */
export type Row = PostRow | UnreadRow;

/** As much of a river's post as placing it needs. */
export interface Entry {
  id: number;
  feedId: number;
  at: number;
  /** What it was read from. */
  row: Row;
}

/** Which posts the river takes, and from which end: each story once, from all feeds or from these. */
export interface Source {
  unreadOnly: boolean;
  order: 'newest' | 'oldest';
  /** Only these feeds; all when undefined. */
  feedIds: ReadonlySet<number> | undefined;
}

/** Where a stretch begins in the river's order: at an instant, or behind a post. It ends with an instant. */
export type Start = [at: number] | [at: number, id: number];

/** Rows read of each feed at a time, where a river of some feeds is put together from theirs. */
const perFeed = 20;

/**
 * The first entries of a stretch, in order; `ended` says that there are no more behind them. At most `limit` for the
 * whole river; for some feeds as many as their lists, read twenty deep, surely put in order.
 */
export async function firstEntries(
  source: Source,
  start: Start,
  endAt: number,
  limit: number,
): Promise<{ entries: Entry[]; ended: boolean }> {
  if (source.feedIds === undefined) {
    const entries = await entriesOfRiver(source, start, endAt, limit);
    return { entries, ended: entries.length < limit };
  }
  const inOrder = byOrder(source.order);
  const ids = [...source.feedIds];
  const lists = await Promise.all(ids.map((id) => entriesOfFeed(source, id, start, endAt, perFeed)));
  // Behind the last entry of a list that was cut off, that list may have more: the order is sure only before it.
  const cuts = lists.filter((list) => list.length === perFeed).map((list) => list.at(-1) as Entry);
  const cut = cuts.sort(inOrder)[0];
  const entries = lists.flat().sort(inOrder);
  if (cut === undefined) return { entries, ended: true };
  return { entries: entries.filter((entry) => inOrder(entry, cut) <= 0), ended: false };
}

/** The first entry of these feeds in a stretch; one seek a feed. */
export async function firstEntry(
  source: Source,
  start: Start,
  endAt: number,
  feedIds: Iterable<number>,
): Promise<Entry | undefined> {
  const lists = await Promise.all(
    [...feedIds].map((feedId) => entriesOfFeed(source, feedId, start, endAt, 1)),
  );
  return lists.flat().sort(byOrder(source.order))[0];
}

/** Entries of the whole river in a stretch, in order. */
export async function entriesOfRiver(
  source: Source,
  start: Start,
  endAt: number,
  limit: number,
): Promise<Entry[]> {
  const { table, id } = tableOf(source);
  const rows = await inStretch(table, `[riverAt+${id}]`, source, [], start, endAt).limit(limit).toArray();
  return rows.map(entryOf);
}

/** Entries of one feed in a stretch, in order. */
export async function entriesOfFeed(
  source: Source,
  feedId: number,
  start: Start,
  endAt: number,
  limit: number,
): Promise<Entry[]> {
  const { table, id } = tableOf(source);
  const found: Entry[] = [];
  let from = start;
  while (found.length < limit) {
    const stretch = inStretch(table, `[feedId+at+${id}]`, source, [feedId], from, endAt);
    const rows = await stretch.limit(limit).toArray();
    // Not push(...rows): more arguments than a call can take are a RangeError.
    for (const row of await keepStandIns(source, rows)) found.push(entryOf(row));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) break;
    from = [last.at, entryOf(last).id];
  }
  return found.slice(0, limit);
}

function tableOf({ unreadOnly }: Source): { table: Table<Row, number>; id: string } {
  return unreadOnly ? { table: db.unread, id: 'postId' } : { table: db.posts, id: 'id' };
}

/** An array key stands before all longer ones that begin with it: both ends can be open. */
function inStretch(
  table: Table<Row, number>,
  index: string,
  { order }: Source,
  prefix: number[],
  start: Start,
  endAt: number,
): Collection<Row, number> {
  const [from, to] = [
    [...prefix, ...start],
    [...prefix, endAt],
  ];
  if (order === 'oldest') return table.where(index).between(from, to, false, false);
  return table.where(index).between(to, from, false, false).reverse();
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
  return { id: postIdOf(row), feedId: row.feedId, at: row.at, row };
}

/** Sorts as the river does: by time, and posts of the same time as their feed has them. */
function byOrder(order: Source['order']) {
  const sign = order === 'newest' ? 1 : -1;
  return (a: Pick<Entry, 'at' | 'id'>, b: Pick<Entry, 'at' | 'id'>) => sign * (b.at - a.at || b.id - a.id);
}
