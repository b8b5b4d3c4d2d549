import { db } from './database.ts';
import { dropFeedData } from './drop.ts';
import type { ActionRow } from './schema.ts';
import { takeIds } from './sequence.ts';

/** So many actions can be taken back. */
const kept = 50;

/** The tables of a transaction that does and records an action. */
export const actionTables = [
  db.feeds,
  db.folders,
  db.checks,
  db.checkLogs,
  db.rhythms,
  db.posts,
  db.bodies,
  db.unread,
  db.marks,
  db.tags,
  db.counters,
  db.revisions,
  db.tombstones,
  db.actions,
];

/**
 * Stores what a person did with its inverse, in the transaction that does it, so that undo survives a closed panel
 * and a killed worker. A new action ends the redo of those taken back; the oldest leave the list, and with them the
 * data of feeds that were left.
 */
export async function recordAction(action: Omit<ActionRow, 'id' | 'at'>, now: number): Promise<void> {
  const all = await db.actions.orderBy('id').toArray();
  const undone = all.filter((row) => row.undone);
  const old = all.filter((row) => !row.undone).slice(0, -(kept - 1));
  for (const row of [...undone, ...old]) await forgetAction(row);
  const id = await takeIds('actions');
  await db.actions.add({ ...action, id, at: now });
}

/** Takes an action off the list; feeds it could have brought back, and that are still left, go for good. */
export async function forgetAction(action: ActionRow): Promise<void> {
  await db.actions.delete(action.id);
  for (const inverse of action.inverses) {
    if (inverse.do === 'rejoin') await dropFeedData(inverse.feedIds);
  }
}
