import type { Days } from './days.ts';

/** An instant as a query names it: so long ago, or the start of a day of the calendar (months count from 1). */
export type Moment = { agoSeconds: number } | { date: [year: number, month: number, day: number] };

const daySeconds = 24 * 60 * 60;
const unitSeconds: Record<string, number> = {
  h: 60 * 60,
  d: daySeconds,
  w: 7 * daySeconds,
  m: 30 * daySeconds,
  y: 365 * daySeconds,
};

/** "12h", "7d", "2w", "3m" (of 30 days), "1y" (of 365); undefined for anything else. */
export function ageOf(text: string): Moment | undefined {
  const [, count, unit = ''] = /^(\d{1,4})([hdwmy])$/i.exec(text) ?? [];
  if (count === undefined) return undefined;
  return { agoSeconds: Number(count) * (unitSeconds[unit.toLowerCase()] as number) };
}

/** "2026-01-31", "2026-01" (its first day), "2026" (its first); undefined for anything else, also for 30 February. */
export function dateOf(text: string): Moment | undefined {
  const written = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text);
  if (written === null) return undefined;
  const [year, month, day] = written.slice(1).map((part) => Number(part ?? 1)) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? { date: [year, month, day] } : undefined;
}

/** What a moment of a query is now, in epoch milliseconds. */
export function instantOf(moment: Moment, now: number, days: Days): number {
  return 'date' in moment ? days.startOfDate(...moment.date) : now - moment.agoSeconds * 1000;
}
