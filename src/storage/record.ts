import { db } from './database.ts';
import { dropFeedData } from './drop.ts';
import { dropParked } from './parking/settle.ts';
import type { ActionRow } from './schema-actions.ts';
import { takeIds } from './sequence.ts';
import { outOfReach } from './undo-limit.ts';
import { divide, forgetParts, keepParts } from './undo-parts.ts';

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
  db.parked,
  db.touched,
  db.parking,
  db.marks,
  db.tags,
  db.counters,
  db.revisions,
  db.tombstones,
  db.actions,
  db.opened,
  db.undoParts,
  db.searchStale,
  db.views,
  db.rules,
  db.alerts,
  db.outgoing,
  db.items,
];

/**
 * Stores what a person did with its inverse, in the transaction that does it, so that undo survives a closed panel
 * and a killed worker. A new action ends the redo of those taken back; the oldest leave the list, and with them the
 * data of feeds that were left. Answers its id.
 */
export async function recordAction(action: Omit<ActionRow, 'id' | 'at'>, now: number): Promise<number> {
  const all = await db.actions.orderBy('id').toArray();
  // What is still being taken back is not forgotten in the middle of it.
  const undone = all.filter((row) => row.undone && row.left === undefined);
  const id = await takeIds('actions');
  const { kept: inverses, parts } = divide(action.inverses);
  const row: ActionRow = {
    ...action,
    id,
    at: now,
    inverses,
    ...(parts.length > 0 && { parts: parts.length }),
  };
  const old = outOfReach([...all.filter((each) => !each.undone), row]);
  for (const each of [...undone, ...old]) await forgetAction(each);
  await keepParts(id, parts);
  await db.actions.add(row);
  return id;
}

/** Takes an action off the list; feeds it could have brought back, and that are still left, go for good. */
export async function forgetAction(action: ActionRow): Promise<void> {
  await db.actions.delete(action.id);
  if (action.parts !== undefined) await forgetParts(action.id);
  for (const inverse of action.inverses) {
    if (inverse.do === 'rejoin') await dropFeedData(inverse.feedIds);
    if (inverse.do === 'all-unread') await dropParked();
  }
}

/** The actions that can be taken back or done again, newest first. */
export function listActions(): Promise<ActionRow[]> {
  return db.actions.orderBy('id').reverse().toArray();
}
