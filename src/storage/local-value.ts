import { browser } from '../browser.ts';
import { firstMomentsMs } from './hand-over.ts';

declare global {
  /** What was asked early: the script that asks may be another than those that want the answer. */
  var askedEarly: { answer: Promise<Record<string, unknown>>; keys: Set<string> } | undefined;
}

/**
 * Asks for what a worker or a panel that starts is sure to want of storage.local, in one question that is on its way while
 * the rest of its scripts is loaded. `localValue` gives each of it once, in the first moments and as long as nothing has changed.
 */
export function askEarly(keys: string[]): Promise<Record<string, unknown>> {
  const answer = browser.storage.local.get(keys);
  // Who asks for a value is told.
  answer.catch(() => {});
  globalThis.askedEarly = { answer, keys: new Set(keys) };
  browser.storage.onChanged.addListener(forgetEarly);
  setTimeout(forgetEarly, firstMomentsMs);
  return answer;
}

function forgetEarly(): void {
  globalThis.askedEarly = undefined;
}

/** What stands in storage.local under this key; undefined where there is nothing. */
export async function localValue(key: string): Promise<unknown> {
  const early = globalThis.askedEarly;
  const answer = early?.keys.delete(key) ? early.answer : browser.storage.local.get(key);
  return (await answer)[key];
}
