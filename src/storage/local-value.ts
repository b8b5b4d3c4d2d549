import { browser } from '../browser.ts';
import { handOver, takeOver } from './hand-over.ts';

/**
 * Asks for what a worker or a panel that starts is sure to want of storage.local, in one question that is on its way while
 * the rest of its scripts is loaded. `localValue` gives each of it once, in the first moments and as long as nothing has changed.
 */
export function askEarly(keys: string[]): Promise<Record<string, unknown>> {
  const answer = browser.storage.local.get(keys);
  const forget = keys.map((key) => handOver(nameOf(key), answer));
  browser.storage.onChanged.addListener(() => {
    for (const each of forget) each();
  });
  return answer;
}

function nameOf(key: string): string {
  return `stored ${key}`;
}

/** What stands in storage.local under this key; undefined where there is nothing. */
export async function localValue(key: string): Promise<unknown> {
  const early = (await takeOver(nameOf(key))) as Record<string, unknown> | undefined;
  // What failed early is asked once more: who asks for a value is told.
  return (early ?? (await browser.storage.local.get(key)))[key];
}
