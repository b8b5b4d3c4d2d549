import type { Outcome } from './outcome.ts';

/** When a feed is asked again, and why: `why` is the key of a sentence. */
export interface NextCheck {
  at?: number;
  why: 'next_regular' | 'next_limited' | 'next_after_failure' | 'next_never_gone' | 'next_needs_permission';
}

const minuteMs = 60_000;

/**
 * Decides the next check of a feed from what the last one found.
 * A 410 ends the checks; a server's Retry-After is waited for (RFC 9110, 10.2.3); all else is every
 * `checkEveryMinutes`.
 */
export function nextCheck(outcome: Outcome, checkEveryMinutes: number, now: number): NextCheck {
  const regularAt = now + checkEveryMinutes * minuteMs;
  if (outcome.kind === 'gone') return { why: 'next_never_gone' };
  if (outcome.kind === 'limited') return { at: Math.max(outcome.retryAt, regularAt), why: 'next_limited' };
  if (outcome.kind !== 'failed') return { at: regularAt, why: 'next_regular' };
  if (outcome.why === 'needs-permission') return { at: regularAt, why: 'next_needs_permission' };
  return { at: regularAt, why: 'next_after_failure' };
}

/**
 * The instant a Retry-After header names: seconds, or an HTTP date; undefined when it is neither. Waits are held
 * between one minute and seven days.
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return Math.min(Math.max(at, now + minuteMs), now + 7 * 24 * 60 * minuteMs);
}
