import { db } from './database.ts';

/**
 * Notes that a person asked for these checks: if the pass is killed, the next alarm goes on with what it left. One row
 * for all: noting it in each check would cost as much again as the checks themselves.
 */
export async function wantChecks(feedIds: number[], now: number): Promise<void> {
  await db.wanted.put({ id: 1, feedIds, sinceAt: now });
}

/** All that was asked for is done, or was cancelled. */
export async function wantNoChecks(): Promise<void> {
  await db.wanted.clear();
}
