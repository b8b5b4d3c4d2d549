import { db } from './database.ts';

/**
 * Gives out `count` ids in a row and answers the first. Ids rise and are never given twice, also after rows were
 * deleted. Runs inside the caller's transaction (counters, rw).
 */
export async function takeIds(name: Sequence, count = 1): Promise<number> {
  const last = await lastIdOf(name);
  await noteLastId(name, last + count);
  return last + 1;
}

export type Sequence = 'posts' | 'feeds' | 'folders' | 'actions' | 'views' | 'rules' | 'outgoing';

/** The last id that was given; 0 before the first. Inside the caller's transaction (counters). */
export async function lastIdOf(name: Sequence): Promise<number> {
  return (await db.counters.get(['sequence', name]))?.total ?? 0;
}

/** Notes the last id that was given. Inside the transaction that read the one before (counters, rw). */
export async function noteLastId(name: Sequence, last: number): Promise<void> {
  await db.counters.put({ kind: 'sequence', id: name, unread: 0, total: last });
}
