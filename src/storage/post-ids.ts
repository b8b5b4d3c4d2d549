import { db } from './database.ts';

/** The ids of all posts of a feed. */
export function postIdsOf(feedId: number): Promise<number[]> {
  return db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]).primaryKeys();
}
