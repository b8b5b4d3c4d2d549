import { tombstoneMs } from '../feeds/retain.ts';
import { db } from './database.ts';

/**
 * Forgets dropped posts that their feeds have not carried for a year of good checks, `limit` at most; answers how many.
 * A feed that was not asked in the meantime has shown nothing.
 */
export function forgetTombstones(now: number, limit: number): Promise<number> {
  return db.transaction('rw', [db.tombstones, db.checks], async () => {
    const old = await db.tombstones
      .where('missingSinceAt')
      .below(now - tombstoneMs)
      .limit(limit)
      .toArray();
    const checks = await db.checks.bulkGet(old.map((stone) => stone.feedId));
    const gone = old.filter(
      (stone, i) => (checks[i]?.lastGoodAt ?? 0) - (stone.missingSinceAt ?? 0) > tombstoneMs,
    );
    await db.tombstones.bulkDelete(gone.map((stone) => [stone.feedId, stone.key]));
    return gone.length;
  });
}
