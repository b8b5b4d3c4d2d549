/** How instants are said. All functions are pure: `now` and the zone's days come in, words in the language go out. */
import { type Days, gmtDays, localDays } from '../feeds/days.ts';

/** How the reader counts time: where days begin, the zone to write clocks in, and the language. */
export interface Reckoning {
  days: Days;
  /** undefined is the reader's own zone. */
  timeZone: 'UTC' | undefined;
  locale: string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The reckoning of the zone setting. */
export function reckoning(zone: 'local' | 'gmt', locale: string): Reckoning {
  return zone === 'gmt'
    ? { days: gmtDays, timeZone: 'UTC', locale }
    : { days: localDays, timeZone: undefined, locale };
}

/** Whole days from the day of `at` to the day of `now`; half a day of slack takes up days of 23 and 25 hours. */
function daysAgo(at: number, now: number, days: Days): number {
  return Math.round((days.startOf(now) - days.startOf(at)) / dayMs);
}

/** The age of a post from days up: "Today", "Yesterday", "2 days ago", "1 week ago"; a date ahead is written out. */
export function ageWords(at: number, now: number, { days, locale, timeZone }: Reckoning): string {
  const ago = daysAgo(at, now, days);
  if (ago < 0) return format(at, { dateStyle: 'medium' }, locale, timeZone);
  if (ago < 7) return relative(-ago, 'day', 'auto', locale);
  if (ago < 30) return relative(-Math.floor(ago / 7), 'week', 'always', locale);
  if (ago < 365) return relative(-Math.floor(ago / 30), 'month', 'always', locale);
  return relative(-Math.floor(ago / 365), 'year', 'always', locale);
}

/** The time of a post under its day's heading: how long ago in the last twelve hours, else the clock. */
export function timeWords(at: number, now: number, { locale, timeZone }: Reckoning): string {
  // The panel's clock may lag a minute behind a post that has just come.
  const ago = at - now < minuteMs ? Math.max(0, now - at) : now - at;
  if (ago < 0 || ago >= 12 * hourMs) return clock(at, { locale, timeZone });
  if (ago < hourMs) return shortAgo(-Math.floor(ago / minuteMs), 'minute', locale);
  return shortAgo(-Math.floor(ago / hourMs), 'hour', locale);
}

/** How long until or since an instant, in the largest fitting unit from minutes up: "in 42 min", "3 hr. ago". */
export function distanceWords(at: number, now: number, locale: string): string {
  const away = at - now;
  const size = Math.abs(away);
  if (size < hourMs) return shortAgo(Math.round(away / minuteMs), 'minute', locale);
  if (size < dayMs) return shortAgo(Math.round(away / hourMs), 'hour', locale);
  return relative(Math.round(away / dayMs), 'day', 'always', locale);
}

/** How long since an instant that has been; the panel's clock may be a minute behind it. */
export function agoWords(at: number, now: number, locale: string): string {
  return distanceWords(Math.min(at, now), now, locale);
}

/** A length of time in minutes, hours or days, of which there are two or more: "90 minutes", "3 days". */
export function lengthWords(ms: number, locale: string): string {
  const [unit, unitMs] =
    ms < 2 * hourMs ? ['minute', minuteMs] : ms < 2 * dayMs ? ['hour', hourMs] : ['day', dayMs];
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(locale, style).format(Math.round(ms / Number(unitMs)));
}

/** The clock: 14:05, or 2:05 PM where people write so. */
export function clock(at: number, { locale, timeZone }: Pick<Reckoning, 'locale' | 'timeZone'>): string {
  return format(at, { hour: 'numeric', minute: '2-digit' }, locale, timeZone);
}

/** A day and a clock, short: of a backup, or of a check. In the reader's zone. */
export function instantWords(at: number, locale: string): string {
  return format(at, { dateStyle: 'medium', timeStyle: 'short' }, locale, undefined);
}

/** The instant in full, with the zone it is written in. */
export function exactTime(at: number, { locale, timeZone }: Reckoning): string {
  const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
  return format(at, { ...parts, ...time }, locale, timeZone);
}

/** A day's heading: its name ("Today", "Yesterday", "Wednesday", "12 November") and the date that goes with it. */
export function dayHeading(dayAt: number, now: number, how: Reckoning): { name: string; date: string } {
  const { locale, timeZone, days } = how;
  const ago = daysAgo(dayAt, now, days);
  const sameYear = new Date(dayAt).getUTCFullYear() === new Date(now).getUTCFullYear();
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  const day = { day: 'numeric', month: 'long', ...year } as const;
  const said = (parts: Intl.DateTimeFormatOptions) => format(dayAt, parts, locale, timeZone);
  if (ago === 0 || ago === 1)
    return { name: relative(-ago, 'day', 'auto', locale), date: said({ weekday: 'long', ...day }) };
  const [date, weekday] = [said(day), said({ weekday: 'long' })];
  if (ago > 1 && ago < 7) return { name: weekday, date };
  return { name: date, date: weekday };
}

function relative(
  amount: number,
  unit: Intl.RelativeTimeFormatUnit,
  numeric: 'auto' | 'always',
  locale: string,
): string {
  // -0 would read "in 0 days".
  const words = relativeFormat(locale, { numeric }).format(amount || 0, unit);
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}

function shortAgo(amount: number, unit: 'minute' | 'hour', locale: string): string {
  const numeric = amount === 0 ? 'auto' : 'always';
  return relativeFormat(locale, { numeric, style: 'short' }).format(amount, unit);
}

/** Makes the formats of a list in the river before there is one: each takes a millisecond, while the database is opened. */
export function prepareFormats(how: Reckoning): void {
  clock(0, how);
  dayHeading(0, 0, how);
}

const formats = new Map<string, Intl.DateTimeFormat>();
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

/** Making a formatter costs more than a hundred uses of one: they are kept. */
function format(
  at: number,
  options: Intl.DateTimeFormatOptions,
  locale: string,
  timeZone: 'UTC' | undefined,
): string {
  const key = JSON.stringify([locale, timeZone, options]);
  const made =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options);
  formats.set(key, made);
  return made.format(at);
}

function relativeFormat(locale: string, options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat {
  const key = JSON.stringify([locale, options]);
  const made = relativeFormats.get(key) ?? new Intl.RelativeTimeFormat(locale, options);
  relativeFormats.set(key, made);
  return made;
}
