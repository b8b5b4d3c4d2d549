import { observe, pastRhythm } from '../../src/feeds/learn-rhythm.ts';
import { appetite, checkPrice } from '../../src/feeds/plan-check.ts';
import type { Rhythm } from '../../src/feeds/rhythm.ts';
import { decideNextCheck } from '../../src/feeds/schedule.ts';
import { randomOf } from '../random.ts';
import type { MadeFeed } from './feed-kinds.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekMs = 7 * 24 * hourMs;

/** A way to choose the checks of many feeds; it sees what a reader sees: posts when they are found, and their dates. */
export interface Policy {
  /** Feed `i` is subscribed to; its document shows these posts. */
  begin(i: number, shown: number[], now: number): void;
  /** A check at `now` found posts of these dates: when is the next? */
  next(i: number, found: number[], now: number): number;
  /** Each midnight, with the feeds that are still watched. */
  daily?(now: number, watched: number[]): void;
}

export function fixed(everyMinutes: number): Policy {
  return { begin: () => {}, next: (_i, _found, now) => now + everyMinutes * minuteMs };
}

/**
 * miniflux's POLLING_SCHEDULER=entry_frequency: posts a week from the mean gap of the last week's posts (rounded up; 0
 * where there are fewer than two), interval = week / (posts a week x factor), between 5 minutes and 24 hours. Its factor
 * is a whole number, 1 unless set; here it may be any, so that requests can be made equal.
 */
export function entryFrequency(factor: number): Policy {
  const lists: number[][] = [];
  return {
    begin: (i, shown) => {
      lists[i] = [...shown];
    },
    next: (i, found, now) => {
      const list = [...(lists[i] ?? []), ...found].filter((at) => at >= now - weekMs);
      lists[i] = list;
      const gap = ((list.at(-1) ?? 0) - (list[0] ?? 0)) / (list.length - 1);
      const postsAWeek = gap > 0 ? Math.ceil(weekMs / gap) : 0;
      const minutes = postsAWeek === 0 ? 1440 : Math.round(10080 / (postsAWeek * factor));
      return now + Math.min(Math.max(minutes, 5), 1440) * minuteMs;
    },
  };
}

/**
 * Even checks as often as the square root of the feed's true rate, between 5 minutes and 7 days: who knows all rates.
 * `watched` is for how long each feed counts in the budget, in any unit.
 */
export function bound(feeds: MadeFeed[], checksAnHour: number, watched = feeds.map(() => 1)): Policy {
  const every = (i: number, scale: number) =>
    Math.min(Math.max(hourMs / (scale * Math.sqrt(feeds[i]?.postsADay ?? 0)), 5 * minuteMs), weekMs);
  const checks = (scale: number) =>
    watched.reduce((sum, time, i) => sum + (time * hourMs) / every(i, scale), 0);
  const budget = checksAnHour * watched.reduce((sum, time) => sum + time, 0);
  let [low, high] = [1e-6, 1e6];
  for (let k = 0; k < 60; k++) {
    const middle = Math.sqrt(low * high);
    if (checks(middle) > budget) high = middle;
    else low = middle;
  }
  return { begin: () => {}, next: (i, _found, now) => now + every(i, low) };
}

/** Ours, as it is shipped, with a budget of so many checks a feed and hour. */
export function learned(checksAnHour: number): Policy {
  const chance = randomOf(11);
  const rhythms: Rhythm[] = [];
  let price = 1;
  return {
    begin: (i, shown, now) => {
      rhythms[i] = pastRhythm(shown, now);
    },
    daily: (now, watched) => {
      const appetites = watched.map((i) => appetite(rhythms[i] as Rhythm, now));
      price = checkPrice(appetites, checksAnHour * watched.length);
    },
    next: (i, found, now) => {
      const rhythm = observe(rhythms[i] as Rhythm, found, now);
      rhythms[i] = rhythm;
      const { at } = decideNextCheck({
        history: { failures: 0, limits: 0, rhythm },
        outcome: { kind: 'unchanged', status: 200 },
        headers: {},
        settings: { price },
        now,
        chance: chance.next(),
      });
      return at as number;
    },
  };
}
