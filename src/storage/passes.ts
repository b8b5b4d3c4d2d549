import { db } from './database.ts';
import type { PassRow } from './schema.ts';

/** The pass of checks under way or the last one. */
export function currentPass(): Promise<PassRow | undefined> {
  return db.passes.get(1);
}

/** Begins a pass over `total` feeds. */
export async function beginPass(total: number, now: number): Promise<void> {
  await db.passes.put({ id: 1, startedAt: now, done: 0, total });
}

/** Notes that one more feed of the pass is done. */
export async function advancePass(): Promise<void> {
  await db.passes
    .where('id')
    .equals(1)
    .modify((pass) => {
      pass.done++;
    });
}

/** Ends the pass. */
export async function endPass(now: number, cancelled: boolean): Promise<void> {
  await db.passes.update(1, cancelled ? { endedAt: now, cancelled: true } : { endedAt: now });
}

/** At the worker's start no pass is under way: one that a killed worker left open is ended. */
export async function closeAbandonedPass(now: number): Promise<void> {
  const pass = await currentPass();
  if (pass !== undefined && pass.endedAt === undefined) await endPass(now, false);
}
