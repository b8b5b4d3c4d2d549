import { appetite, checkPrice } from '../feeds/plan-check.ts';
import { newRhythm } from '../feeds/rhythm.ts';
import { db } from './database.ts';

/** The shipped budget: as many checks as one a feed an hour, shared out by how often feeds post. */
const checksAFeedAnHour = 1;

/** What one request costs (budget.ts), with so many feeds to share the budget. It is kept. */
export async function reckonPrice(feeds: number, now: number): Promise<number> {
  const planned = db.checks.where('nextAt').above(Number.NEGATIVE_INFINITY);
  const rhythms = await db.rhythms.bulkGet(await planned.primaryKeys());
  const appetites = rhythms.map((row) => appetite(row?.rhythm ?? newRhythm(now), now));
  const price = checkPrice(appetites, Math.max(1, feeds) * checksAFeedAnHour);
  await db.budget.put({ id: 1, price, feeds, reckonedAt: now });
  return price;
}
