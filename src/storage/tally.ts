import { db, mustBeInTransaction } from './database.ts';
import type { Places } from './places.ts';
import type { CounterKind, CounterRow, TagAt } from './schema.ts';

/** As much of a post row or an unread row as counting needs. */
export interface Counted {
  feedId: number;
  riverAt?: number;
  tagAts?: TagAt[];
}

type Sum = { unread: number; total: number };
type Side = 'unread' | 'total';

/**
 * Gathers what a transaction does to the counters and writes it once, in that transaction.
 * The law: a story counts once in the total, in each folder that holds one of its feeds, and in each of its tags;
 * in each feed count its own posts.
 */
export class Tally {
  private readonly sums = new Map<string, { kind: CounterKind; id: number | string } & Sum>();

  constructor(private readonly places: Places) {}

  /** Counts one whole story `times` (1 or -1): its arranged posts, or their unread rows. */
  story(rows: Counted[], side: Side, times: 1 | -1): void {
    const active = rows.filter((row) => this.places.get(row.feedId)?.left === false);
    const face = active.find((row) => row.riverAt !== undefined);
    if (face === undefined) return;
    this.add('total', 0, side, times);
    const folders = new Set<number>();
    for (const row of active) {
      this.add('feed', row.feedId, side, times);
      for (const folder of this.places.get(row.feedId)?.folders ?? []) folders.add(folder);
    }
    for (const folder of folders) this.add('folder', folder, side, times);
    for (const [tag] of face.tagAts ?? []) this.add('tag', tag, side, times);
  }

  private add(kind: CounterKind, id: number | string, side: Side, by: number): void {
    const key = `${kind} ${id}`;
    const sum = this.sums.get(key) ?? { kind, id, unread: 0, total: 0 };
    sum[side] += by;
    this.sums.set(key, sum);
  }

  /** Writes the sums into the counters; counters that fall to nothing go. */
  async write(): Promise<void> {
    mustBeInTransaction();
    const changed = [...this.sums.values()].filter((sum) => sum.unread !== 0 || sum.total !== 0);
    if (changed.length === 0) return;
    const before = await db.counters.bulkGet(changed.map((sum) => [sum.kind, sum.id]));
    const put: CounterRow[] = [];
    const remove: [string, number | string][] = [];
    for (const [i, sum] of changed.entries()) {
      const unread = (before[i]?.unread ?? 0) + sum.unread;
      const total = (before[i]?.total ?? 0) + sum.total;
      if (unread === 0 && total === 0) remove.push([sum.kind, sum.id]);
      else put.push({ kind: sum.kind, id: sum.id, unread, total });
    }
    if (put.length > 0) await db.counters.bulkPut(put);
    if (remove.length > 0) await db.counters.bulkDelete(remove);
  }
}
