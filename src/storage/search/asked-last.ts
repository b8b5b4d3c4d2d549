/** What no index of search holds, for it changes with a click: asked last, and only of posts that answer otherwise. */
import { db } from '../database.ts';
import { unreadAmong as unreadByRows } from '../shown.ts';

/** So many keys in a row are read in the time that the rows of one post take. */
export const reading = { keysARow: 30 };

/** Which of these posts are unread. */
export function unreadAmong(ids: number[]): Promise<Set<number>> {
  return among(ids, db.unread.toCollection(), unreadByRows);
}

/** Which of these posts are hidden. */
export function hiddenAmong(ids: number[]): Promise<Set<number>> {
  return among(ids, db.posts.where('hiddenAt').above(0), async () => {
    const posts = await db.posts.bulkGet(ids);
    return new Set(posts.flatMap((post) => (post?.hiddenAt === undefined ? [] : [post.id])));
  });
}

/** All keys there are, or, where that takes longer, what is known by the rows of these posts. */
async function among(
  ids: number[],
  all: { limit(most: number): { primaryKeys(): Promise<number[]> } },
  byRows: (ids: number[]) => Promise<Set<number>>,
): Promise<Set<number>> {
  const most = ids.length * reading.keysARow;
  const keys = ids.length === 0 ? [] : await all.limit(most + 1).primaryKeys();
  return keys.length > most ? byRows(ids) : new Set(keys);
}
