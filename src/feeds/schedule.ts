import type { PaceHeaders } from './headers.ts';
import type { ParsedPace } from './model.ts';
import type { Outcome } from './outcome.ts';
import { learnedCheckAt } from './plan-check.ts';
import type { Reason } from './reason.ts';
import { newRhythm, postsADay, type Rhythm } from './rhythm.ts';
import { type Counts, countsAfter, countsOf, failureBounds, pauseBounds } from './setbacks.ts';
import { afterSkipped, type Bound, cacheWishes, feedWishes } from './wishes.ts';

/** What the checks before this one left behind. */
export interface CheckHistory extends Counts {
  /** With this check's posts already observed. */
  rhythm?: Rhythm;
  /** As the last document read had it. */
  pace?: ParsedPace;
}

/** What the person set, and how the browser stands. */
export interface CheckSettings {
  /** For this feed; for all feeds; where both are absent the interval is learned. */
  ownEveryMinutes?: number;
  checkEveryMinutes?: number;
  /** What a request may cost in minutes of waiting: checkPrice of all feeds. */
  price: number;
  isOffline?: boolean;
  /** The connection is metered or asks to save data. */
  isMetered?: boolean;
  onMetered?: 'as-usual' | 'rarer' | 'never';
}

export interface CheckFacts {
  history: CheckHistory;
  /** Absent: the feed was not asked (offline, metered, settings changed). */
  outcome?: Outcome;
  /** Absent: no answer, or none of its own (its host had asked another feed for a pause). */
  headers?: PaceHeaders;
  settings: CheckSettings;
  now: number;
  /** 0 to below 1, so that feeds do not all come at once. */
  chance: number;
}

/** When a feed is asked again (`at` absent: never), why then, and the counts to store for the next decision. */
export interface Decision extends Counts {
  at?: number;
  why: Reason;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const floorMinutes = 5;
const capDays = 7;
const capMs = capDays * dayMs;
const rarerWhenMetered = 4;

/**
 * Decides when a feed is asked next. Of all that has a say (the interval, the publisher's wishes, a pause, a failure)
 * the latest instant wins and is the reason: nothing makes a check earlier than the interval would. It lies between 5
 * minutes and 7 days from now; a little is added by chance, so that feeds do not come all at once.
 */
export function decideNextCheck(facts: CheckFacts): Decision {
  const { history, outcome, headers, settings, now, chance } = facts;
  const pace = history.pace ?? {};
  const notAsked = notAskedBound(outcome, settings, now);
  if (notAsked !== undefined) return { ...countsOf(history), ...spread(notAsked, pace, now, chance) };
  const wasAnswered = headers !== undefined;
  const counts = countsAfter(history, outcome, wasAnswered, now);
  if (outcome?.kind === 'gone') return { ...counts, why: { kind: 'gone' } };
  const bounds = [
    ...intervals(history, settings, now),
    ...feedWishes(pace, now),
    ...(isGood(outcome) ? cacheWishes(headers ?? {}, now) : []),
    ...pauseBounds(outcome, headers, counts, now),
    ...failureBounds(outcome, counts, now, chance),
  ];
  const latest = bounds.reduce((one, other) => (other.at > one.at ? other : one));
  return { ...counts, ...spread(within(latest, now), pace, now, chance) };
}

/** When to look again if the browser is in no state to ask; nothing is counted then. */
function notAskedBound(
  outcome: Outcome | undefined,
  settings: CheckSettings,
  now: number,
): Bound | undefined {
  if (settings.isOffline && wasNotReached(outcome)) {
    return { at: now + floorMinutes * minuteMs, why: { kind: 'offline' } };
  }
  if (outcome === undefined && settings.isMetered && settings.onMetered === 'never') {
    return { at: now + hourMs, why: { kind: 'metered' } };
  }
  return undefined;
}

/** How often the feed would be asked if nobody else had a say; rarer on a metered connection. */
function intervals(history: CheckHistory, settings: CheckSettings, now: number): Bound[] {
  const usual = interval(history, settings, now);
  if (!settings.isMetered || settings.onMetered !== 'rarer') return [usual];
  const at = now + Math.min((usual.at - now) * rarerWhenMetered, dayMs);
  return [usual, { at, why: { kind: 'metered' } }];
}

function interval(history: CheckHistory, settings: CheckSettings, now: number): Bound {
  const own = settings.ownEveryMinutes;
  const everyMinutes = own ?? settings.checkEveryMinutes;
  if (everyMinutes !== undefined) {
    const kind = own === undefined ? 'regular' : 'own-interval';
    return { at: now + everyMinutes * minuteMs, why: { kind, everyMinutes } };
  }
  const rhythm = history.rhythm ?? newRhythm(now);
  const at = learnedCheckAt(rhythm, settings.price, now);
  const postsAWeek = Math.round(postsADay(rhythm) * 70) / 10;
  return { at, why: { kind: 'learned', everyMinutes: Math.round((at - now) / minuteMs), postsAWeek } };
}

function within(bound: Bound, now: number): Bound {
  if (bound.at < now + floorMinutes * minuteMs) {
    return { at: now + floorMinutes * minuteMs, why: { kind: 'floor', minutes: floorMinutes } };
  }
  if (bound.at > now + capMs) return { at: now + capMs, why: { kind: 'cap', days: capDays } };
  return bound;
}

/**
 * By chance up to a twentieth later, two minutes at most. Feeds that wait for the end of skipped hours are spread over
 * the first ten minutes after it.
 */
function spread(bound: Bound, pace: ParsedPace, now: number, chance: number): Bound {
  const later = { ...bound, at: bound.at + chance * Math.min((bound.at - now) / 20, 2 * minuteMs) };
  const allowed = afterSkipped(later, pace, now + capMs);
  return allowed === later ? later : { ...allowed, at: allowed.at + chance * 10 * minuteMs };
}

function wasNotReached(outcome: Outcome | undefined): boolean {
  if (outcome === undefined) return true;
  return outcome.kind === 'failed' && ['unreachable', 'slow-answer', 'slow-body'].includes(outcome.why);
}

function isGood(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'fresh' || outcome?.kind === 'unchanged';
}
