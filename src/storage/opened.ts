import { db } from './database.ts';

/** Notes that a post of this feed was opened. Inside the caller's transaction (opened). */
export async function noteOpened(feedId: number, now: number): Promise<void> {
  const row = await db.opened.get(feedId);
  await db.opened.put({ feedId, count: (row?.count ?? 0) + 1, lastAt: now });
}

/** How often posts of each feed were opened; feeds of which none ever was are absent. */
export async function openedByFeed(): Promise<Map<number, number>> {
  const rows = await db.opened.toArray();
  return new Map(rows.map((row) => [row.feedId, row.count]));
}
