import { db } from './database.ts';
import { isViewKey, type ViewRow } from './saved-view.ts';
import type { CounterRow } from './schema.ts';

/** So often those are counted anew that go with the time. */
export const settleEveryMs = 10 * 60_000;

/** The saved views, in the person's order. */
export async function listViews(): Promise<ViewRow[]> {
  const views = await db.views.toArray();
  return views.sort((a, b) => a.position - b.position);
}

/** How many stories of each view are unread, by its id; only those that have any. */
export async function listViewCounts(): Promise<Map<number, number>> {
  const rows = await db.counters.where('[kind+id]').between(['tag', '#'], ['tag', '#\uffff']).toArray();
  const own = rows.filter((row): row is CounterRow & { id: string } => isViewKey(String(row.id)));
  return new Map(own.map((row) => [Number(row.id.slice(1)), row.unread]));
}
