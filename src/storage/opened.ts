import { db } from './database.ts';

/** Notes that a post of this feed was opened. Inside the caller's transaction (opened). */
export async function noteOpened(feedId: number, now: number): Promise<void> {
  const row = await db.opened.get(feedId);
  await db.opened.put({ feedId, count: (row?.count ?? 0) + 1, lastAt: now });
}
