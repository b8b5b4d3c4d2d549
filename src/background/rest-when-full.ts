import { browser } from '../browser.ts';

const key = 'checksRestUntil';
const restMs = 15 * 60_000;

/** Nothing can be stored (the disk is full): what would be asked again each minute is left alone for a while. */
export async function restFrom(now: number): Promise<void> {
  await browser.storage.session.set({ [key]: now + restMs });
}

/** Until when the clock asks nobody; 0 while all is well. */
export async function restUntilAt(): Promise<number> {
  const until: unknown = (await browser.storage.session.get(key))[key];
  return typeof until === 'number' ? until : 0;
}
