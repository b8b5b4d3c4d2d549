import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropsAnything, isPastAll, type Keeping, mayGo, type OldPost } from '../../src/feeds/retain.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 0, 1);
const all: Keeping = { days: 0, posts: 0, unread: true, starred: true };
const old: OldPost = {
  at: now - 40 * day,
  seenAt: now - 40 * day,
  newer: 30,
  isUnread: false,
  isMarked: false,
};

test.each<[string, Partial<OldPost>, Partial<Keeping>, boolean]>([
  ['all is kept', {}, {}, false],
  ['too old', {}, { days: 30 }, true],
  ['old enough', {}, { days: 50 }, false],
  ['dated long ago, but come since', { seenAt: now - 20 * day }, { days: 30 }, false],
  ['too many newer ones', {}, { posts: 30 }, true],
  ['one of the newest', {}, { posts: 31 }, false],
  ['unread', { isUnread: true }, { days: 30 }, false],
  ['unread, which does not hold it', { isUnread: true }, { days: 30, unread: false }, true],
  ['starred', { isMarked: true }, { days: 30 }, false],
  ['starred, which does not hold it', { isMarked: true }, { days: 30, starred: false }, true],
  ['just come', { seenAt: now }, { posts: 1 }, false],
])('%s', (_, post, keeping, goes) => {
  expect(mayGo({ ...old, ...post }, { ...all, ...keeping }, now)).toBe(goes);
});

test('whether anything may go at all, and from where on nothing may', () => {
  expect([all, { ...all, days: 1 }, { ...all, posts: 1 }].map(dropsAnything)).toEqual([false, true, true]);
  const isPast = (newer: number, keeping: Partial<Keeping>) =>
    isPastAll(old.at, newer, { ...all, ...keeping }, now);
  expect([isPast(9, {}), isPast(9, { days: 50 }), isPast(9, { days: 30 })]).toEqual([true, true, false]);
  expect([isPast(9, { posts: 10 }), isPast(10, { posts: 10 })]).toEqual([true, false]);
});

test('laws of what may go: unread and marked posts stay where that is set; the fresh stay; stricter settings drop no fewer', () => {
  const posts = fc.record<OldPost>({
    at: fc.integer({ min: now - 900 * day, max: now }),
    seenAt: fc.integer({ min: now - 900 * day, max: now }),
    newer: fc.nat(400),
    isUnread: fc.boolean(),
    isMarked: fc.boolean(),
  });
  const ways = fc.record<Keeping>({
    days: fc.nat(400),
    posts: fc.nat(400),
    unread: fc.boolean(),
    starred: fc.boolean(),
  });
  fc.assert(
    fc.property(posts, ways, (old, how) => {
      const goes = mayGo(old, how, now);
      if (how.unread && old.isUnread) expect(goes).toBe(false);
      if (how.starred && old.isMarked) expect(goes).toBe(false);
      if (now - old.seenAt < day) expect(goes).toBe(false);
      if (how.days === 0 && how.posts === 0) expect(goes).toBe(false);
      if (isPastAll(old.at, old.newer, how, now)) expect(goes).toBe(false);
      if (goes && how.days > 1) expect(mayGo(old, { ...how, days: how.days - 1 }, now)).toBe(true);
      if (goes && how.posts > 1) expect(mayGo(old, { ...how, posts: how.posts - 1 }, now)).toBe(true);
    }),
  );
});
