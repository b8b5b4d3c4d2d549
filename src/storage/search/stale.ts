import { db } from '../database.ts';

/**
 * Notes that the texts of these posts have changed, or that they are gone: search reads them themselves until they are
 * indexed anew. New posts need no note. Runs inside the transaction that changes them (searchStale).
 */
export async function markStale(postIds: number[]): Promise<void> {
  if (postIds.length > 0) await db.searchStale.bulkAdd(postIds.map((postId) => ({ postId })));
}
