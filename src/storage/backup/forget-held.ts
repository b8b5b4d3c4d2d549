import { db } from '../database.ts';

const quarterMs = 90 * 24 * 60 * 60 * 1000;

/** Forgets what a restoring knew of posts, once their feeds have had a quarter of a year to bring them again. */
export async function forgetHeld(now: number): Promise<void> {
  await db.held.filter((row) => now - row.restoredAt > quarterMs).delete();
}
