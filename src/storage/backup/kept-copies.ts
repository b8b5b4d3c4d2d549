import { browser } from '../../browser.ts';
import type { LibrarySize } from '../library-size.ts';
import type { MadeCopy } from './make-copy.ts';

/** The copies are kept where clearing IndexedDB does not reach: in storage.local, each under a key of its own. */
const slots = ['copy1', 'copy2', 'copy3'];
const listKey = 'copies';
const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

/** What is known of a copy without reading it. */
export interface KeptCopy {
  slot: string;
  madeAt: number;
  feeds: number;
  of: LibrarySize;
}

/** The copies there are, the newest first. */
export async function listCopies(): Promise<KeptCopy[]> {
  const stored = (await browser.storage.local.get(listKey))[listKey];
  return Array.isArray(stored) ? stored.filter((copy) => slots.includes(copy?.slot)) : [];
}

/** The texts of the copies, the newest first. */
export async function loadCopies(): Promise<string[]> {
  const copies = await listCopies();
  const stored = await browser.storage.local.get(copies.map(({ slot }) => slot));
  return copies.map(({ slot }) => String(stored[slot]));
}

/**
 * Keeps a copy. It takes the place of the newest while that is less than a day from the one before it, else that of the
 * oldest: whatever happens within a day, the days before stay.
 */
export async function keepCopy({ text, feeds }: MadeCopy, of: LibrarySize, now: number): Promise<void> {
  const [newest, second, third] = await listCopies();
  const isSoon = newest !== undefined && second !== undefined && newest.madeAt - second.madeAt < dayMs;
  const gone = isSoon ? newest : third;
  const others = [newest, second, third].filter((copy) => copy !== undefined && copy !== gone) as KeptCopy[];
  const slot = gone?.slot ?? (slots.find((name) => others.every((copy) => copy.slot !== name)) as string);
  const kept: KeptCopy = { slot, madeAt: now, feeds, of };
  // One call: the list never tells of a copy that is not there.
  await browser.storage.local.set({ [slot]: text, [listKey]: [kept, ...others] });
}

/** Is another copy due? Once a day; an hour after the last one when a person did something; at once when feeds came or went. */
export function isCopyDue(newest: KeptCopy | undefined, now: LibrarySize, at: number): boolean {
  if (newest === undefined || newest.of.feeds !== now.feeds) return true;
  // A clock that was set back makes no copy wait for years.
  const age = Math.abs(at - newest.madeAt);
  return age > dayMs || (age > hourMs && newest.of.actions !== now.actions);
}
