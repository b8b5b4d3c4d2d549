import { counted } from './words.ts';

/** The intervals between two checks that a person may choose, in minutes. */
export const intervalsOffered = [15, 30, 60, 120, 360, 720, 1440, 10_080];

/** An interval in its largest whole unit: "30 minutes", "2 hours", "7 days". */
export function everyWords(minutes: number): string {
  if (minutes % 1440 === 0) return counted('days', minutes / 1440);
  return minutes % 60 === 0 ? counted('hours', minutes / 60) : counted('minutes', minutes);
}
