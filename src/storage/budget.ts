import { countPlannedIn } from './due-feeds.ts';
import { readBare } from './read-bare.ts';
import type { BudgetRow } from './schema-checks.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * What one request costs in minutes of waiting, for all feeds alike (feeds/plan-check.ts). Reckoned anew once a day, and
 * when there are a tenth more or fewer feeds to share the budget.
 */
export async function loadPrice(now: number): Promise<number> {
  const [known, feeds] = (await readBare(['budget', 'checks'], (store) => [
    store('budget').get(1),
    countPlannedIn(store),
  ])) as [BudgetRow | undefined, number];
  if (known !== undefined && isCurrent(known, feeds, now)) return known.price;
  const { reckonPrice } = await import('./reckon-price.ts');
  return reckonPrice(feeds, now);
}

function isCurrent(known: BudgetRow, feeds: number, now: number): boolean {
  const age = now - known.reckonedAt;
  return age >= 0 && age < dayMs && Math.abs(feeds - known.feeds) <= known.feeds / 10;
}
