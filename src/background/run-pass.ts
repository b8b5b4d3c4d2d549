import type { DueFeed } from '../storage/due-feeds.ts';

const atOnce = 6;
/** Between two requests to one host; hosts known to be strict get longer. */
const restMs = 1_000;
const strictRestMs = 2_000;
const strictHosts = /(^|\.)(reddit\.com|redd\.it)$/;

/** Checks a feed; answers whether its server was asked. */
export type Check = (feed: DueFeed) => Promise<boolean>;

/**
 * Runs `check` over feeds: at most six at once, one a host, a second of rest between two requests to a host, in the
 * order given. Stops taking feeds once cancelled. A check that throws is a bug; it is reported and the pass goes on,
 * so that one feed cannot starve the others.
 */
export async function runPass(feeds: DueFeed[], check: Check, cancel: AbortSignal): Promise<void> {
  const waiting = feeds.map((feed) => ({ feed, host: new URL(feed.feed.url).host }));
  const left = countByHost(waiting);
  const busyHosts = new Set<string>();
  const running = new Set<Promise<void>>();
  const resting = new Set<Promise<void>>();
  const cancelled = aborted(cancel);
  while ((waiting.length > 0 && !cancel.aborted) || running.size > 0) {
    const isFree = running.size < atOnce && !cancel.aborted;
    const at = isFree ? waiting.findIndex(({ host }) => !busyHosts.has(host)) : -1;
    const [next] = at === -1 ? [] : waiting.splice(at, 1);
    if (next === undefined) {
      await Promise.race([...running, ...resting, cancelled]);
      if (cancel.aborted) await Promise.all(running);
      continue;
    }
    const { feed, host } = next;
    busyHosts.add(host);
    left.set(host, (left.get(host) ?? 1) - 1);
    const run: Promise<void> = runOne(feed, check).then((wasAsked) => {
      running.delete(run);
      if (!wasAsked || left.get(host) === 0) {
        busyHosts.delete(host);
        return;
      }
      const rest: Promise<void> = pause(restOf(host)).then(() => {
        resting.delete(rest);
        busyHosts.delete(host);
      });
      resting.add(rest);
    });
    running.add(run);
  }
}

async function runOne(feed: DueFeed, check: Check): Promise<boolean> {
  try {
    return await check(feed);
  } catch (error) {
    reportError(error);
    return true;
  }
}

function countByHost(waiting: { host: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { host } of waiting) counts.set(host, (counts.get(host) ?? 0) + 1);
  return counts;
}

function restOf(host: string): number {
  return strictHosts.test(host.replace(/:\d+$/, '')) ? strictRestMs : restMs;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
