import { clockOf, postsADay, type Rhythm, silenceFactor, slotMs, slotsADay } from './rhythm.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekSlots = 7 * slotsADay;

/** Learned checks are never nearer than five minutes and never further than a day: also the dead may rise. */
export const shortestLearnedMs = 5 * minuteMs;
export const longestLearnedMs = 24 * hourMs;

/**
 * How checks are shared out between feeds: proportional to rate ** evenness. 0.5 makes the mean delay over all posts
 * least, 0 that over all feeds (Cho and Garcia-Molina, "Effective page refresh policies for web crawlers", 2003).
 * In between: with feeds of one post a week, 1, 10 and 100 a day, 2% are lost on posts and 30% won on feeds.
 */
const evenness = 0.42;

/**
 * When the next check is worth its request: as soon as the posts that came since the last good check are expected to
 * have waited `price` minutes in all, weighed for the feed. At an even rate this is the interval sqrt(2 price / rate),
 * which makes delay plus price times requests least; before a likely hour it waits, and in it it comes soon.
 * `price` comes from checkPrice; answers epoch milliseconds.
 */
export function learnedCheckAt(rhythm: Rhythm, price: number, now: number): number {
  const clock = clockOf(rhythm);
  const limit = (price * minuteMs) / weightOf(rhythm);
  let waiting = 0;
  let waited = 0;
  for (
    let at = Math.max(rhythm.seenAt, now - longestLearnedMs), end: number;
    at < now + longestLearnedMs;
    at = end
  ) {
    end = at - (at % slotMs) + slotMs;
    const rate = clock(at) * silenceFactor(rhythm, at);
    const ms = end - at;
    const waitedThen = waited + waiting * ms + (rate * ms * ms) / 2;
    if (waitedThen >= limit) {
      // The last slot ends beyond the day.
      const found = Math.min(at + msUntil(limit - waited, waiting, rate), now + longestLearnedMs);
      return Math.max(found, now + shortestLearnedMs);
    }
    waited = waitedThen;
    waiting += rate * ms;
  }
  return now + longestLearnedMs;
}

/** Checks an hour that learnedCheckAt would make of this feed at a price of 1; at price p, 1 / sqrt(p) times as many. */
export function appetite(rhythm: Rhythm, now: number): number {
  const clock = clockOf(rhythm);
  const silence = silenceFactor(rhythm, now);
  let sum = 0;
  for (let i = 0; i < weekSlots; i++) sum += Math.sqrt(clock(now + i * slotMs));
  const perMs = (sum / weekSlots) * Math.sqrt((silence * weightOf(rhythm)) / (2 * minuteMs));
  return perMs * hourMs;
}

/**
 * The price of one request, in minutes of waiting, at which all feeds together make `checksAnHour` (the budget of the
 * whole, not of one feed). One number for all feeds; it moves slowly, so once a day is often enough.
 */
export function checkPrice(appetites: number[], checksAnHour: number): number {
  let low = 1e-6;
  let high = 1e9;
  // Halving the exponent's range 60 times: exact to the last digit.
  for (let i = 0; i < 60; i++) {
    const middle = Math.sqrt(low * high);
    if (checksAt(middle, appetites) > checksAnHour) low = middle;
    else high = middle;
  }
  return high;
}

/** Rates rise just when a feed is looked at: real checks come to a little more than the mean week foretells (measured). */
const realShare = 1.04;

function checksAt(price: number, appetites: number[]): number {
  const most = hourMs / shortestLearnedMs;
  const least = hourMs / longestLearnedMs;
  const checks = appetites.map((each) => Math.min(Math.max(each / Math.sqrt(price), least), most));
  return realShare * checks.reduce((sum, each) => sum + each, 0);
}

/** What a minute of waiting for a post of this feed counts: less, the more posts it has. */
function weightOf(rhythm: Rhythm): number {
  return postsADay(rhythm) ** (2 * evenness - 1);
}

/** Solves waiting·t + rate·t²/2 = missing for t, the form that stays exact where the rate is next to nothing. */
function msUntil(missing: number, waiting: number, rate: number): number {
  return (2 * missing) / (waiting + Math.sqrt(waiting * waiting + 2 * rate * missing));
}
