import { type PaceHeaders, retryAfter } from './headers.ts';
import type { Outcome } from './outcome.ts';
import type { Bound } from './wishes.ts';

/** Setbacks in a row; both counts are 0 after a good check. */
export interface Counts {
  failures: number;
  /** When the first of the failures was. */
  failingSinceAt?: number;
  /** Answers that asked for a pause. */
  limits: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const firstBackoffMs = 15 * minuteMs;
const longestBackoffMs = dayMs;
/** A server that asks for a pause without saying how long gets this at least. */
const unnamedPauseMs = hourMs;
/** So many failures over so long a time are the end: a 404 is clear earlier than a silent server. */
const dead = { failures: 10, missingMs: 14 * dayMs, failingMs: 60 * dayMs };
/** The dead are asked once a week: a feed that comes back is not lost. */
const deadEveryMs = 7 * dayMs;

/** Too many requests, unavailable, and "bandwidth limit exceeded" as hosters have it (in no RFC). */
const pauseStatuses = [429, 503, 509];

export function countsOf({ failures, failingSinceAt, limits }: Counts): Counts {
  return { failures, limits, ...(failingSinceAt !== undefined && { failingSinceAt }) };
}

/** The counts after a check. A pause is no failure, nor is a missing permission; what was not asked counts nothing. */
export function countsAfter(
  before: Counts,
  outcome: Outcome | undefined,
  wasAnswered: boolean,
  now: number,
): Counts {
  const counts = countsOf(before);
  if (outcome?.kind === 'fresh' || outcome?.kind === 'unchanged') return { failures: 0, limits: 0 };
  if (asksPause(outcome)) return { ...counts, limits: counts.limits + (wasAnswered ? 1 : 0) };
  if (!isFailure(outcome)) return counts;
  return { failures: counts.failures + 1, failingSinceAt: counts.failingSinceAt ?? now, limits: 0 };
}

/**
 * Until when a server wants quiet: its Retry-After whatever the status (RFC 9110, 10.2.3), and after 429, 503 and 509
 * an hour at least where it names no time, longer with each time in a row.
 */
export function pauseBounds(
  outcome: Outcome | undefined,
  headers: PaceHeaders | undefined,
  { limits }: Counts,
  now: number,
): Bound[] {
  const bounds: Bound[] = [];
  const status = statusOf(outcome);
  const until = retryAfter(headers?.retryAfter ?? null, now);
  if (until !== undefined) bounds.push({ at: until, why: { kind: 'retry-after', status, until } });
  if (!asksPause(outcome)) return bounds;
  if (headers === undefined) {
    const quietUntil = outcome?.kind === 'limited' ? outcome.retryAt : now + unnamedPauseMs;
    return [{ at: quietUntil, why: { kind: 'host-quiet', until: quietUntil } }];
  }
  const leastMs = until === undefined ? unnamedPauseMs : 0;
  const at = now + Math.max(backoffMs(limits), leastMs);
  return [...bounds, { at, why: { kind: 'limited', status, times: limits } }];
}

/** How long to leave a failing feed alone: 15 minutes, doubled with each failure up to a day, by chance a quarter less. */
export function failureBounds(
  outcome: Outcome | undefined,
  { failures, failingSinceAt = 0 }: Counts,
  now: number,
  chance: number,
): Bound[] {
  if (outcome?.kind !== 'failed') return [];
  if (outcome.why === 'needs-permission') return [{ at: now + hourMs, why: { kind: 'needs-permission' } }];
  if (asksPause(outcome)) return [];
  const isMissing = outcome.status === 404;
  const patienceMs = isMissing ? dead.missingMs : dead.failingMs;
  if (failures >= dead.failures && now - failingSinceAt >= patienceMs) {
    return [{ at: now + deadEveryMs, why: { kind: 'dead', since: failingSinceAt } }];
  }
  const at = now + backoffMs(failures) * (1 - chance / 4);
  return [{ at, why: { kind: isMissing ? 'missing' : 'backoff', failures } }];
}

/** 15, 30, 60 minutes ... 24 hours after the first, second, third ... in a row. */
function backoffMs(times: number): number {
  return Math.min(firstBackoffMs * 2 ** (times - 1), longestBackoffMs);
}

function isFailure(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'failed' && outcome.why !== 'needs-permission';
}

function asksPause(outcome: Outcome | undefined): boolean {
  return (
    outcome?.kind === 'limited' || (outcome?.kind === 'failed' && pauseStatuses.includes(statusOf(outcome)))
  );
}

/** The HTTP status, 0 where there was no answer. */
function statusOf(outcome: Outcome | undefined): number {
  return outcome?.status ?? 0;
}
