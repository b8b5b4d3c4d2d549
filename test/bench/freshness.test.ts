import { expect, test } from 'vitest';
import { bound, entryFrequency, fixed, learned } from './check-policies.ts';
import { kinds, makeFeeds, steadyKinds } from './feed-kinds.ts';
import { simulate } from './simulate-checks.ts';

const weekMs = 7 * 24 * 60 * 60_000;
const start = Date.UTC(2026, 0, 4);
const end = start + 3 * weekMs;
const span = { from: start - 26 * weekMs, to: end };

/** The short form of `npm run bench:freshness`: fewer feeds and weeks, so the bounds are wider. */
test('learned checks find the posts of the mix sooner than fixed ones and than entry_frequency', () => {
  const feeds = makeFeeds(kinds, 6, span);
  const ours = simulate(feeds, learned(0.9), start, end);
  const hourly = simulate(feeds, fixed(60), start, end);
  const theirs = simulate(feeds, entryFrequency(1), start, end);
  expect(ours.requests).toBeLessThan(1.1);
  expect(ours.posts.median).toBeLessThan(0.4 * hourly.posts.median);
  expect(ours.feeds.median).toBeLessThan(0.8 * hourly.feeds.median);
  expect(ours.posts.mean).toBeLessThan(0.8 * theirs.posts.mean);
  expect(ours.feeds.median).toBeLessThan(0.2 * theirs.feeds.median);
});

test('where only the rate can be learned, they come near to who knows all rates', () => {
  const feeds = makeFeeds(steadyKinds, 6, span);
  const ours = simulate(feeds, learned(1), start, end);
  const best = simulate(feeds, bound(feeds, ours.requests), start, end);
  expect(ours.requests).toBeLessThan(1.15);
  expect(ours.posts.mean).toBeLessThan(1.3 * best.posts.mean);
  expect(ours.feeds.mean).toBeLessThan(1.3 * best.feeds.mean);
});

test('the simulation measures what is known beforehand: even checks find posts after half an interval', () => {
  const feeds = makeFeeds(steadyKinds, 6, span);
  const { requests, posts } = simulate(feeds, fixed(60), start, end);
  expect(requests).toBeCloseTo(1, 1);
  expect(posts.median).toBeCloseTo(30, -1);
  expect(posts.p90).toBeCloseTo(54, -1);
});
