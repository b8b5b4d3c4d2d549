/**
 * The entries in buckets, each one item of storage.sync. A browser keeps 512 items of 8,192 bytes and 102,400 bytes in all;
 * an item for each feed would be too many. What changes rewrites one bucket.
 */
import { hashNumber } from '../feeds/hash.ts';
import type { Entries, Entry } from './entry.ts';
import { entryOfRow, rowOf } from './rows.ts';

/** How many buckets there may be; more where one would not fit. */
export const bucketCounts = [32, 64, 128] as const;

/** The most that a bucket may take, name and all: the browsers refuse an item above 8,192 bytes. */
const mostOfBucket = 7_500;
/** The most of all of them: the browsers refuse above 102,400. */
export const mostOfAll = 100_000;

/** The form of what stands in a bucket; a higher one was written by a later build. */
const form = 1;

/** Thrown where a bucket was written by a later build: it must not be overwritten. */
export class NewerForm extends Error {}

/** The name of a bucket: "b32-07". */
function nameOf(index: number, count: number): string {
  return `b${count}-${String(index).padStart(2, '0')}`;
}

/** Of how many buckets an item is one; undefined where it is none. */
export function countOf(name: string): number | undefined {
  const [, count, index] = /^b(\d+)-(\d+)$/.exec(name) ?? [];
  return bucketCounts.find((each) => String(each) === count && Number(index) < each);
}

/** The bucket that holds a key. */
export function bucketOf(key: string, count: number): string {
  return nameOf(hashNumber(key) % count, count);
}

/** What stands in each bucket, as JSON; buckets without entries are left out. */
export function textsOf(entries: Entries, count: number): Map<string, string> {
  const rows = new Map<string, unknown[]>();
  for (const key of [...entries.keys()].sort()) {
    const name = bucketOf(key, count);
    rows.set(name, [...(rows.get(name) ?? []), rowOf(entries.get(key) as Entry)]);
  }
  return new Map([...rows].map(([name, list]) => [name, JSON.stringify({ form, entries: list })]));
}

/** The entries in a bucket's JSON; whatever is none is left out. Throws NewerForm. */
export function entriesIn(text: string): Entry[] {
  const found = parsed(text);
  if (typeof found?.form === 'number' && found.form > form) throw new NewerForm();
  if (found?.form !== form || !Array.isArray(found.entries)) return [];
  return found.entries.flatMap((row) => entryOfRow(row) ?? []);
}

function parsed(text: string): { form?: unknown; entries?: unknown } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The bytes that an item takes, as the browsers count: its name, and its value as JSON. `<` is \u003C in Chromium. */
export function sizeOf(name: string, value: string): number {
  const json = JSON.stringify(value).replaceAll('<', '\\u003C');
  return new TextEncoder().encode(name + json).length;
}

/** Do these items fit into buckets of their own? */
export function fitEach(items: ReadonlyMap<string, string>): boolean {
  return [...items].every(([name, value]) => sizeOf(name, value) <= mostOfBucket);
}

/** The bytes of all of them. */
export function sizeOfAll(items: ReadonlyMap<string, string>): number {
  return [...items].reduce((sum, [name, value]) => sum + sizeOf(name, value), 0);
}
