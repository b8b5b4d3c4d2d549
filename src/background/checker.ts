import { browser } from '../browser.ts';
import { feedsOfThisMinute } from '../feeds/turn.ts';
import { loadPrice } from '../storage/budget.ts';
import { loadCredentials } from '../storage/credentials.ts';
import { type DueFeed, dueFeeds, feedsToCheck, turnFacts, wasAskedSince } from '../storage/due-feeds.ts';
import { readQuietHosts } from '../storage/quiet-hosts.ts';
import { isLocalOpen } from '../storage/read-bare.ts';
import { loadSettings } from '../storage/settings.ts';
import { loadLater } from './ask-later.ts';
import { checkFeed } from './check-feed.ts';
import { hasNetwork, isMetered } from './connection.ts';
import type { CheckFacts } from './finish-check.ts';
import { loadPermitted } from './permitted-hosts.ts';
import { listenToRequests } from './requests.ts';
import { restFrom, restUntilAt } from './rest-when-full.ts';
import { runPass } from './run-pass.ts';

/** One pass at a time, whoever asks: the alarm, a click, another window. */
const lock = 'checks';
/** Calls an extension API more often than every 30 s, or the browser stops a worker that waits for slow servers. */
const stayAwakeMs = 20_000;
/** So long the first requests have to get away: what is loaded then keeps the processor busy. */
const sentMs = 20;

let underway: AbortController | undefined;

/** Checks feeds that are due. Does nothing while a pass is under way: the next alarm finds what it left. */
export async function checkDue(): Promise<void> {
  const early = takeEarly();
  await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (held === null) return;
    const now = Date.now();
    const [restsUntilAt, found] = await Promise.all([restUntilAt(), dueFeeds(now)]);
    const due = found.filter(({ feed }) => hasNetwork(feed.url));
    if (restsUntilAt > now || due.length === 0) return;
    const turn = due.map((each) => ({
      ...each,
      feedId: each.feed.id,
      dueAt: each.check.nextAt ?? now,
      isUrgent: each.isWanted === true || each.check.lastAt === undefined,
    }));
    const [{ planned, opened }, facts] = await Promise.all([turnFacts(), early.facts()]);
    await pass(feedsOfThisMinute(turn, planned, opened, now), facts, true);
  });
}

/**
 * Checks these feeds now, all when undefined, due or not; a host that asked for quiet is left in quiet. Waits for a
 * pass under way to end first, and leaves out what that one has asked since: two windows never ask twice. Answers how
 * many were checked.
 */
export function checkNow(feedIds: number[] | undefined): Promise<number> {
  const wantedAt = Date.now();
  const early = takeEarly();
  const ask = () => Promise.all([isLocalOpen(), feedsToCheck(feedIds, wantedAt), early.facts()]);
  // Nothing has been changed by a pass before the first one: it asks while the lock is on its way.
  const ahead = early.isTrue() ? ask() : undefined;
  ahead?.catch(() => {});
  const checked = navigator.locks.request(lock, async () => {
    const [isLocal, feeds, facts] = await ((early.isTrue() && ahead) || ask());
    if (!isLocal) return 0;
    return pass(
      feeds.filter((each) => !wasAskedSince(each, wantedAt)),
      facts,
      false,
    );
  });
  // While the database answers.
  listenToRequests();
  return checked;
}

/** Ends the pass under way; feeds already asked keep their result. Answers whether there was one. */
export function cancelChecks(): boolean {
  underway?.abort();
  return underway !== undefined;
}

/** Does something once no pass is under way; not at all while one is. */
export async function whileNoPass(act: () => Promise<void>): Promise<void> {
  await navigator.locks.request(lock, { ifAvailable: true }, (held) => (held === null ? undefined : act()));
}

async function pass(feeds: DueFeed[], known: PassFacts, isScheduled: boolean): Promise<number> {
  if (feeds.length === 0) return 0;
  const cancel = new AbortController();
  const cutOff = new AbortController();
  underway = cancel;
  const awake = setInterval(() => browser.runtime.getPlatformInfo(), stayAwakeMs);
  try {
    const facts = { ...known, cancel: cancel.signal };
    if (isScheduled && facts.settings.isMetered && facts.settings.onMetered === 'never') {
      await (await loadLater()).waitForCheapNetwork(feeds, known);
      return 0;
    }
    // The first requests are sent before anything is noted, or loaded for that: killed before it, nobody was asked much.
    const sent = new Promise<void>((resolve) => setTimeout(resolve, sentMs));
    const noted = sent.then(loadLater).then(({ notePass }) => notePass(feeds, isScheduled));
    const writer = sent.then(loadLater).then(({ PassWriter }) => new PassWriter(facts));
    for (const promise of [noted, writer]) promise.catch(() => undefined);
    const check = async (due: DueFeed) => {
      const wasAsked = await checkFeed(due, facts, writer);
      // The rest stays due: nobody is in trouble but our own network.
      if (isScheduled && (await writer).isCutOff()) cutOff.abort();
      return wasAsked;
    };
    await runPass(feeds, check, AbortSignal.any([cancel.signal, cutOff.signal]));
    const { hasFailed } = await (await writer).end();
    if (hasFailed) await restFrom(Date.now());
    // Last: what was found is kept, whether or not this could be noted.
    await noted;
    return feeds.length;
  } finally {
    clearInterval(awake);
    underway = undefined;
    await (await loadLater()).closePass(cancel.signal.aborted);
  }
}

/** What holds for all checks of a pass. */
type PassFacts = Omit<CheckFacts, 'cancel'>;

/** So long, at the most, the facts that were asked at the start are true. */
const firstMomentsMs = 1_000;
let early: Promise<PassFacts> | undefined;
/** Counts what may have made untrue what was asked early. */
let changes = 0;

/**
 * Asks for the facts of a pass when the worker starts, while what woke it is still on its way to it. The first pass takes
 * them, if it begins at once and nothing has changed since. To be called at the worker's top level.
 */
export function askFactsEarly(): void {
  early = factsOfPass();
  // Who takes them is told.
  early.catch(() => {});
  browser.storage.onChanged.addListener(forgetEarly);
  browser.permissions.onAdded.addListener(forgetEarly);
  browser.permissions.onRemoved.addListener(forgetEarly);
  setTimeout(forgetEarly, firstMomentsMs);
}

/** What was asked early is no longer true: another account is open, a setting or a permission has changed. */
export function forgetEarly(): void {
  early = undefined;
  changes += 1;
}

/** For who begins a pass: the first has what was asked early. `isTrue`: it has, and nothing has changed since. */
function takeEarly(): { isTrue: () => boolean; facts: () => Promise<PassFacts> } {
  const mine = early;
  const before = changes;
  early = undefined;
  const isTrue = () => mine !== undefined && changes === before;
  return { isTrue, facts: () => (isTrue() && mine) || factsOfPass() };
}

async function factsOfPass(): Promise<PassFacts> {
  const [{ checkEveryMinutes, onMetered }, price, credentials, isPermitted] = await Promise.all([
    loadSettings(),
    loadPrice(Date.now()),
    loadCredentials(),
    loadPermitted(),
    readQuietHosts(),
  ]);
  return {
    settings: {
      price,
      onMetered,
      isMetered: isMetered(),
      // 0: as learned.
      ...(checkEveryMinutes > 0 && { checkEveryMinutes }),
    },
    now: Date.now,
    chance: Math.random,
    isPermitted,
    isOffline: () => !navigator.onLine,
    credentials,
  };
}
