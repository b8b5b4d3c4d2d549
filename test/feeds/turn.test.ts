import { describe, expect, test } from 'vitest';
import { type Due, feedsOfThisMinute } from '../../src/feeds/turn.ts';

const now = Date.UTC(2026, 3, 1, 8);
const minute = 60_000;
const due = (feedId: number, overdueMinutes: number, isUrgent = false): Due => ({
  feedId,
  dueAt: now - overdueMinutes * minute,
  isUrgent,
});
const ids = (feeds: Due[]) => feeds.map(({ feedId }) => feedId);

/** How many feeds are asked in each minute until none is due. */
function minutesOf(feeds: Due[], planned = feeds.length): number[] {
  const counts: number[] = [];
  for (let left = feeds; left.length > 0; ) {
    const turn = new Set(feedsOfThisMinute(left, planned, new Map(), now));
    counts.push(turn.size);
    left = left.filter((each) => !turn.has(each));
  }
  return counts;
}

describe('the feeds of a minute', () => {
  test('1,000 feeds that are all due never start in one minute, and none waits longer than a quarter of an hour', () => {
    const counts = minutesOf(Array.from({ length: 1000 }, (_, i) => due(i, 480)));
    expect(Math.max(...counts)).toBe(67);
    expect(counts.length).toBe(15);
  });

  test('few feeds are asked at once, very many in parts of 500', () => {
    expect(minutesOf(Array.from({ length: 40 }, (_, i) => due(i, 1)))).toEqual([40]);
    expect(Math.max(...minutesOf(Array.from({ length: 9000 }, (_, i) => due(i, 1))))).toBe(500);
  });

  test('the longest overdue come first, and of equal ones those that are opened most', () => {
    const feeds = [due(1, 10), due(2, 480), due(3, 10), due(4, 300)];
    expect(ids(feedsOfThisMinute(feeds, 4, new Map(), now))).toEqual([2, 4, 1, 3]);
    expect(ids(feedsOfThisMinute(feeds, 4, new Map([[3, 1000]]), now))).toEqual([2, 4, 3, 1]);
    expect(ids(feedsOfThisMinute(feeds, 4, new Map([[4, 30]]), now))).toEqual([4, 2, 1, 3]);
  });

  test('new feeds and those a person asked for do not wait', () => {
    const feeds = Array.from({ length: 300 }, (_, i) => due(i, 5, i % 3 === 0));
    const turn = feedsOfThisMinute(feeds, 300, new Map(), now);
    expect(turn.filter(({ isUrgent }) => isUrgent).length).toBe(100);
    expect(turn.length).toBe(140);
  });
});
