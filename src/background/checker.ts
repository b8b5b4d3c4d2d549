import { updateBadge } from '../badge.ts';
import { browser, hasPermission } from '../browser.ts';
import type { CheckSettings } from '../feeds/schedule.ts';
import { loadPrice } from '../storage/budget.ts';
import { type DueFeed, dueFeeds, feedsToCheck } from '../storage/checks.ts';
import { advancePass, beginPass, endPass } from '../storage/passes.ts';
import { loadSettings } from '../storage/settings.ts';
import { checkFeed } from './check-feed.ts';
import type { CheckFacts } from './finish-check.ts';
import { runPass } from './run-pass.ts';

/** One pass at a time, whoever asks: the alarm, a click, another window. */
const lock = 'checks';
/** Calls an extension API more often than every 30 s, or the browser stops a worker that waits for slow servers. */
const stayAwakeMs = 20_000;

let underway: AbortController | undefined;

/** Checks the feeds that are due. Does nothing while a pass is under way: the next alarm finds what it left. */
export async function checkDue(): Promise<void> {
  await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (held === null) return;
    const feeds = await dueFeeds(Date.now());
    await pass(feeds.filter(({ feed }) => isReachable(feed.url)));
  });
}

/**
 * Checks these feeds now, all when undefined, due or not; a host that asked for quiet is left in quiet.
 * Waits for a pass under way to end first. Answers how many were checked.
 */
export function checkNow(feedIds: number[] | undefined): Promise<number> {
  return navigator.locks.request(lock, async () => pass(await feedsToCheck(feedIds)));
}

/** Ends the pass under way; feeds already asked keep their result. Answers whether there was one. */
export function cancelChecks(): boolean {
  underway?.abort();
  return underway !== undefined;
}

async function pass(feeds: DueFeed[]): Promise<number> {
  if (feeds.length === 0) return 0;
  const cancel = new AbortController();
  underway = cancel;
  const awake = setInterval(() => browser.runtime.getPlatformInfo(), stayAwakeMs);
  try {
    await beginPass(feeds.length, Date.now());
    const facts = await factsOfPass(cancel.signal);
    await runPass(feeds, (feed) => checkFeed(feed, facts), cancel.signal, afterFeed);
    return feeds.length;
  } finally {
    clearInterval(awake);
    underway = undefined;
    await endPass(Date.now(), cancel.signal.aborted);
  }
}

/** Offline, nobody is asked and no failure counted: the feeds stay due. This machine's own servers are always there. */
function isReachable(url: string): boolean {
  return navigator.onLine || /(^|\.)localhost$|^127\.|^\[::1\]$/.test(new URL(url).hostname);
}

async function factsOfPass(cancel: AbortSignal): Promise<CheckFacts> {
  const [{ checkEveryMinutes }, price] = await Promise.all([loadSettings(), loadPrice(Date.now())]);
  const settings: CheckSettings = { price, isOffline: !navigator.onLine };
  // 0: as learned.
  if (checkEveryMinutes > 0) settings.checkEveryMinutes = checkEveryMinutes;
  return { settings, cancel, now: Date.now, chance: Math.random, isPermitted: hasPermission };
}

async function afterFeed(): Promise<void> {
  await advancePass();
  await updateBadge();
}
