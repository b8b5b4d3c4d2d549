import type { Table } from 'dexie';
import { db } from './database.ts';
import { feedsIn } from './feeds-in.ts';
import type { Scope } from './lists.ts';
import type { TimeRange } from './mark-range.ts';
import { entriesOfFeed, type Row, type Source } from './river-source.ts';

/** Counting stops here: what it costs does not grow with a day. */
export const MOST_COUNTED = 1000;

/** How many unread stories of the river, or of a folder's, lie in a stretch of time; at most MOST_COUNTED. */
export async function countUnreadBetween(
  scope: Extract<Scope, { kind: 'all' | 'folder' }>,
  { fromAt, beforeAt }: TimeRange,
): Promise<number> {
  if (scope.kind === 'all') {
    const found = db.unread.where('[riverAt+postId]').between([fromAt], [beforeAt]);
    return (await found.limit(MOST_COUNTED).primaryKeys()).length;
  }
  const feedIds = new Set(await feedsIn(scope));
  const source: Source = { unreadOnly: true, order: 'newest', feedIds };
  const lists = [...feedIds].map((id) => entriesOfFeed(source, id, [beforeAt], fromAt, MOST_COUNTED));
  const counts = (await Promise.all(lists)).map((list) => list.length);
  return Math.min(
    MOST_COUNTED,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

/** How many stories have come since that post was the newest, or how many of them are still unread; at most MOST_COUNTED. */
export async function countNewerThan(postId: number, unreadOnly: boolean): Promise<number> {
  const table: Table<Row, number> = unreadOnly ? db.unread : db.posts;
  const newer = table
    .where(':id')
    .above(postId)
    .filter((row) => row.riverAt !== undefined);
  return (await newer.limit(MOST_COUNTED).primaryKeys()).length;
}
