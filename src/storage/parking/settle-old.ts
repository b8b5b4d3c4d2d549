import { totalUnread } from '../counters.ts';
import { db } from '../database.ts';
import { actionTables } from '../record.ts';
import { parkedAction, settleNextPart } from './settle.ts';
import { liesTrue } from './take-back.ts';

/** Marks that were parked so long ago are hardly put back any more. */
const restMs = 60 * 60 * 1000;

/** From so many unread stories on the next "mark all" may want to park its own (`parkFrom`), and the room for them. */
export const settleFrom = { stories: 500 };

/**
 * Settles the next part of what was parked more than an hour ago, where the room is wanted or it cannot be put back as it
 * lies any more; answers whether more may follow.
 */
export function settleOld(now: number): Promise<boolean> {
  return db.transaction('rw', actionTables, async () => {
    const action = await parkedAction();
    if (action === undefined || now - action.at < restMs) return false;
    if ((await totalUnread()) < settleFrom.stories && (await liesTrue())) return false;
    return settleNextPart();
  });
}
