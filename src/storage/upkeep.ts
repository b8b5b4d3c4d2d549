import { db } from './database.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Is it a day since old posts were last cleared away? */
export async function isUpkeepDue(now: number): Promise<boolean> {
  const sweptAt = (await db.upkeep.get(1))?.sweptAt ?? 0;
  return now - sweptAt > dayMs || sweptAt > now;
}

/** Notes that they were. */
export async function noteUpkeep(now: number): Promise<void> {
  await db.upkeep.put({ id: 1, sweptAt: now });
}
