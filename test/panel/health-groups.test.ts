import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/feeds/outcome.ts';
import { groupsOf, untoldSince } from '../../src/panel/health-groups.ts';
import type { FeedFacts } from '../../src/storage/health.ts';
import type { CheckRow, FeedRow } from '../../src/storage/schema.ts';

const now = Date.UTC(2026, 3, 1);
const day = 86_400_000;
const feed = (change: Partial<FeedRow> = {}): FeedRow => ({
  id: 1,
  url: 'https://a.example/feed',
  urlKey: 'https://a.example/feed',
  title: 'A',
  folderId: 0,
  position: 1,
  tags: [],
  addedAt: now - 400 * day,
  ...change,
});
const check = (outcome: Outcome, change: Partial<CheckRow> = {}): CheckRow => ({
  feedId: 1,
  failures: 0,
  limits: 0,
  lastGoodAt: now - day,
  outcome,
  ...change,
});
const facts = (change: Partial<FeedFacts> = {}): FeedFacts => ({
  newestAt: now - day,
  postsAWeek: 3,
  opened: 2,
  ...change,
});
const good: Outcome = { kind: 'unchanged', status: 304 };
const failed: Outcome = { kind: 'failed', why: 'http', status: 500 };

describe('the groups of the health page', () => {
  test.each<[string, FeedRow, CheckRow | undefined, FeedFacts | undefined]>([
    ['', feed(), check(good), facts()],
    ['', feed(), undefined, undefined],
    ['failing', feed(), check(failed), facts()],
    ['failing dead', feed(), check({ kind: 'gone', status: 410 }), facts()],
    ['failing dead', feed(), check(failed, { why: { kind: 'dead', since: 1 } }), facts()],
    ['', feed(), check({ kind: 'limited', status: 429, retryAt: now }), facts()],
    ['idle', feed(), check(good), facts({ newestAt: now - 91 * day })],
    ['', feed(), check(good), facts({ newestAt: now - 89 * day })],
    ['loud', feed(), check(good), facts({ postsAWeek: 70 })],
    ['redirected', feed({ moved: { from: 'https://b.example', at: 1 } }), check(good), facts()],
    ['redirected', feed(), check(good, { moveSeen: { to: 'https://b.example', times: 1 } }), facts()],
    [
      'failing redirected',
      feed(),
      check({ kind: 'failed', why: 'redirect-refused', detail: 'https://b.example' }),
      facts(),
    ],
    ['permission', feed(), check({ kind: 'failed', why: 'needs-permission' }), facts()],
    ['unopened', feed(), check(good), facts({ opened: 0 })],
    ['resting', feed({ pausedAt: 1 }), check(good), facts()],
    ['resting', feed({ mutedAt: 1 }), check(good), facts()],
    ['resting', feed({ snoozedUntilAt: now + 1 }), check(good), facts()],
    ['', feed({ snoozedUntilAt: now - 1 }), check(good), facts()],
  ])('"%s"', (groups, of, row, known) => {
    expect([...groupsOf(of, row, known, now)].filter((group) => group !== 'all').join(' ')).toBe(groups);
  });

  test('three failures in a row are told once; a new trouble is told again; a pause says nothing', () => {
    const since = now - 3 * day;
    expect(untoldSince(feed(), check(failed, { failures: 2, failingSinceAt: since }))).toBeUndefined();
    expect(untoldSince(feed(), check(failed, { failures: 3, failingSinceAt: since }))).toBe(since);
    expect(
      untoldSince(feed({ troubleToldAt: since }), check(failed, { failures: 9, failingSinceAt: since })),
    ).toBeUndefined();
    expect(
      untoldSince(feed({ troubleToldAt: since - 1 }), check(failed, { failures: 3, failingSinceAt: since })),
    ).toBe(since);
    expect(
      untoldSince(feed({ pausedAt: 1 }), check(failed, { failures: 3, failingSinceAt: since })),
    ).toBeUndefined();
    expect(untoldSince(feed(), check({ kind: 'gone', status: 410 }))).toBe(now - day);
    expect(untoldSince(feed(), undefined)).toBeUndefined();
  });
});
