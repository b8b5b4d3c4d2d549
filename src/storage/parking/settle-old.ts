import { db } from '../database.ts';
import { actionTables } from '../record.ts';
import { parkedAction, settleNextPart } from './settle.ts';

/** Marks that were parked so long ago are hardly put back any more; their room is wanted for the next. */
const restMs = 60 * 60 * 1000;

/** Settles the next part of what was parked more than an hour ago; answers whether more may follow. */
export function settleOld(now: number): Promise<boolean> {
  return db.transaction('rw', actionTables, async () => {
    const action = await parkedAction();
    if (action === undefined || now - action.at < restMs) return false;
    return settleNextPart();
  });
}
