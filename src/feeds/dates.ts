import { isFiller, monthOf, zoneOf } from './date-words.ts';
import { MAX_DATE } from './limits.ts';

/** An instant read from a text. `dateOnly`: no time of day was written, `at` is 00:00 UTC of that day. */
export interface WrittenDate {
  at: number;
  dateOnly?: true;
}

/** What a text says, before it is known to be possible. Zone in minutes east of Greenwich. */
interface Parts {
  year?: number;
  month?: number;
  day?: number;
  /** The day counts from the first of January, also below 1 and beyond the year's end. */
  ofYear?: true;
  time?: { hour: number; minute: number; second: number; ms: number };
  zone?: number;
  pm?: boolean;
}

const DAY = String.raw`(?:0[1-9]|1\d|2[0-8])`;
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`;
/**
 * The two ways nearly all feeds write, in the form every engine's Date.parse must read right (toUTCString and
 * toISOString, with a zone): "Mon, 15 Jan 2024 10:30:00 +0100", "2024-01-15T10:30:00Z". Days that not every month has
 * are left to the careful way.
 */
const USUAL = new RegExp(
  String.raw`^(?:[A-Z][a-z]{2}, ${DAY} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [12]\d{3} ${CLOCK} (?:GMT|[+-](?:0\d|1[0-4])[0-5]\d)` +
    String.raw`|[12]\d{3}-(?:0[1-9]|1[0-2])-${DAY}T${CLOCK}(?:\.\d{3})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d))$`,
);

/**
 * Reads a date as feeds write it: RFC 822 and 2822 in their wild forms, ISO 8601 and W3CDTF, RFC 3339, asctime,
 * unix seconds and milliseconds, localized month names, Asian forms. Without a zone it is UTC. Undefined when it is
 * no date, an impossible one, or the zero time of some language (the years 0 and 1).
 */
export function parseDate(text: string): WrittenDate | undefined {
  if (USUAL.test(text)) return { at: Date.parse(text) };
  const plain = text
    .slice(0, MAX_DATE + 1)
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/\[[\w/+-]*\]$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '' || plain.length > MAX_DATE) return undefined;
  const startsWithNumber = /^[-\d]/.test(plain);
  const numbers = startsWithNumber ? (readDigits(plain) ?? readIso(plain) ?? readAsian(plain)) : undefined;
  const parts = numbers ?? readWords(plain);
  if (typeof parts === 'number') return { at: parts };
  return parts === undefined ? undefined : instantOf(parts);
}

/** Texts of digits alone: unix seconds or milliseconds, 20031231, 031231, 2003, 03335 (year and day). */
function readDigits(text: string): Parts | number | undefined {
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (/^\d{12,13}$/.test(text)) return Number(text);
  if (text === '0') return 0;
  const [, century, year, month, day] = /^(\d\d)?(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  if (year !== undefined)
    return { year: fullYear(`${century ?? ''}${year}`), month: Number(month), day: Number(day) };
  const [, ordinalYear, ordinalDay] = /^(0\d|\d{4})-?(?!000)([0-2]\d\d|3[0-5]\d|36[0-6])$/.exec(text) ?? [];
  if (ordinalYear !== undefined)
    return { year: fullYear(ordinalYear), month: 1, day: Number(ordinalDay), ofYear: true };
  return undefined;
}

const TIME = String.raw`(\d{1,2})(?::?(\d{1,2})(?::?(\d{1,2})(?:[.,:](\d{1,9}))?)?)?`;
const ZONE = String.raw`(?:\s?(Z|UTC|GMT|[A-Z]{3,4})|\s?(?:UTC|GMT)?([+\-\u2212])(\d{1,2}):?(\d\d)?)?`;
const ISO = new RegExp(
  String.raw`^(-?\d{2}|\d{4})[-/.](?:0?(\d{1,2})|(\p{L}{3,}\.?))(?:[-/.](\d{1,2}))?(?:(?:[T_ ]|, )${TIME}${ZONE})?$`,
  'iu',
);
const ISO_BASIC = new RegExp(String.raw`^(\d{4})(\d\d)(\d\d)[T ]${TIME}${ZONE}$`, 'i');
const ISO_WEEK = /^(\d{4})-?W(\d\d)(?:-?([1-7]))?(?:T(.*))?$/i;

/** ISO 8601, RFC 3339, W3CDTF, and what looks like them: "2004-07-08 23:56:58 -0020", "2004-július-13T9:15". */
function readIso(text: string): Parts | undefined {
  if (/^\d{4}$/.test(text)) return { year: Number(text), month: 1, day: 1 };
  const [, shortYear, shortMonth] = /^-(\d\d)-?(\d\d)$/.exec(text) ?? [];
  if (shortYear !== undefined) return { year: fullYear(shortYear), month: Number(shortMonth), day: 1 };
  const week = readIsoWeek(text);
  if (week !== undefined) return week;
  const basic = ISO_BASIC.exec(text);
  if (basic !== null) {
    const [, year, month, day, ...rest] = basic;
    return { year: Number(year), month: Number(month), day: Number(day), ...readClock(rest) };
  }
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year = '', number, name = '', day = '1', ...rest] = match;
  const month = number === undefined ? monthOf(name) : Number(number);
  return month === undefined
    ? undefined
    : { year: fullYear(year), month, day: Number(day), ...readClock(rest) };
}

/** "2004-W21-5": the Friday of the week that, with its Thursday, is the 21st of the year. */
function readIsoWeek(text: string): Parts | undefined {
  const [, year, week, day = '1', time] = ISO_WEEK.exec(text) ?? [];
  if (year === undefined || Number(week) < 1 || Number(week) > 53) return undefined;
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  const clock =
    time === undefined ? {} : readClock(new RegExp(`^${TIME}${ZONE}$`, 'i').exec(time)?.slice(1) ?? []);
  const ofJanuary = monday + (Number(week) - 1) * 7 + Number(day) - 1;
  return { year: Number(year), month: 1, day: ofJanuary, ofYear: true, ...clock };
}

/** The groups of TIME and ZONE. */
function readClock(groups: (string | undefined)[]): Parts {
  const [hour, minute = '0', second = '0', fraction = '0', name, sign, zoneHours, zoneMinutes = '0'] = groups;
  if (hour === undefined) return {};
  const parts: Parts = {
    time: {
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      ms: Math.floor(Number(`0.${fraction}`) * 1000),
    },
  };
  if (name !== undefined) parts.zone = zoneOf(name.toUpperCase()) as number;
  if (sign !== undefined)
    parts.zone = (sign === '+' ? 1 : -1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  return parts;
}

/** "2004년 05월 28일 01:31:15", "2004-05-25 오후 11:23:17", "2004年5月28日": the Korean ones mean Korean time. */
function readAsian(text: string): Parts | undefined {
  const isKorean = /[년월일오]/.test(text);
  if (!isKorean && !/[年月日]/.test(text)) return undefined;
  const match =
    /^(\d{4})\s?[-./년年]\s?(\d{1,2})\s?[-./월月]\s?(\d{1,2})\s?[일日]?\s?(오전|오후|上午|下午)?\s?(?:(\d{1,2})[:시時时](\d{1,2})(?:[:분分](\d{1,2})[초秒]?)?)?/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, year, month, day, half, hour, minute, second] = match;
  const parts: Parts = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    ...readClock([hour, minute, second]),
  };
  if (half !== undefined) parts.pm = half === '오후' || half === '下午';
  if (isKorean) parts.zone = 9 * 60;
  return parts;
}

/** Everything with words: RFC 822, asctime, "July 4, 2004 3:00 PM". Read token by token; one strange token and it is none. */
function readWords(text: string): Parts | undefined {
  const tokens = text
    .replace(/\(.*?\)/g, ' ')
    .replace(/\b([ap])\.m\.?/gi, '$1m')
    .split(/[\s,،]+/)
    .filter((token) => /[^-–|@·]/.test(token));
  // "mar" is a Tuesday in French, Spanish and Italian when another word for the month follows: the later one counts.
  const [first = ''] = tokens;
  return readTokens(tokens) ?? (monthOf(first) === undefined ? undefined : readTokens(tokens, 1));
}

function readTokens(tokens: string[], from = 0): Parts | undefined {
  const parts: Parts = {};
  for (const [index, token] of tokens.entries()) {
    if (index >= from && !readToken(token, parts, index === 0)) return undefined;
  }
  return parts.year === undefined || parts.month === undefined
    ? undefined
    : { ...parts, day: parts.day ?? 1 };
}

function readToken(token: string, parts: Parts, isFirst: boolean): boolean {
  return (
    readClockToken(token, parts) ||
    readDateToken(token, parts) ||
    readNumber(token, parts) ||
    readZoneToken(token, parts) ||
    readWord(token, parts, isFirst)
  );
}

/** "16:31", "16:31:00.5", "4:31pm", "16.31.00", with a zone glued to it: "16:31:00+0200". */
function readClockToken(token: string, parts: Parts): boolean {
  const match = /^(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,](\d+))?)?([ap]m)?(Z|[+-]\d\d:?\d\d)?$/i.exec(
    token,
  );
  if (match === null || parts.time !== undefined) return false;
  const [, hour, minute, second, fraction, half, zone] = match;
  Object.assign(parts, readClock([hour, minute, second, fraction]));
  if (half !== undefined) parts.pm = half.toLowerCase() === 'pm';
  return zone === undefined || readZoneToken(zone, parts);
}

/** A date in one piece: 2006/09/15, 09/15/2006, 15.09.2006, 26-Jan-2004. The American order unless it cannot be. */
function readDateToken(token: string, parts: Parts): boolean {
  if (parts.month !== undefined || parts.year !== undefined) return false;
  const [, namedDay, name, namedYear] = /^(\d{1,2})[-/.](\p{L}{3,})[-/.](\d{2}|\d{4})$/u.exec(token) ?? [];
  if (name !== undefined) return set(parts, namedYear as string, monthOf(name), namedDay as string);
  const [, a = '', mark, b = '', c = ''] = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$/.exec(token) ?? [];
  if (mark === undefined) return false;
  if (a.length === 4) return set(parts, a, Number(b), c);
  const dayFirst = mark === '.' || Number(a) > 12;
  return dayFirst ? set(parts, c, Number(b), a) : set(parts, c, Number(a), b);
}

function set(parts: Parts, year: string, month: number | undefined, day: string): boolean {
  if (month === undefined) return false;
  parts.year = fullYear(year);
  parts.month = month;
  parts.day = Number(day);
  return true;
}

/** A bare number is the day first, then the year; with four digits the year at once. */
function readNumber(token: string, parts: Parts): boolean {
  const [, digits] = /^'?(\d{1,4})(?:st|nd|rd|th|er|º|ª|\.)?$/i.exec(token) ?? [];
  if (digits === undefined) return false;
  if (digits.length <= 2 && parts.day === undefined) {
    parts.day = Number(digits);
    return true;
  }
  if (parts.year !== undefined) return false;
  parts.year = fullYear(digits);
  return true;
}

/** "America/New_York": its offset is not known here, and a few hours wrong are better than no date. */
const PLACE = /^[A-Z][a-z]+(?:\/[A-Z][\w-]+)+$/;

/** "+0200", "-01:01", "GMT+2", "GMT-01:01", "Z", "EST". */
function readZoneToken(token: string, parts: Parts): boolean {
  const match = /^(?:GMT|UTC)?([+\-\u2212])(\d{1,2}):?(\d\d)?$/i.exec(token);
  if (match !== null) {
    const [, sign, hours, minutes = '0'] = match;
    parts.zone = (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
    return true;
  }
  if (parts.time === undefined) return false;
  const zone = zoneOf(token) ?? (PLACE.test(token) ? 0 : undefined);
  if (zone === undefined) return false;
  parts.zone ??= zone;
  return true;
}

/** A month, a half of the day, a filler; the first word may be any weekday. */
function readWord(token: string, parts: Parts, isFirst: boolean): boolean {
  if (!/^[\p{L}\p{M}.'’-]+$/u.test(token)) return false;
  if (/^[ap]m$/i.test(token)) {
    parts.pm = token.toLowerCase() === 'pm';
    return true;
  }
  const month = parts.month === undefined ? monthOf(token) : undefined;
  if (month !== undefined) parts.month = month;
  return month !== undefined || isFirst || isFiller(token);
}

/** RFC 2822, section 4.3: two digits up to 49 are of this century, three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Math.abs(Number(digits));
  if (digits.replace('-', '').length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

/** The instant, if the parts are possible. 24:00 is the next midnight, a leap second the one before it. */
function instantOf(parts: Parts): WrittenDate | undefined {
  const { year = 0, month = 0, day = 0, ofYear, time, zone = 0 } = parts;
  if (year <= 1 || month < 1 || month > 12) return undefined;
  const days = ofYear ? { first: -2, last: 371 } : { first: 1, last: daysIn(year, month) };
  if (day < days.first || day > days.last) return undefined;
  if (Math.abs(zone) > 15 * 60) return undefined;
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  if (time === undefined) return { at: midnight, dateOnly: true };
  const hour = hourOf(time.hour, parts.pm);
  const isMidnight = hour === 24 && time.minute === 0 && time.second === 0;
  if ((hour > 23 && !isMidnight) || time.minute > 59 || time.second > 60) return undefined;
  const seconds = hour * 3600 + time.minute * 60 + Math.min(time.second, 59) - zone * 60;
  return { at: midnight + seconds * 1000 + time.ms };
}

function hourOf(hour: number, pm: boolean | undefined): number {
  if (pm === undefined || hour > 12) return hour;
  return (hour % 12) + (pm ? 12 : 0);
}

function daysIn(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}
