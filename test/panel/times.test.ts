import { describe, expect, test } from 'vitest';
import {
  ageWords,
  agoWords,
  dayHeading,
  distanceWords,
  exactTime,
  lengthWords,
  reckoning,
  timeWords,
} from '../../src/panel/times.ts';

const gmt = reckoning('gmt', 'en');
const now = Date.UTC(2026, 4, 14, 18, 30);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Intl parts clock and half of the day with a narrow space. */
const plain = (text: string) => text.replace(/\u202f/g, ' ');

describe('the age of a post', () => {
  test.each([
    [0, 'Today'],
    [18 * hourMs, 'Today'],
    [19 * hourMs, 'Yesterday'],
    [dayMs, 'Yesterday'],
    [2 * dayMs, '2 days ago'],
    [6 * dayMs, '6 days ago'],
    [7 * dayMs, '1 week ago'],
    [13 * dayMs, '1 week ago'],
    [14 * dayMs, '2 weeks ago'],
    [21 * dayMs, '3 weeks ago'],
    [29 * dayMs, '4 weeks ago'],
    [30 * dayMs, '1 month ago'],
    [90 * dayMs, '3 months ago'],
    [364 * dayMs, '12 months ago'],
    [365 * dayMs, '1 year ago'],
    [800 * dayMs, '2 years ago'],
  ])('%d ms is %s', (ago, words) => {
    expect(ageWords(now - ago, now, gmt)).toBe(words);
  });

  test('counts days by the calendar, not by 24 hours', () => {
    const early = Date.UTC(2026, 4, 14, 0, 5);
    expect(ageWords(early - 10 * 60_000, early, gmt)).toBe('Yesterday');
  });

  test('writes out a date that is ahead', () => {
    expect(ageWords(now + 3 * dayMs, now, gmt)).toBe('May 17, 2026');
  });

  test('speaks other languages', () => {
    expect(ageWords(now - dayMs, now, reckoning('gmt', 'de'))).toBe('Gestern');
    expect(ageWords(now - 7 * dayMs, now, reckoning('gmt', 'de'))).toBe('Vor 1 Woche');
  });
});

describe('the time of a post in the river', () => {
  test.each([
    [20_000, 'this minute'],
    [5 * 60_000, '5 min. ago'],
    [hourMs, '1 hr. ago'],
    [11.9 * hourMs, '11 hr. ago'],
    [12 * hourMs, '6:30 AM'],
    [dayMs, '6:30 PM'],
    [-hourMs, '7:30 PM'],
  ])('%d ms ago is %s', (ago, words) => {
    expect(plain(timeWords(now - ago, now, gmt))).toBe(words);
  });

  test('is exact on demand, with its zone', () => {
    expect(plain(exactTime(now, gmt))).toBe('Thursday, May 14, 2026 at 6:30 PM UTC');
  });
});

describe('the heading of a day', () => {
  const day = gmt.days.startOf(now);
  test.each([
    [0, 'Today', 'Thursday, May 14'],
    [1, 'Yesterday', 'Wednesday, May 13'],
    [2, 'Tuesday', 'May 12'],
    [6, 'Friday', 'May 8'],
    [7, 'May 7', 'Thursday'],
    [200, 'October 26, 2025', 'Sunday'],
  ])('%d days back is %s, %s', (back, name, date) => {
    expect(dayHeading(day - back * dayMs, now, gmt)).toEqual({ name, date });
  });

  test.each([
    ['de', 'Heute', 'Donnerstag, 14. Mai'],
    ['ja', '今日', '5月14日木曜日'],
    ['ar', 'اليوم', 'الخميس، 14 مايو'],
  ])('puts weekday and date together as %s does', (locale, name, date) => {
    expect(dayHeading(day, now, reckoning('gmt', locale))).toEqual({ name, date });
  });
});

test('distances are said both ways', () => {
  expect(distanceWords(now + 42 * 60_000, now, 'en')).toBe('in 42 min.');
  expect(distanceWords(now - 3 * hourMs, now, 'en')).toBe('3 hr. ago');
  expect(distanceWords(now + 2 * dayMs, now, 'en')).toBe('In 2 days');
});

test('what has been is never ahead: the panel looks at the clock once a minute', () => {
  expect(agoWords(now + 59_000, now, 'en')).toBe('this minute');
  expect(agoWords(now - 3 * hourMs, now, 'en')).toBe('3 hr. ago');
});

test.each([
  [12 * 60_000, '12 minutes'],
  [119 * 60_000, '119 minutes'],
  [3 * hourMs, '3 hours'],
  [47 * hourMs, '47 hours'],
  [3 * dayMs, '3 days'],
])('a length of time in the unit that has two of it: %i', (ms, words) => {
  expect(lengthWords(ms, 'en')).toBe(words);
});
