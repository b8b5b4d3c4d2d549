/** Why a feed brings nothing, in words. */
import type { CheckRow } from '../storage/schema.ts';
import { distanceWords } from './times.ts';
import { locale, word, wordOf } from './words.ts';

/** A feed's trouble as a sentence; undefined while all is well. */
export function troubleOf(check: CheckRow | undefined, now: number): string | undefined {
  const outcome = check?.outcome;
  if (outcome === undefined) return undefined;
  if (outcome.kind === 'gone') return word('gone');
  if (outcome.kind === 'limited') {
    return word('limited', { when: distanceWords(outcome.retryAt, now, locale.value) });
  }
  return outcome.kind === 'failed' ? failureWords(outcome.why, outcome.status, outcome.detail) : undefined;
}

/** Is a permission all that is missing? */
export function lacksPermission(check: CheckRow | undefined): boolean {
  return check?.outcome?.kind === 'failed' && check.outcome.why === 'needs-permission';
}

/** Does the server ask who is there? */
export function asksForLogin(check: CheckRow | undefined): boolean {
  return check?.outcome?.kind === 'failed' && check.outcome.status === 401;
}

/** What came of a login that was given, as a sentence. */
export function loginWords(outcome: CheckRow['outcome']): string {
  if (outcome?.kind !== 'failed') return word('loginAccepted');
  const { why, status = 0, detail } = outcome;
  return status === 401 || status === 403
    ? word('loginRefused', { status })
    : failureWords(why, status, detail);
}

/** The browsers' names of network errors that say more than "not reached". */
const causes: [RegExp, string][] = [
  [/NAME_NOT_RESOLVED|UNKNOWN_HOST|DNS/, 'name'],
  // Firefox has sentences for these, in its own language, and names for all others.
  [/CERT|SSL|TLS|ERR_INSECURE|[^\w:]/, 'secure'],
  [/CONNECTION_REFUSED/, 'refused'],
  [
    /CONNECTION_(RESET|CLOSED|ABORTED)|NET_RESET|NET_INTERRUPT|EMPTY_RESPONSE|CONTENT_LENGTH|PARTIAL_TRANSFER|INCOMPLETE/,
    'broken',
  ],
  [/TIMED_OUT|TIMEOUT/, 'timeout'],
];

/** A failure as a sentence; `detail` is the browser's name of a network error, where it told one. */
export function failureWords(why: string, status?: number, detail = ''): string {
  const cause = why === 'unreachable' ? causes.find(([names]) => names.test(detail))?.[1] : undefined;
  if (cause !== undefined) return wordOf('unreachable', cause) ?? word('failed_other');
  const known = status === undefined ? undefined : wordOf('failed_http', String(status));
  return (
    (why === 'http' ? known : undefined) ??
    wordOf('failed', why, { status: status ?? 0 }) ??
    word('failed_other')
  );
}
