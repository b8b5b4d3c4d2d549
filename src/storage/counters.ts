import { db } from './database.ts';
import type { CounterKind, CounterRow } from './schema.ts';

/** The counts of one kind: of each feed, folder or tag that has any posts. */
export function listCounters(kind: CounterKind): Promise<CounterRow[]> {
  return db.counters.where('[kind+id]').between([kind], [kind, []]).toArray();
}

/** The counts of one feed, folder or tag, or of the whole store (kind 'total', id 0). */
export async function countsOf(
  kind: CounterKind,
  id: number | string,
): Promise<{ unread: number; total: number }> {
  const row = await db.counters.get([kind, id]);
  return { unread: row?.unread ?? 0, total: row?.total ?? 0 };
}

/** The number of unread stories. */
export async function totalUnread(): Promise<number> {
  return (await countsOf('total', 0)).unread;
}

/** The number on the badge (badge-law.ts): all unread stories, unless some are left out. */
export async function badgeUnread(): Promise<number> {
  return (await countsOf('badge', 0)).unread;
}
