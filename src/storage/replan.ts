import type { Reason } from '../feeds/reason.ts';
import { type CheckSettings, decideNextCheck } from '../feeds/schedule.ts';
import { atRest } from './at-rest.ts';
import { loadPrice } from './budget.ts';
import { db } from './database.ts';
import { loadSettings } from './settings.ts';

/** Reasons that our own intervals gave; what publishers, servers and failures gave is left as it is. */
const ours = new Set<Reason['kind']>(['learned', 'regular', 'own-interval', 'floor', 'cap', 'metered']);

/** Plans the next checks anew after an interval was changed: for these feeds, for all when undefined. */
export async function replan(
  feedIds: number[] | undefined,
  now: number,
  chance: () => number,
): Promise<void> {
  const [{ checkEveryMinutes }, price] = await Promise.all([loadSettings(), loadPrice(now)]);
  const settings: CheckSettings = { price, ...(checkEveryMinutes > 0 && { checkEveryMinutes }) };
  await db.transaction('rw', [db.feeds, db.checks, db.rhythms], async () => {
    const checks = feedIds === undefined ? await db.checks.toArray() : await db.checks.bulkGet(feedIds);
    const planned = checks.filter(
      (check) => check?.nextAt !== undefined && check.why && ours.has(check.why.kind),
    );
    const rows = planned.filter((check) => check !== undefined);
    const ids = rows.map((check) => check.feedId);
    const [feeds, rhythms] = await Promise.all([db.feeds.bulkGet(ids), db.rhythms.bulkGet(ids)]);
    await db.checks.bulkPut(
      rows.map((check, i) => {
        const own = feeds[i]?.checkEveryMinutes;
        const rhythm = rhythms[i]?.rhythm;
        const { at, why } = decideNextCheck({
          history: { ...check, ...(rhythm !== undefined && { rhythm }) },
          settings: { ...settings, ...(own !== undefined && { ownEveryMinutes: own }) },
          // As if it had been set when the feed was last asked; a clock that was ahead then says nothing.
          now: Math.min(check.lastAt ?? now, now),
          chance: chance(),
        });
        const next = { ...check, why, ...(at !== undefined && { nextAt: Math.max(at, now) }) };
        return atRest(feeds[i] ?? {}, next, now);
      }),
    );
  });
}

/** Asks a feed so often from now on; undefined is as all feeds are asked. */
export async function checkFeedEvery(
  feedId: number,
  minutes: number | undefined,
  now: number,
  chance: () => number,
): Promise<void> {
  await db.feeds
    .where('id')
    .equals(feedId)
    .modify((feed) => {
      if (minutes === undefined) delete feed.checkEveryMinutes;
      else feed.checkEveryMinutes = minutes;
    });
  await replan([feedId], now, chance);
}

/** What was noted by another page a moment after `now` was asked for is no future. */
const momentMs = 60_000;

/** Makes due what a clock has planned that was ahead: feeds that were last asked in the future, as far as they do not rest. */
export function replanFromFuture(now: number): Promise<void> {
  return db.transaction('rw', [db.feeds, db.checks], async () => {
    const rows = await db.checks
      .filter(({ lastAt = 0, nextAt }) => lastAt > now + momentMs && nextAt !== undefined)
      .toArray();
    const feeds = await db.feeds.bulkGet(rows.map(({ feedId }) => feedId));
    await db.checks.bulkPut(rows.map((row, i) => atRest(feeds[i] ?? {}, { ...row, nextAt: now }, now)));
  });
}
