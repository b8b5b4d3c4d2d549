import { appetite, checkPrice } from '../feeds/plan-check.ts';
import { newRhythm } from '../feeds/rhythm.ts';
import { db } from './database.ts';
import { readBare } from './read-bare.ts';
import type { BudgetRow } from './schema-checks.ts';

/** The shipped budget: as many checks as one a feed an hour, shared out by how often feeds post. */
const checksAFeedAnHour = 1;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * What one request costs in minutes of waiting, for all feeds alike (feeds/plan-check.ts). Reckoned anew once a day, and
 * when there are a tenth more or fewer feeds to share the budget.
 */
export async function loadPrice(now: number): Promise<number> {
  const [known, feeds] = (await readBare(['budget', 'checks'], (store) => [
    store('budget').get(1),
    // Only what is planned is in this index.
    store('checks').index('nextAt').count(),
  ])) as [BudgetRow | undefined, number];
  if (known !== undefined && isCurrent(known, feeds, now)) return known.price;
  const planned = db.checks.where('nextAt').above(Number.NEGATIVE_INFINITY);
  const rhythms = await db.rhythms.bulkGet(await planned.primaryKeys());
  const appetites = rhythms.map((row) => appetite(row?.rhythm ?? newRhythm(now), now));
  const price = checkPrice(appetites, Math.max(1, feeds) * checksAFeedAnHour);
  await db.budget.put({ id: 1, price, feeds, reckonedAt: now });
  return price;
}

function isCurrent(known: BudgetRow, feeds: number, now: number): boolean {
  const age = now - known.reckonedAt;
  return age >= 0 && age < dayMs && Math.abs(feeds - known.feeds) <= known.feeds / 10;
}
