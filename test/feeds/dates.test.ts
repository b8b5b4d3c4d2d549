import * as fc from 'fast-check';
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

  test('the usual forms mean the same the short way and the careful way', () => {
    const two = (from: number, to: number) =>
      fc.integer({ min: from, max: to }).map((n) => String(n).padStart(2, '0'));
    const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    const parts = fc.tuple(two(1, 31), fc.constantFrom(...months), fc.integer({ min: 1000, max: 2999 }));
    const clock = fc.tuple(two(0, 24), two(0, 59), two(0, 60)).map((all) => all.join(':'));
    const zone = fc.oneof(
      fc.constant(undefined),
      fc.tuple(fc.constantFrom('+', '-'), two(0, 14), two(0, 59)),
    );
    fc.assert(
      fc.property(parts, clock, zone, ([day, month, year], time, offset) => {
        const [sign = '', hours = '', minutes = ''] = offset ?? [];
        const mail = `${day} ${month} ${year} ${time} ${offset ? sign + hours + minutes : 'GMT'}`;
        expect(parseDate(`Mon, ${mail}`)).toEqual(parseDate(mail));
        const number = String(months.indexOf(month) + 1).padStart(2, '0');
        const iso = `${year}-${number}-${day}T${time}${offset ? `${sign}${hours}:${minutes}` : 'Z'}`;
        expect(parseDate(iso)).toEqual(parseDate(` ${iso}`));
      }),
    );
  });

  const LANGUAGES = 'en en-GB de fr es it pt nl sv da nb nn fi pl cs hu ro tr id el ru uk ar ar-EG'.split(
    ' ',
  );
  test.each(LANGUAGES)('every day of a year as it is written in full in %s', (language) => {
    const full = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' });
    for (let day = 1; day <= 366; day++) {
      const at = Date.UTC(2024, 0, day);
      expect(parseDate(full.format(at)), full.format(at)).toEqual({ at, dateOnly: true });
    }
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
