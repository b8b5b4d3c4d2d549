import type { DueFeed } from '../storage/checks.ts';

const atOnce = 6;
/** Between two requests to one host; hosts known to be strict get longer. */
const restMs = 1_000;
const strictRestMs = 2_000;
const strictHosts = /(^|\.)reddit\.com$/;

/** Checks a feed; answers whether its server was asked. */
export type Check = (feed: DueFeed) => Promise<boolean>;

/**
 * Runs `check` over feeds: at most six at once, one a host, a second of rest between two requests to a host, in the
 * order given. Stops taking feeds once cancelled. A check that throws is a bug; it is reported and the pass goes on,
 * so that one feed cannot starve the others.
 */
export async function runPass(
  feeds: DueFeed[],
  check: Check,
  cancel: AbortSignal,
  onDone: () => Promise<unknown>,
): Promise<void> {
  const waiting = [...feeds];
  const busyHosts = new Set<string>();
  const running = new Set<Promise<void>>();
  const resting = new Set<Promise<void>>();
  while ((waiting.length > 0 && !cancel.aborted) || running.size > 0) {
    const next = running.size < atOnce && !cancel.aborted ? takeNext(waiting, busyHosts) : undefined;
    if (next === undefined) {
      await Promise.race([...running, ...resting, aborted(cancel)]);
      if (cancel.aborted) await Promise.all(running);
      continue;
    }
    const host = hostOf(next);
    busyHosts.add(host);
    const run: Promise<void> = runOne(next, check, onDone).then((wasAsked) => {
      running.delete(run);
      if (!wasAsked || !waiting.some((feed) => hostOf(feed) === host)) {
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

async function runOne(feed: DueFeed, check: Check, onDone: () => Promise<unknown>): Promise<boolean> {
  let wasAsked = true;
  try {
    wasAsked = await check(feed);
  } catch (error) {
    reportError(error);
  }
  await onDone();
  return wasAsked;
}

function takeNext(waiting: DueFeed[], busyHosts: ReadonlySet<string>): DueFeed | undefined {
  const at = waiting.findIndex((feed) => !busyHosts.has(hostOf(feed)));
  return at === -1 ? undefined : waiting.splice(at, 1)[0];
}

function hostOf({ feed }: DueFeed): string {
  return new URL(feed.url).host;
}

function restOf(host: string): number {
  return strictHosts.test(host) ? strictRestMs : restMs;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
