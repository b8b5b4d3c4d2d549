/** What a check found, in words, with the HTTP code where there was an answer. */
import type { Outcome } from '../feeds/outcome.ts';
import { distanceWords } from './times.ts';
import { failureWords } from './trouble.ts';
import { counted, locale, word, wordOf } from './words.ts';

/** An outcome as a sentence: "3 new posts (HTTP 200)". */
export function outcomeWords(outcome: Outcome, now: number): string {
  switch (outcome.kind) {
    case 'fresh':
      return withCode(freshWords(outcome.added, outcome.edited), outcome.status);
    case 'unchanged':
      return withCode(word('outcomeUnchanged'), outcome.status);
    case 'gone':
      return withCode(word('gone'), outcome.status);
    case 'limited':
      return withCode(
        word('limited', { when: distanceWords(outcome.retryAt, now, locale.value) }),
        outcome.status,
      );
    case 'failed':
      return withCode(failureWords(outcome.why, outcome.status, outcome.detail), outcome.status);
  }
}

/** A line of the history: the kind of its outcome, or why it failed. */
export function lineWords(outcome: string, why: string | undefined): string {
  return (why && wordOf('failed', why, { status: '' })) ?? wordOf('outcome', outcome) ?? outcome;
}

function freshWords(added: number, edited: number): string {
  if (added === 0) return counted('postsEdited', edited);
  return counted('postsAdded', added);
}

function withCode(text: string, status: number | undefined): string {
  if (status === undefined || text.includes(String(status))) return text;
  return word('withCode', { text, code: String(status) });
}
