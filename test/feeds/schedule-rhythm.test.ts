import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { observe, pastRhythm } from '../../src/feeds/learn-rhythm.ts';
import { appetite, checkPrice, learnedCheckAt } from '../../src/feeds/plan-check.ts';
import { clockOf, newRhythm, postsADay, type Rhythm, silenceFactor } from '../../src/feeds/rhythm.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
/** A Sunday, 00:00 GMT. */
const start = Date.UTC(2026, 2, 1);

/** Watched from the start on, for so many days, each hour or as often as is said. */
function watch(days: number, postTimes: number[], every = hour): Rhythm {
  let rhythm = newRhythm(start);
  for (let at = start + every; at <= start + days * day; at += every) {
    rhythm = observe(
      rhythm,
      postTimes.filter((time) => time > at - every && time <= at),
      at,
    );
  }
  return rhythm;
}

const each = (every: number, days: number, phase = 0) =>
  Array.from({ length: Math.floor((days * day) / every) }, (_, i) => start + i * every + phase);

/** Minutes from `now` to the next check. */
const wait = (rhythm: Rhythm, price = 3, now = rhythm.seenAt) =>
  (learnedCheckAt(rhythm, price, now) - now) / minute;

describe('what is learned of a feed', () => {
  test('is small, and plain enough to be stored', () => {
    const rhythm = watch(30, each(day, 30, 9 * hour));
    const numbers = JSON.stringify(rhythm).match(/-?\d+(\.\d+)?/g) ?? [];
    expect(numbers.length).toBeLessThanOrEqual(200);
    expect(structuredClone(rhythm)).toEqual(rhythm);
    expect(JSON.parse(JSON.stringify(rhythm))).toEqual(rhythm);
  });

  test('is its rate', () => {
    expect(postsADay(watch(28, each(6 * hour, 28, 77 * minute)))).toBeCloseTo(4, 0);
    expect(postsADay(watch(28, []))).toBeLessThan(0.1);
  });

  test('is its hour', () => {
    const clock = clockOf(watch(28, each(day, 28, 9 * hour + 3 * minute)));
    const nine = start + 28 * day + 9 * hour;
    expect(clock(nine)).toBeGreaterThan(20 * clock(nine + 5 * hour));
  });

  test('is its day of the week', () => {
    const rhythm = watch(56, each(week, 56, 2 * day + 14 * hour));
    const tuesday = start + 56 * day + 2 * day + 14 * hour;
    expect(clockOf(rhythm)(tuesday)).toBeGreaterThan(3 * clockOf(rhythm)(tuesday + day));
  });

  test('is that it posts in bursts', () => {
    const burst = (at: number) => Array.from({ length: 12 }, (_, i) => at + i * 15 * minute);
    const bursts = [1, 4.3, 9.6, 13.1, 18.8, 24.5].flatMap((days) => burst(start + days * day));
    const rhythm = watch(28, bursts);
    const lastPostAt = rhythm.lastPostAt as number;
    expect(silenceFactor(rhythm, lastPostAt + 30 * minute)).toBeGreaterThan(
      3 * silenceFactor(rhythm, lastPostAt + 20 * hour),
    );
  });

  test('is forgotten when it stops', () => {
    const alive = watch(28, each(6 * hour, 28));
    const dead = watch(112, each(6 * hour, 28));
    expect(wait(dead)).toBeGreaterThan(5 * wait(alive));
  });

  test('changes when its habits change', () => {
    const nine = each(day, 42, 9 * hour);
    const evening = each(day, 42, 20 * hour).map((at) => at + 42 * day);
    const rhythm = watch(84, [...nine, ...evening]);
    const today = start + 84 * day;
    expect(clockOf(rhythm)(today + 20 * hour)).toBeGreaterThan(clockOf(rhythm)(today + 9 * hour));
  });
});

describe('it is not fooled by', () => {
  test('a heap of posts put out at once', () => {
    const calm = each(3 * day, 28, 15 * hour);
    const heap = Array.from({ length: 500 }, (_, i) => start + 20 * day + 3 * hour + minute + i * 100);
    const withHeap = watch(28, [...calm, ...heap]);
    expect(withHeap).toEqual(watch(28, [...calm, ...heap.slice(0, 1)]));
    expect(postsADay(withHeap) / postsADay(watch(28, calm))).toBeLessThan(1.2);
  });

  test('a feed that dates its old posts anew, or its new posts long ago', () => {
    const before = watch(28, each(day, 28, 9 * hour));
    const now = start + 28 * day + hour;
    const longAgo = Array.from({ length: 100 }, (_, i) => start - i * day);
    expect(observe(before, longAgo, now)).toEqual(observe(before, [], now));
  });

  test('dates in the future, late posts and posts without a date: they came within the window', () => {
    const before = watch(28, each(day, 28, 9 * hour));
    const now = before.seenAt + 2 * hour;
    const middle = before.seenAt + hour;
    const expected = observe(before, [middle], now);
    for (const time of [now + week, before.seenAt - hour, undefined]) {
      expect(observe(before, [time], now)).toEqual(expected);
    }
  });

  test('a clock that is set back, or a browser closed for years', () => {
    const before = watch(28, each(day, 28, 9 * hour));
    expect(observe(before, [before.seenAt - day], before.seenAt - day)).toEqual({
      ...before,
      seenAt: before.seenAt - day,
    });
    const after = observe(before, [], before.seenAt + 3000 * day);
    expect(postsADay(after)).toBeLessThan(0.1);
    expect(wait(after)).toBeLessThanOrEqual(24 * 60);
  });
});

describe('the past of a feed', () => {
  test('is read from its document, in any order', () => {
    const times = each(day, 20, 9 * hour);
    const now = start + 20 * day;
    const rhythm = pastRhythm([...times].reverse(), now);
    expect(rhythm).toEqual(pastRhythm(times, now));
    expect(clockOf(rhythm)(now + 9 * hour)).toBeGreaterThan(10 * clockOf(rhythm)(now + 15 * hour));
    expect(postsADay(rhythm)).toBeCloseTo(1, 0);
  });

  test('leaves out what is in the future, without a date or years ago', () => {
    const now = start + 20 * day;
    expect(pastRhythm([undefined, now + day, now - 3000 * day], now)).toEqual(pastRhythm([], now));
  });
});

describe('the next check', () => {
  test('of an even feed comes after sqrt(2 price / rate), weighed', () => {
    const rhythm = newRhythm(start);
    const [cheap, dear] = [wait(rhythm, 1), wait(rhythm, 4)];
    // Silence is the longest for a feed never seen to post; nothing bends the rate: twice the wait for four times the price.
    expect(dear / cheap).toBeCloseTo(2, 5);
  });

  test('comes soon in the likely hour, and late after it', () => {
    const rhythm = watch(28, each(day, 28, 9 * hour + 3 * minute), 10 * minute);
    const nine = start + 28 * day + 9 * hour;
    expect(wait(observe(rhythm, [], nine))).toBeLessThan(20);
    expect(wait(observe(rhythm, [nine + 3 * minute], nine + 10 * minute))).toBeGreaterThan(30);
  });

  test('after a failure comes soon when posts may wait since the last good check', () => {
    const rhythm = watch(28, each(day, 28, 9 * hour + 3 * minute));
    expect(wait(rhythm, 3, rhythm.seenAt + 12 * hour)).toBe(5);
  });

  test('is never nearer than 5 minutes, never further than a day', () => {
    const busy = watch(7, each(2 * minute, 7));
    expect(wait(busy, 1e-6)).toBe(5);
    expect(wait(watch(56, []), 1e9)).toBe(24 * 60);
  });
});

describe('the price of a request', () => {
  const rhythms = [each(14 * minute, 28), each(day, 28, 9 * hour), each(week, 28), []].map((times) =>
    watch(28, times),
  );
  const appetites = rhythms.map((rhythm) => appetite(rhythm, rhythm.seenAt));

  test('falls as the budget rises', () => {
    expect(checkPrice(appetites, 8)).toBeLessThan(checkPrice(appetites, 4));
    expect(checkPrice(appetites, 4)).toBeLessThan(checkPrice(appetites, 2));
  });

  test('is what makes the feeds together keep to the budget', () => {
    const price = checkPrice(appetites, 4);
    let checks = 0;
    for (let rhythm of rhythms) {
      const end = rhythm.seenAt + week;
      for (let at = rhythm.seenAt; at < end; checks++) {
        at = learnedCheckAt(rhythm, price, at);
        rhythm = { ...rhythm, seenAt: at };
      }
    }
    expect(checks / (7 * 24)).toBeGreaterThan(2);
    expect(checks / (7 * 24)).toBeLessThan(5);
  });

  test('is something also where there is nothing to share', () => {
    expect(checkPrice([], 1)).toBeGreaterThan(0);
    expect(checkPrice([0], 1)).toBeGreaterThan(0);
    expect(checkPrice([1e12], 1)).toBeGreaterThan(0);
  });
});

test('the next check is never further than a day, also where the last slot of the clock ends beyond it', () => {
  // Found by the property below.
  const now = start + 2194529352;
  const rhythm = observe(newRhythm(start), [], now);
  expect(learnedCheckAt(rhythm, 3.499796593754644, now)).toBeLessThanOrEqual(now + day);
});

test('whatever a feed does, what is learned stays usable', () => {
  const step = fc.record({
    gap: fc.integer({ min: -day, max: 90 * day }),
    posts: fc.array(fc.option(fc.integer({ min: -week, max: week }), { nil: undefined }), { maxLength: 20 }),
  });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      (steps, price) => {
        let now = start;
        let rhythm = newRhythm(now);
        for (const { gap, posts } of steps) {
          now += gap;
          rhythm = observe(
            rhythm,
            posts.map((offset) => (offset === undefined ? undefined : now + offset)),
            now,
          );
          const numbers = [
            rhythm.slots,
            rhythm.weekdays,
            rhythm.found,
            rhythm.foretold,
            [rhythm.posts, rhythm.days],
          ].flat();
          expect(numbers.every((number) => Number.isFinite(number) && number >= 0)).toBe(true);
          expect(appetite(rhythm, now)).toBeGreaterThan(0);
          const at = learnedCheckAt(rhythm, price, now);
          expect(at).toBeGreaterThanOrEqual(now + 5 * minute);
          expect(at).toBeLessThanOrEqual(now + day);
        }
      },
    ),
    { numRuns: 60 },
  );
});
