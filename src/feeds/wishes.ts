import { freshUntil, type PaceHeaders } from './headers.ts';
import type { ParsedPace } from './model.ts';
import type { Reason } from './reason.ts';

/** An instant before which a feed is not to be asked, and why. */
export interface Bound {
  at: number;
  why: Reason;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What the feed asks for itself: RSS 2.0 ttl, and updatePeriod over updateFrequency of RSS 1.0's syndication module. */
export function feedWishes({ ttlMinutes, updateEveryMinutes }: ParsedPace, now: number): Bound[] {
  const wishes: Bound[] = [];
  if (ttlMinutes !== undefined) {
    wishes.push({ at: now + ttlMinutes * minuteMs, why: { kind: 'ttl', minutes: ttlMinutes } });
  }
  if (updateEveryMinutes !== undefined) {
    const why: Reason = { kind: 'update-period', minutes: updateEveryMinutes };
    wishes.push({ at: now + updateEveryMinutes * minuteMs, why });
  }
  return wishes;
}

/** What the server asks for its answer: not to come again while it is fresh. */
export function cacheWishes(headers: PaceHeaders, now: number): Bound[] {
  const until = freshUntil(headers, now);
  return until === undefined ? [] : [{ at: until, why: { kind: 'cache', until } }];
}

/**
 * The first hour at or after the bound that the feed does not ask to skip (RSS 0.92 and 2.0 skipHours and skipDays,
 * GMT), but `latest` at most: a feed that skips every hour is asked nevertheless. Answers `bound` itself where it may stay.
 */
export function afterSkipped(bound: Bound, pace: ParsedPace, latest: number): Bound {
  let allowed = bound;
  for (let why = skips(pace, bound.at); why !== undefined; why = skips(pace, allowed.at)) {
    if (allowed.at >= latest) return { ...allowed, at: latest };
    allowed = { at: Math.min(allowed.at - (allowed.at % hourMs) + hourMs, latest), why };
  }
  return allowed;
}

function skips({ skipHours, skipDays }: ParsedPace, at: number): Reason | undefined {
  // 1 January 1970 was a Thursday, day 4.
  if (skipDays?.includes((Math.floor(at / dayMs) + 4) % 7)) return { kind: 'skip-days' };
  if (skipHours?.includes(Math.floor((at % dayMs) / hourMs))) return { kind: 'skip-hours' };
  return undefined;
}
