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

/** Notes that so many feeds of the pass are done. */
export async function advancePass(done: number): Promise<void> {
  await db.passes.update(1, { done });
}

/** Ends the pass. */
export async function endPass(now: number, cancelled: boolean): Promise<void> {
  await db.passes.update(1, cancelled ? { endedAt: now, cancelled: true } : { endedAt: now });
}

/**
 * At the worker's start (`now`) no pass is under way: one that a killed worker left open is ended, once what follows a pass
 * (`tell`) is done.
 */
export async function closeAbandonedPass(now: number, tell: () => Promise<void>): Promise<void> {
  const pass = await currentPass();
  // One that began after the worker did is under way.
  if (pass === undefined || pass.endedAt !== undefined || pass.startedAt >= now) return;
  await tell();
  // Meanwhile the next one may have begun.
  if ((await currentPass())?.startedAt === pass.startedAt) await endPass(now, false);
}
