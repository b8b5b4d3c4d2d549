import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParsedPace } from '../../src/feeds/model.ts';
import type { Outcome } from '../../src/feeds/outcome.ts';
import { type CheckFacts, type CheckHistory, decideNextCheck } from '../../src/feeds/schedule.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const spare = 10 * minute;

const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
const count = fc.integer({ min: 0, max: 1000 });
const minutes = fc.integer({ min: 0, max: 1_000_000 });
const words = fc.option(
  fc.oneof(
    fc.string(),
    fc.integer().map(String),
    minutes.map((each) => `max-age=${each * 60}`),
    instant.map((at) => new Date(at).toUTCString()),
  ),
);

const good: fc.Arbitrary<Outcome> = fc.constantFrom(
  { kind: 'unchanged', status: 304 },
  { kind: 'fresh', added: 1, edited: 0, status: 200 },
);
const bad: fc.Arbitrary<Outcome> = fc.oneof(
  fc
    .constantFrom(404, 403, 500, 502, 503, 509)
    .map((status): Outcome => ({ kind: 'failed', why: 'http', status })),
  fc.constantFrom<Outcome>(
    { kind: 'failed', why: 'unreachable' },
    { kind: 'failed', why: 'web-page', status: 200 },
    { kind: 'failed', why: 'needs-permission' },
  ),
);
const limited = fc
  .tuple(fc.constantFrom(429, 503), instant)
  .map(([status, retryAt]): Outcome => ({ kind: 'limited', status, retryAt }));
const outcomes = fc.oneof(good, bad, limited);

const paces: fc.Arbitrary<ParsedPace> = fc.record(
  {
    ttlMinutes: minutes,
    updateEveryMinutes: minutes,
    skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })),
    skipDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
  },
  { requiredKeys: [] },
);
const histories: fc.Arbitrary<CheckHistory> = fc.record(
  { failures: count, failingSinceAt: instant, limits: count, pace: paces },
  { requiredKeys: ['failures', 'limits'] },
);
const facts: fc.Arbitrary<CheckFacts> = fc.record(
  {
    history: histories,
    outcome: outcomes,
    headers: fc.record(
      { cacheControl: words, expires: words, date: words, age: words, retryAfter: words },
      { requiredKeys: [] },
    ),
    settings: fc.record(
      {
        ownEveryMinutes: fc.integer({ min: 1, max: 100_000 }),
        checkEveryMinutes: fc.integer({ min: 1, max: 100_000 }),
        price: fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
        isOffline: fc.boolean(),
        isMetered: fc.boolean(),
        onMetered: fc.constantFrom('as-usual', 'rarer', 'never'),
      },
      { requiredKeys: ['price'] },
    ),
    now: instant,
    chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  },
  { requiredKeys: ['history', 'settings', 'now', 'chance'] },
);

const online = facts.map(
  (each): CheckFacts => ({ ...each, settings: { ...each.settings, isOffline: false } }),
);
const asked = fc
  .tuple(online, outcomes)
  .map(([each, outcome]): CheckFacts => ({ headers: {}, ...each, outcome }));

function at(given: CheckFacts): number {
  return decideNextCheck(given).at ?? Number.NaN;
}

describe('whatever happens,', () => {
  test('a check is at least 5 minutes and at most 7 days and a little away', () => {
    fc.assert(
      fc.property(facts, (given) => {
        expect(at(given)).toBeGreaterThanOrEqual(given.now + 5 * minute);
        expect(at(given)).toBeLessThanOrEqual(given.now + 7 * day + spare);
      }),
      { numRuns: 500 },
    );
  });

  test('more failures never bring it nearer', () => {
    fc.assert(
      fc.property(asked, bad, count, (given, outcome, more) => {
        const { history } = given;
        const worse = { ...history, failures: history.failures + more };
        // Chance is bounded by a share of the wait, so the order stays; skipped hours may spread within ten minutes.
        const earlier = at({ ...given, outcome });
        expect(at({ ...given, outcome, history: worse })).toBeGreaterThanOrEqual(earlier);
      }),
    );
  });

  test('more pauses never bring it nearer', () => {
    fc.assert(
      fc.property(asked, limited, count, (given, outcome, more) => {
        const worse = { ...given.history, limits: given.history.limits + more };
        const earlier = at({ ...given, outcome });
        expect(at({ ...given, outcome, history: worse })).toBeGreaterThanOrEqual(earlier);
      }),
    );
  });

  test('a Retry-After of up to 7 days is obeyed, with any status', () => {
    const wait = fc.integer({ min: 0, max: (7 * day) / 1000 });
    fc.assert(
      fc.property(asked, wait, fc.boolean(), (given, seconds, asDate) => {
        const until = given.now + seconds * 1000;
        const retryAfter = asDate ? new Date(until).toUTCString() : String(seconds);
        // An HTTP date has no milliseconds.
        expect(at({ ...given, headers: { ...given.headers, retryAfter } })).toBeGreaterThan(until - 1000);
      }),
    );
  });

  test('a quiet host is not asked before its time', () => {
    fc.assert(
      fc.property(online, fc.integer({ min: 0, max: 7 * day }), (given, ms) => {
        const { headers: _none, ...unasked } = given;
        const retryAt = given.now + ms;
        expect(at({ ...unasked, outcome: { kind: 'limited', status: 429, retryAt } })).toBeGreaterThanOrEqual(
          retryAt,
        );
      }),
    );
  });

  test('what the publisher wishes makes checks rarer, never more frequent', () => {
    fc.assert(
      fc.property(asked, good, paces, words, (given, outcome, pace, cacheControl) => {
        const { pace: _none, ...history } = given.history;
        const unasked = at({ ...given, outcome, headers: {}, history });
        const wished = { ...given, outcome, headers: { cacheControl }, history: { ...history, pace } };
        expect(at(wished)).toBeGreaterThanOrEqual(unasked);
      }),
    );
  });

  test('a skipped hour or day is never asked in, but at the cap', () => {
    fc.assert(
      fc.property(online, paces, (given, pace) => {
        const next = at({ ...given, history: { ...given.history, pace } });
        if (next >= given.now + 7 * day) return;
        expect(pace.skipHours ?? []).not.toContain(new Date(next).getUTCHours());
        expect(pace.skipDays ?? []).not.toContain(new Date(next).getUTCDay());
      }),
    );
  });

  test('410 ends the checks, and nothing else does', () => {
    fc.assert(
      fc.property(online, (given) => {
        expect(decideNextCheck({ ...given, outcome: { kind: 'gone', status: 410 } }).at).toBeUndefined();
        expect(decideNextCheck(given).at).toBeDefined();
      }),
    );
  });

  test('offline counts no failure', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const offline = { ...given, settings: { ...given.settings, isOffline: true } };
        const { failures, limits } = decideNextCheck({
          ...offline,
          outcome: { kind: 'failed', why: 'unreachable' },
        });
        expect([failures, limits]).toEqual([given.history.failures, given.history.limits]);
      }),
    );
  });

  test('a good answer ends the row of failures and pauses', () => {
    fc.assert(
      fc.property(online, good, (given, outcome) => {
        const { failures, limits, failingSinceAt } = decideNextCheck({ ...given, outcome });
        expect([failures, limits, failingSinceAt]).toEqual([0, 0, undefined]);
      }),
    );
  });

  test('the same facts give the same answer', () => {
    fc.assert(
      fc.property(facts, (given) => {
        expect(decideNextCheck(structuredClone(given))).toEqual(decideNextCheck(given));
      }),
    );
  });
});
