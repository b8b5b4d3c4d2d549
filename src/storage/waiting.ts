import { db } from './database.ts';
import { countOutgoing } from './outgoing.ts';
import { changesToSend } from './server-feeds.ts';

/** What waits to be sent, as a text that is another one whenever something is added; '' when nothing waits. */
export function newestToSend(now: number): Promise<string> {
  return db.transaction('r', [db.outgoing, db.counters, db.feeds, db.folders], async () => {
    const [first] = await db.outgoing.limit(1).primaryKeys();
    const changes = await changesToSend(now);
    if (first === undefined && changes.length === 0) return '';
    const seq = (await db.counters.get(['sequence', 'outgoing']))?.total ?? 0;
    return `${seq} ${JSON.stringify(changes)}`;
  });
}

/** How many marks wait, and changes of feeds, also those that are held back for their undo. */
export async function countWaiting(): Promise<number> {
  return (await countOutgoing()) + (await changesToSend(Number.POSITIVE_INFINITY)).length;
}
