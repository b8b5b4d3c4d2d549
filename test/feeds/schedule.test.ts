import { describe, expect, test } from 'vitest';
import { type PaceHeaders, retryAfter } from '../../src/feeds/headers.ts';
import type { ParsedPace } from '../../src/feeds/model.ts';
import type { Outcome } from '../../src/feeds/outcome.ts';
import { sentenceOf } from '../../src/feeds/reason.ts';
import { type CheckHistory, type CheckSettings, decideNextCheck } from '../../src/feeds/schedule.ts';

/** A Wednesday, 10:30 GMT. */
const now = Date.UTC(2026, 3, 1, 10, 30);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const httpDate = (at: number) => new Date(at).toUTCString();
const allHours = Array.from({ length: 24 }, (_, i) => i);

const unchanged: Outcome = { kind: 'unchanged', status: 304 };
const fresh: Outcome = { kind: 'fresh', added: 2, edited: 0, status: 200 };
const failed: Outcome = { kind: 'failed', why: 'unreachable' };
const slow: Outcome = { kind: 'failed', why: 'slow-body', status: 200 };
const http = (status: number): Outcome => ({ kind: 'failed', why: 'http', status });
const limited = (status: number): Outcome => ({ kind: 'limited', status, retryAt: now + 3 * hour });

interface Given {
  outcome?: Outcome;
  headers?: PaceHeaders;
  /** No answer of its own. */
  unasked?: true;
  pace?: ParsedPace;
  history?: Partial<CheckHistory>;
  settings?: Partial<CheckSettings>;
  chance?: number;
}

function decide(given: Given) {
  const { outcome, headers = {}, unasked, pace, history, settings, chance = 0 } = given;
  return decideNextCheck({
    history: { failures: 0, limits: 0, ...(pace && { pace }), ...history },
    ...(outcome && { outcome }),
    ...(!unasked && { headers }),
    settings: { checkEveryMinutes: 60, price: 3, ...settings },
    now,
    chance,
  });
}

/** What the row says: "+90 m ttl"; minutes from now and the kind of the reason. */
function inWords(given: Given): string {
  const { at, why } = decide(given);
  return at === undefined ? `never ${why.kind}` : `+${Math.round((at - now) / minute)} m ${why.kind}`;
}

const cache = (cacheControl: string, more: PaceHeaders = {}): Given => ({
  outcome: unchanged,
  headers: { cacheControl, ...more },
});
const failures = (count: number, outcome: Outcome = failed, days = 1): Given => ({
  outcome,
  history: { failures: count, failingSinceAt: now - days * day },
});
const later = (hours: number) => httpDate(now + hours * hour);

const table: [string, Given, string][] = [
  // The interval
  ['the interval of all feeds', { outcome: unchanged }, '+60 m regular'],
  ['fresh is as good as unchanged', { outcome: fresh }, '+60 m regular'],
  [
    "the feed's own interval goes before",
    { outcome: fresh, settings: { ownEveryMinutes: 240 } },
    '+240 m own-interval',
  ],
  [
    'an own interval may be shorter',
    { outcome: fresh, settings: { ownEveryMinutes: 10 } },
    '+10 m own-interval',
  ],
  [
    'never more often than each 5 minutes',
    { outcome: fresh, settings: { ownEveryMinutes: 1 } },
    '+5 m floor',
  ],
  [
    'never more seldom than each 7 days',
    { outcome: fresh, settings: { ownEveryMinutes: 30 * 24 * 60 } },
    '+10080 m cap',
  ],
  ['not asked, decided anew', { unasked: true }, '+60 m regular'],
  // The feed's wishes
  ['a longer ttl', { outcome: fresh, pace: { ttlMinutes: 90 } }, '+90 m ttl'],
  ['a shorter ttl changes nothing', { outcome: fresh, pace: { ttlMinutes: 10 } }, '+60 m regular'],
  ['a ttl of 0 changes nothing', { outcome: fresh, pace: { ttlMinutes: 0 } }, '+60 m regular'],
  [
    'a ttl goes before the own interval',
    { outcome: fresh, pace: { ttlMinutes: 90 }, settings: { ownEveryMinutes: 10 } },
    '+90 m ttl',
  ],
  ['a ttl of a year', { outcome: fresh, pace: { ttlMinutes: 525_600 } }, '+10080 m cap'],
  ['a ttl also holds after a failure', { ...failures(0), pace: { ttlMinutes: 90 } }, '+90 m ttl'],
  ['updated twice a day', { outcome: fresh, pace: { updateEveryMinutes: 720 } }, '+720 m update-period'],
  [
    'the longer of two wishes',
    { outcome: fresh, pace: { ttlMinutes: 90, updateEveryMinutes: 80 } },
    '+90 m ttl',
  ],
  // Skipped hours and days (now + 60 minutes is Wednesday, 11:30)
  ['a skipped hour', { outcome: fresh, pace: { skipHours: [11] } }, '+90 m skip-hours'],
  ['skipped hours in a row', { outcome: fresh, pace: { skipHours: [11, 12, 13] } }, '+210 m skip-hours'],
  ['an hour skipped now, but not then', { outcome: fresh, pace: { skipHours: [10] } }, '+60 m regular'],
  [
    'hours over midnight',
    { outcome: fresh, pace: { skipHours: [...allHours.slice(11), 0, 1] } },
    '+930 m skip-hours',
  ],
  ['a skipped day', { outcome: fresh, pace: { skipDays: [3] } }, '+810 m skip-days'],
  ['another day', { outcome: fresh, pace: { skipDays: [0, 1, 2, 4, 5, 6] } }, '+60 m regular'],
  [
    'a skipped day, then a skipped hour',
    { outcome: fresh, pace: { skipDays: [3], skipHours: [0] } },
    '+870 m skip-hours',
  ],
  ['all hours skipped', { outcome: fresh, pace: { skipHours: allHours } }, '+10080 m skip-hours'],
  ['the cap, skipped', { outcome: fresh, pace: { ttlMinutes: 525_600, skipHours: [10] } }, '+10080 m cap'],
  ['skipped hours hold for failures, too', { ...failures(2), pace: { skipHours: [11] } }, '+90 m skip-hours'],
  // The server's wishes
  ['max-age', cache('public, max-age=7200'), '+120 m cache'],
  ['max-age in capitals and quotes', cache('Max-Age="7200"'), '+120 m cache'],
  ['a shorter max-age', cache('max-age=600'), '+60 m regular'],
  ['max-age less the Age', cache('max-age=7200', { age: '1800' }), '+90 m cache'],
  ['an Age that is nonsense', cache('max-age=7200', { age: 'old' }), '+120 m cache'],
  ['older than its max-age', cache('max-age=7200', { age: '9000' }), '+60 m regular'],
  ['the first of two max-ages', cache('max-age=7200, max-age=60'), '+120 m cache'],
  ['no-cache', cache('no-cache, max-age=7200'), '+60 m regular'],
  ['no-store', cache('no-store, max-age=7200'), '+60 m regular'],
  ['s-maxage is not for us', cache('s-maxage=7200'), '+60 m regular'],
  ['a max-age that is no number', cache('max-age=soon'), '+60 m regular'],
  ['a max-age of a year', cache('max-age=31536000'), '+10080 m cap'],
  ['Expires', { outcome: fresh, headers: { expires: later(2) } }, '+120 m cache'],
  [
    "Expires by the server's own clock",
    { outcome: fresh, headers: { expires: later(25), date: later(23) } },
    '+120 m cache',
  ],
  [
    'Expires with a Date that is none',
    { outcome: fresh, headers: { expires: later(2), date: 'today' } },
    '+120 m cache',
  ],
  ['Expires in the past', { outcome: fresh, headers: { expires: later(-2) } }, '+60 m regular'],
  ['Expires: 0', { outcome: fresh, headers: { expires: '0' } }, '+60 m regular'],
  ['Expires: nonsense', { outcome: fresh, headers: { expires: 'never' } }, '+60 m regular'],
  ['max-age goes before Expires', cache('max-age=5400', { expires: later(5) }), '+90 m cache'],
  [
    'headers that are null',
    { outcome: fresh, headers: { cacheControl: null, expires: null, retryAfter: null } },
    '+60 m regular',
  ],
  [
    'an error page is not kept',
    { outcome: http(500), headers: { cacheControl: 'max-age=7200' } },
    '+60 m regular',
  ],
  ['unchanged, with no headers known', { outcome: unchanged, unasked: true }, '+60 m regular'],
  // Pauses
  ['429 with seconds', { outcome: limited(429), headers: { retryAfter: '7200' } }, '+120 m retry-after'],
  ['503 with a date', { outcome: limited(503), headers: { retryAfter: later(5) } }, '+300 m retry-after'],
  [
    'a pause shorter than the interval',
    { outcome: limited(429), headers: { retryAfter: '30' } },
    '+60 m regular',
  ],
  [
    'a pause of a year',
    { outcome: limited(429), headers: { retryAfter: '31536000' } },
    '+10080 m retry-after',
  ],
  [
    'Retry-After goes with any status',
    { outcome: http(403), headers: { retryAfter: '7200' } },
    '+120 m retry-after',
  ],
  [
    'Retry-After goes with a good answer',
    { outcome: fresh, headers: { retryAfter: '7200' } },
    '+120 m retry-after',
  ],
  ['429 with no time', { outcome: limited(429), settings: { checkEveryMinutes: 5 } }, '+60 m limited'],
  [
    '429 with nonsense',
    { outcome: limited(429), headers: { retryAfter: 'soon' }, settings: { checkEveryMinutes: 5 } },
    '+60 m limited',
  ],
  ['429 for the fifth time', { outcome: limited(429), history: { limits: 4 } }, '+240 m limited'],
  ['429 for ever', { outcome: limited(429), history: { limits: 40 } }, '+1440 m limited'],
  [
    'short pauses, one after the other',
    { outcome: limited(429), headers: { retryAfter: '30' }, history: { limits: 3 } },
    '+120 m limited',
  ],
  ['509 of a hoster', { outcome: http(509), settings: { checkEveryMinutes: 5 } }, '+60 m limited'],
  ['the host is quiet, not asked', { outcome: limited(429), unasked: true }, '+180 m host-quiet'],
  [
    'a quiet host of another kind',
    { outcome: http(503), unasked: true, settings: { checkEveryMinutes: 5 } },
    '+60 m host-quiet',
  ],
  // Failures
  ['a first failure', { outcome: failed, settings: { checkEveryMinutes: 5 } }, '+15 m backoff'],
  ['failures never make checks more frequent', { outcome: failed }, '+60 m regular'],
  ['the fourth failure', failures(3), '+120 m backoff'],
  ['the fourth failure, by chance earlier', { ...failures(3), chance: 0.999 }, '+92 m backoff'],
  ['the eighth failure', failures(7), '+1440 m backoff'],
  ['a hundred failures', failures(99), '+1440 m backoff'],
  [
    'a document that is no feed',
    failures(3, { kind: 'failed', why: 'web-page', status: 200 }),
    '+120 m backoff',
  ],
  ['404', failures(3, http(404)), '+120 m missing'],
  ['404 for two weeks', failures(20, http(404), 14), '+10080 m dead'],
  ['404 for two weeks, but seldom asked', failures(5, http(404), 14), '+480 m missing'],
  ['500 for two weeks', failures(20, http(500), 14), '+1440 m backoff'],
  ['not reached for two months', failures(60, failed, 60), '+10080 m dead'],
  ['410', { outcome: { kind: 'gone', status: 410 } }, 'never gone'],
  [
    'no permission',
    { outcome: { kind: 'failed', why: 'needs-permission' }, settings: { checkEveryMinutes: 5 } },
    '+60 m needs-permission',
  ],
  // The browser
  ['offline, not asked', { unasked: true, settings: { isOffline: true } }, '+5 m offline'],
  ['went offline while asking', { outcome: slow, settings: { isOffline: true } }, '+5 m offline'],
  ['offline, but answered before', { outcome: unchanged, settings: { isOffline: true } }, '+60 m regular'],
  [
    'offline, but answered before, badly',
    { outcome: http(500), settings: { isOffline: true } },
    '+60 m regular',
  ],
  [
    'metered, never then',
    { unasked: true, settings: { isMetered: true, onMetered: 'never' } },
    '+60 m metered',
  ],
  [
    'metered, rarer then',
    { outcome: fresh, settings: { isMetered: true, onMetered: 'rarer' } },
    '+240 m metered',
  ],
  [
    'metered, at most a day',
    { outcome: fresh, settings: { checkEveryMinutes: 600, isMetered: true, onMetered: 'rarer' } },
    '+1440 m metered',
  ],
  [
    'metered, as usual',
    { outcome: fresh, settings: { isMetered: true, onMetered: 'as-usual' } },
    '+60 m regular',
  ],
  ['metered, nothing set', { unasked: true, settings: { isMetered: true } }, '+60 m regular'],
  ['not metered', { unasked: true, settings: { isMetered: false, onMetered: 'never' } }, '+60 m regular'],
  // Chance
  [
    'a little later by chance',
    { outcome: fresh, settings: { checkEveryMinutes: 20 }, chance: 0.999 },
    '+21 m regular',
  ],
  ['two minutes at most', { outcome: fresh, chance: 0.999 }, '+62 m regular'],
  [
    'the first ten minutes after skipped hours',
    { outcome: fresh, pace: { skipHours: [11] }, chance: 0.999 },
    '+100 m skip-hours',
  ],
  [
    'not by chance into a skipped hour',
    { outcome: fresh, pace: { skipHours: [12] }, settings: { checkEveryMinutes: 89 }, chance: 0.999 },
    '+160 m skip-hours',
  ],
];

describe('when a feed is asked next, and why:', () => {
  test.each(table)('%s', (_what, given, words) => {
    expect(inWords(given)).toBe(words);
  });

  test('with no interval set it is learned', () => {
    const { at, why } = decideNextCheck({
      history: { failures: 0, limits: 0 },
      outcome: fresh,
      headers: {},
      settings: { price: 3 },
      now,
      chance: 0,
    });
    const everyMinutes = Math.round(((at ?? 0) - now) / minute);
    expect(why).toEqual({ kind: 'learned', everyMinutes, postsAWeek: 3.5 });
    expect(everyMinutes).toBeGreaterThan(60);
  });
});

describe('what is counted:', () => {
  const before = { failures: 2, failingSinceAt: now - day, limits: 1 };
  const counted: [string, Given, object][] = [
    ['a good check ends the row', { outcome: fresh }, { failures: 0, limits: 0 }],
    ['a failure', { outcome: failed }, { ...before, failures: 3, limits: 0 }],
    ['a pause is no failure', { outcome: limited(429) }, { ...before, limits: 2 }],
    ['a pause of the host was not its own', { outcome: limited(429), unasked: true }, before],
    ['a missing permission is no failure', { outcome: { kind: 'failed', why: 'needs-permission' } }, before],
    ['offline is no failure', { outcome: failed, settings: { isOffline: true } }, before],
    ['gone', { outcome: { kind: 'gone', status: 410 } }, before],
    ['not asked', { unasked: true }, before],
    ['not asked, as metered', { unasked: true, settings: { isMetered: true, onMetered: 'never' } }, before],
  ];
  test.each(counted)('%s', (_what, given, expected) => {
    const { at: _at, why: _why, ...counts } = decide({ ...given, history: before });
    expect(counts).toEqual(expected);
  });

  test('the first failure is remembered', () => {
    expect(decide({ outcome: failed }).failingSinceAt).toBe(now);
  });
});

describe('a reason as a sentence:', () => {
  test('its key and what fills the places', () => {
    expect(sentenceOf({ kind: 'own-interval', everyMinutes: 30 })).toEqual({
      key: 'next_own_interval',
      values: { everyMinutes: 30 },
    });
    expect(sentenceOf({ kind: 'gone' })).toEqual({ key: 'next_gone', values: {} });
  });

  test('holds the instants and counts it speaks of', () => {
    const why = (given: Given) => decide(given).why;
    expect(why({ outcome: limited(429), headers: { retryAfter: '7200' } })).toEqual({
      kind: 'retry-after',
      status: 429,
      until: now + 2 * hour,
    });
    expect(why(cache('max-age=7200'))).toEqual({ kind: 'cache', until: now + 2 * hour });
    expect(why(failures(20, http(404), 14))).toEqual({ kind: 'dead', since: now - 14 * day });
    expect(why({ outcome: limited(429), unasked: true })).toEqual({
      kind: 'host-quiet',
      until: now + 3 * hour,
    });
    expect(why(failures(3))).toEqual({ kind: 'backoff', failures: 4 });
  });
});

describe('Retry-After', () => {
  test.each([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['120', now + 2 * minute],
    [' 120 ', now + 2 * minute],
    ['0', now + minute],
    [httpDate(now + hour), now + hour],
    [httpDate(now - hour), now + minute],
    ['99999999999', now + 7 * day],
  ])('%j', (header, at) => {
    expect(retryAfter(header, now)).toBe(at);
  });
});
