import type { CheckRow } from './schema.ts';

/** A feed that rests is not asked: paused, until the person says so; snoozed, until an instant. */
export interface Rest {
  pausedAt?: number;
  snoozedUntilAt?: number;
}

/** Is a feed not to be asked now? */
export function isResting({ pausedAt, snoozedUntilAt }: Rest, now: number): boolean {
  return pausedAt !== undefined || (snoozedUntilAt !== undefined && snoozedUntilAt > now);
}

/** A check's row as the feed's rest wants it: no next check, or none before then. */
export function atRest({ pausedAt, snoozedUntilAt = 0 }: Rest, check: CheckRow, now: number): CheckRow {
  if (pausedAt !== undefined) {
    const { nextAt: _nextAt, ...stopped } = check;
    return { ...stopped, why: { kind: 'paused' } };
  }
  if (check.nextAt === undefined || snoozedUntilAt <= Math.max(check.nextAt, now)) return check;
  return { ...check, nextAt: snoozedUntilAt, why: { kind: 'snoozed', until: snoozedUntilAt } };
}
