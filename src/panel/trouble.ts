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
  return outcome.kind === 'failed' ? failureWords(outcome.why, outcome.status) : undefined;
}

/** Is a permission all that is missing? */
export function lacksPermission(check: CheckRow | undefined): boolean {
  return check?.outcome?.kind === 'failed' && check.outcome.why === 'needs-permission';
}

/** A failure as a sentence. */
export function failureWords(why: string, status?: number): string {
  const known = status === undefined ? undefined : wordOf('failed_http', String(status));
  return (
    (why === 'http' ? known : undefined) ??
    wordOf('failed', why, { status: status ?? 0 }) ??
    word('failed_other')
  );
}
