import type { DueFeed } from '../storage/checks.ts';

const atOnce = 6;

/**
 * Runs `check` over feeds: at most six at once, one a host, in the order given. Stops taking feeds once cancelled.
 * A check that throws is a bug; it is reported and the pass goes on, so that one feed cannot starve the others.
 */
export async function runPass(
  feeds: DueFeed[],
  check: (feed: DueFeed) => Promise<unknown>,
  cancel: AbortSignal,
  onDone: () => Promise<unknown>,
): Promise<void> {
  const waiting = [...feeds];
  const busyHosts = new Set<string>();
  const running = new Set<Promise<void>>();
  while ((waiting.length > 0 && !cancel.aborted) || running.size > 0) {
    const next = running.size < atOnce && !cancel.aborted ? takeNext(waiting, busyHosts) : undefined;
    if (next === undefined) {
      await Promise.race(running);
      continue;
    }
    const host = hostOf(next);
    busyHosts.add(host);
    const run: Promise<void> = runOne(next, check, onDone).finally(() => {
      busyHosts.delete(host);
      running.delete(run);
    });
    running.add(run);
  }
}

async function runOne(
  feed: DueFeed,
  check: (feed: DueFeed) => Promise<unknown>,
  onDone: () => Promise<unknown>,
): Promise<void> {
  try {
    await check(feed);
  } catch (error) {
    reportError(error);
  }
  await onDone();
}

function takeNext(waiting: DueFeed[], busyHosts: ReadonlySet<string>): DueFeed | undefined {
  const at = waiting.findIndex((feed) => !busyHosts.has(hostOf(feed)));
  return at === -1 ? undefined : waiting.splice(at, 1)[0];
}

function hostOf({ feed }: DueFeed): string {
  return new URL(feed.url).host;
}
