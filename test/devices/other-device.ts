/** Another device of the person's, as far as it can be seen from here: what it writes into storage.sync, and what it reads there. */
import { entriesIn, textsOf } from '../../src/devices/buckets.ts';
import {
  type Entry,
  feedKey,
  folderKey,
  merge,
  type SharedFeed,
  settingKey,
} from '../../src/devices/entry.ts';
import { packText, unpackText } from '../../src/offscreen/pack-text.ts';

/** What a device writes about a feed, a folder and a setting. */
export const feedEntry = (
  url: string,
  stamp: number,
  more: Partial<SharedFeed> = {},
  by = 'other',
): Entry => ({
  key: feedKey(url),
  value: { url, folder: [], tags: [], ...more },
  stamp,
  by,
});
export const folderEntry = (path: string[], stamp: number): Entry => ({
  key: folderKey(path),
  value: true,
  stamp,
  by: 'other',
});
export const settingEntry = (name: string, setting: unknown, stamp: number): Entry => ({
  key: settingKey(name),
  value: { setting },
  stamp,
  by: 'other',
});
/** That it is gone, or goes by another key. */
export const goneEntry = (key: string, stamp: number, today: number, movedTo?: string): Entry => ({
  key,
  stamp,
  by: 'other',
  goneOn: today,
  ...(movedTo !== undefined && { movedTo }),
});

/** What is to be read in storage.sync. */
export async function readItems(items: Record<string, unknown>): Promise<Map<string, Entry>> {
  const texts = await Promise.all(Object.values(items).map(unpackText));
  return merge(...texts.map((text) => new Map(entriesIn(text).map((entry) => [entry.key, entry]))));
}

/** The items of storage.sync once it has written these entries there. */
export async function writeItems(
  items: Record<string, unknown>,
  entries: Entry[],
): Promise<Record<string, string>> {
  const merged = merge(await readItems(items), new Map(entries.map((entry) => [entry.key, entry])));
  const texts = [...textsOf(merged, 32)];
  return Object.fromEntries(
    await Promise.all(texts.map(async ([name, text]) => [name, await packText(text)])),
  );
}
