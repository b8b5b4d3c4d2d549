import { db } from './database.ts';

/**
 * Gives out `count` ids in a row and answers the first. Ids rise and are never given twice, also after rows were
 * deleted. Runs inside the caller's transaction (counters, rw).
 */
export async function takeIds(
  name: 'posts' | 'feeds' | 'folders' | 'actions' | 'views' | 'rules' | 'outgoing',
  count = 1,
): Promise<number> {
  const row = await db.counters.get(['sequence', name]);
  const last = row?.total ?? 0;
  await db.counters.put({ kind: 'sequence', id: name, unread: 0, total: last + count });
  return last + 1;
}
