const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * "HH:MM" so many days before today, in this machine's zone. What is left of today is not there yet, so its times are
 * squeezed into what has passed; "date" is midnight GMT.
 */
export function instant(now: Date, daysAgo: number, time: string): Date {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo);
  if (time === 'date')
    return new Date(Date.UTC(midnight.getFullYear(), midnight.getMonth(), midnight.getDate()));
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const sinceMidnight = (hours * 60 + minutes) * MINUTE;
  if (daysAgo > 0) return new Date(midnight.getTime() + sinceMidnight);
  const gone = now.getTime() - midnight.getTime();
  return new Date(midnight.getTime() + Math.round((sinceMidnight / DAY) * gone));
}
