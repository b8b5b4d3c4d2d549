import { browser } from '../browser.ts';

/** So long, at the most, what was asked early stands for what is stored. */
const firstMomentsMs = 1_000;

let early: { answer: Promise<Record<string, unknown>>; keys: Set<string> } | undefined;

/**
 * Asks for what a worker that wakes is sure to want of storage.local, in one question that is on its way while the rest of
 * its script is evaluated. `localValue` gives each of it once, in the first moments and as long as nothing has changed.
 */
export function askEarly(keys: string[]): void {
  const answer = browser.storage.local.get(keys);
  // Who asks for a value is told.
  answer.catch(() => {});
  early = { answer, keys: new Set(keys) };
  browser.storage.onChanged.addListener(forgetEarly);
  setTimeout(forgetEarly, firstMomentsMs);
}

function forgetEarly(): void {
  early = undefined;
}

/** What stands in storage.local under this key; undefined where there is nothing. */
export async function localValue(key: string): Promise<unknown> {
  const answer = early?.keys.delete(key) ? early.answer : browser.storage.local.get(key);
  return (await answer)[key];
}
