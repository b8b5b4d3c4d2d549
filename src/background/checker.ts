import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { decideNextCheck } from '../feeds/schedule.ts';
import { feedsOfThisMinute } from '../feeds/turn.ts';
import { noteTrouble } from '../storage/alerts.ts';
import { loadPrice } from '../storage/budget.ts';
import {
  countPlanned,
  type DueFeed,
  dueFeeds,
  feedsToCheck,
  putOff,
  wantChecks,
  wantNoChecks,
} from '../storage/checks.ts';
import { loadCredentials } from '../storage/credentials.ts';
import { openedByFeed } from '../storage/opened.ts';
import { beginPass, endPass } from '../storage/passes.ts';
import { readQuietHosts } from '../storage/quiet-hosts.ts';
import { isLocalOpen } from '../storage/read-bare.ts';
import { loadSettings } from '../storage/settings.ts';
import { checkFeed } from './check-feed.ts';
import { hasNetwork, isMetered } from './connection.ts';
import type { CheckFacts } from './finish-check.ts';
import { tellOfNew } from './notices.ts';
import { PassWriter } from './pass-writer.ts';
import { loadPermitted } from './permitted-hosts.ts';
import { listenToRequests } from './requests.ts';
import { restFrom, restUntilAt } from './rest-when-full.ts';
import { runPass } from './run-pass.ts';

/** One pass at a time, whoever asks: the alarm, a click, another window. */
const lock = 'checks';
/** Calls an extension API more often than every 30 s, or the browser stops a worker that waits for slow servers. */
const stayAwakeMs = 20_000;

let underway: AbortController | undefined;

/** Checks feeds that are due. Does nothing while a pass is under way: the next alarm finds what it left. */
export async function checkDue(): Promise<void> {
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
    const [planned, opened, facts] = await Promise.all([countPlanned(), openedByFeed(), takeFacts()]);
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
  return navigator.locks.request(lock, async () => {
    const asked = Promise.all([isLocalOpen(), feedsToCheck(feedIds, wantedAt), takeFacts()]);
    // While the database answers.
    listenToRequests();
    const [isLocal, feeds, facts] = await asked;
    if (!isLocal) return 0;
    return pass(
      feeds.filter(({ check }) => (check.lastAt ?? 0) < wantedAt),
      facts,
      false,
    );
  });
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
      await waitForCheapNetwork(feeds, facts);
      return 0;
    }
    // The first requests are sent before what is only noted is begun: killed before that, nobody was asked much.
    const noted = new Promise<void>((resolve) => setTimeout(resolve)).then(() => note(feeds, isScheduled));
    noted.catch(() => undefined);
    const writer = new PassWriter(facts);
    const check = async (due: DueFeed) => {
      const wasAsked = await checkFeed(due, facts, writer);
      // The rest stays due: nobody is in trouble but our own network.
      if (isScheduled && writer.isCutOff()) cutOff.abort();
      return wasAsked;
    };
    await runPass(feeds, check, AbortSignal.any([cancel.signal, cutOff.signal]));
    await writer.end();
    if (writer.hasFailed) await restFrom(Date.now());
    // Last: what was found is kept, whether or not this could be noted.
    await noted;
    return feeds.length;
  } finally {
    clearInterval(awake);
    underway = undefined;
    await wantNoChecks();
    await afterPass();
    await endPass(Date.now(), cancel.signal.aborted);
  }
}

/** Notes the pass, for the panel, and which checks a person asked for, for the next start if this worker is killed. */
async function note(feeds: DueFeed[], isScheduled: boolean): Promise<void> {
  const now = Date.now();
  const begun = beginPass(feeds.length, now);
  if (!isScheduled)
    await wantChecks(
      feeds.map(({ feed }) => feed.id),
      now,
    );
  await begun;
}

/** Nobody is asked on a metered connection when the person wants it so; an hour later it is looked at again. */
async function waitForCheapNetwork(feeds: DueFeed[], { settings, now, chance }: PassFacts): Promise<void> {
  await putOff(
    feeds.map(({ check }) => {
      const { at, why } = decideNextCheck({ history: check, settings, now: now(), chance: chance() });
      return { ...check, why, ...(at !== undefined && { nextAt: at }) };
    }),
  );
}

/** What holds for all checks of a pass. */
type PassFacts = Omit<CheckFacts, 'cancel'>;

/** So long, at the most, the facts that were asked at the start are true. */
const firstMomentsMs = 1_000;
let early: Promise<PassFacts> | undefined;

/**
 * Asks for the facts of a pass when the worker starts, while what woke it is still on its way to it. The first pass takes
 * them, if it begins at once and nothing has changed since. To be called at the worker's top level.
 */
export function askFactsEarly(): void {
  early = factsOfPass();
  // Who takes them is told.
  early.catch(() => {});
  browser.storage.onChanged.addListener(forgetFacts);
  browser.permissions.onAdded.addListener(forgetFacts);
  browser.permissions.onRemoved.addListener(forgetFacts);
  setTimeout(forgetFacts, firstMomentsMs);
}

function forgetFacts(): void {
  early = undefined;
}

function takeFacts(): Promise<PassFacts> {
  const facts = early ?? factsOfPass();
  forgetFacts();
  return facts;
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

/**
 * What a person is told of a pass, before it counts as ended: a worker that finds one left open tells it in its place. A
 * notification that fails is only reported.
 */
export async function afterPass(): Promise<void> {
  await noteTrouble();
  await updateBadge();
  await tellOfNew().catch((error) => reportError(error));
}
