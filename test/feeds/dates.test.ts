import { describe, expect, test } from 'vitest';
import { parseDate } from '../../src/feeds/dates.ts';
import { DATES } from './dates-table.ts';
import { hasShared, sharedJson } from './shared.ts';

describe('parseDate', () => {
  test('the table is long enough', () => expect(DATES.length).toBeGreaterThanOrEqual(150));

  test.each(DATES)('%j is %s (%s)', (text, iso) => {
    const date = parseDate(text);
    expect(date?.at).toBe(iso === undefined ? undefined : Date.parse(iso));
    expect(date?.dateOnly).toBe(iso !== undefined && !iso.includes('T') ? true : undefined);
  });

  test('does not depend on the zone of the machine', () => {
    const before = process.env.TZ;
    for (const zone of ['America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati']) {
      process.env.TZ = zone;
      expect(parseDate('Mon, 15 Jan 2024 10:30:00')?.at, zone).toBe(Date.UTC(2024, 0, 15, 10, 30));
    }
    process.env.TZ = before;
  });
});

const SUITE = ['suites', 'feedparser'];

describe.skipIf(!hasShared(...SUITE))("feedparser's dates", () => {
  test('all mean what they say', () => {
    for (const { text, utc } of sharedJson<{ text: string; utc: string | null }[]>(...SUITE, 'dates.json')) {
      const at = parseDate(text)?.at;
      const toSecond = at === undefined ? null : Math.floor(at / 1000) * 1000;
      expect(toSecond, text).toBe(utc === null ? null : Date.parse(utc));
    }
  });
});
