import { expect, test } from 'vitest';
import { gmtDays, localDays } from '../../src/feeds/days.ts';

const noon = Date.parse('2024-01-15T12:00:00Z');

test('days of GMT', () => {
  const start = gmtDays.startOf(noon);
  expect(start).toBe(Date.parse('2024-01-15T00:00:00Z'));
  expect(gmtDays.next(start)).toBe(Date.parse('2024-01-16T00:00:00Z'));
});

test('days of the reader follow each other, also after a day of 23 or 25 hours', () => {
  for (let at = noon; at < noon + 366 * 86_400_000; at += 86_400_000) {
    const start = localDays.startOf(at);
    const next = localDays.next(start);
    expect(localDays.startOf(start)).toBe(start);
    expect(new Date(next).getDate()).not.toBe(new Date(start).getDate());
    expect(localDays.startOf(next)).toBe(next);
  }
});
