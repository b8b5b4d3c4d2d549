import { db } from './database.ts';
import type { TombstoneRow } from './schema.ts';

/**
 * The keys of a document that were dropped and must not come back. Notes on the way which dropped posts the feed still
 * carries: only what it has not carried for a year may be forgotten. Inside the caller's transaction (tombstones).
 */
export async function droppedAmong(feedId: number, keys: string[], now: number): Promise<Set<string>> {
  const ofFeed = db.tombstones.where('[feedId+key]').between([feedId], [feedId, []]);
  // Most feeds have none: then nothing is asked for each key.
  if ((await ofFeed.limit(1).primaryKeys()).length === 0) return new Set();
  const [stones, carried] = await Promise.all([
    db.tombstones.bulkGet(keys.map((key) => [feedId, key])),
    db.tombstones.where('[feedId+carried]').equals([feedId, 1]).toArray(),
  ]);
  const found = stones.filter((stone) => stone !== undefined);
  const present = new Set(keys);
  const changed: TombstoneRow[] = [
    ...found
      .filter((stone) => stone.carried === undefined)
      .map(({ missingSinceAt: _since, ...stone }) => ({ ...stone, carried: 1 as const })),
    ...carried
      .filter((stone) => !present.has(stone.key))
      .map(({ carried: _carried, ...stone }) => ({ ...stone, missingSinceAt: now })),
  ];
  if (changed.length > 0) await db.tombstones.bulkPut(changed);
  return new Set(found.map((stone) => stone.key));
}
