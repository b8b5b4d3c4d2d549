import type { NoFeedReason } from './model.ts';

/** Why a check brought nothing, as data; the panel turns it into a sentence (locale key `failed_<why>`). */
export type FailReason =
  | NoFeedReason
  | 'http'
  | 'unreachable'
  | 'redirect-loop'
  /** It would have taken a name and a password to another place; `detail` is where. */
  | 'redirect-refused'
  /** A 304 to a request that could not get one. */
  | 'odd-304'
  | 'slow-answer'
  | 'slow-body'
  | 'body-too-large'
  | 'needs-permission'
  | 'bad-address'
  | 'storage';

/** What a check found. `status` is the HTTP status where there was an answer. */
export type Outcome =
  | { kind: 'fresh'; added: number; edited: number; status: number }
  | { kind: 'unchanged'; status: number }
  | { kind: 'gone'; status: 410 }
  | { kind: 'limited'; status: number; retryAt: number }
  | { kind: 'failed'; why: FailReason; status?: number; detail?: string };

/** A failure counts towards "this feed is in trouble"; a missing permission is the person's to give, not a failure. */
export function isTrouble(outcome: Outcome | undefined): boolean {
  if (outcome === undefined) return false;
  if (outcome.kind === 'gone') return true;
  return outcome.kind === 'failed' && outcome.why !== 'needs-permission';
}
