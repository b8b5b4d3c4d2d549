/** One exchange with the person's other devices, through what the worker read from the browser's own sync. */
import {
  bucketCounts,
  bucketOf,
  countOf,
  entriesIn,
  fitEach,
  mostOfAll,
  NewerForm,
  sizeOfAll,
  textsOf,
} from '../devices/buckets.ts';
import {
  type Entries,
  type Entry,
  isFeedKey,
  isFolderKey,
  isNewer,
  isSettingKey,
  merge,
  settingKey,
} from '../devices/entry.ts';
import { type Exchange, exchange } from '../devices/exchange.ts';
import type { HiddenAnswer, HiddenAsk } from '../messages.ts';
import { readArrangement, type StoreMark } from '../storage/arrangement.ts';
import { isObject } from '../storage/backup/shape.ts';
import { db } from '../storage/database.ts';
import { actionTables } from '../storage/record.ts';
import { settleViews } from '../storage/settle-views.ts';
import { isDefault, isSharedSetting, sharedSettings } from '../storage/shared-settings.ts';
import { takeOver } from '../storage/take-over.ts';
import { packText, unpackText } from './pack-text.ts';

const dayMs = 86_400_000;

/** What this device keeps between two exchanges, in storage.local. */
interface Agreed {
  me: string;
  /** The buckets as they were agreed on. */
  items: Record<string, string>;
  /** Under which key each feed and folder went. */
  keys: Record<string, string>;
  store: StoreMark;
}

/**
 * Merges what is arranged here with what the others wrote, does here what they did, and answers what is to be written.
 * Nothing is written that does not fit; nothing at all before the others could be heard.
 */
export async function share(
  { settings, items, agreed, hasWaited }: HiddenAsk<'share'>,
  now: number,
): Promise<HiddenAnswer<'share'>> {
  const before = agreedIn(agreed);
  const names = Object.keys(items).filter((name) => countOf(name) !== undefined);
  const quiet = { agreed: before, settings: {}, write: {}, remove: [], feeds: 0, withheld: 0, bytes: 0 };
  if (names.length === 0 && Object.keys(before.items).length === 0 && !hasWaited)
    return { ...quiet, state: 'waiting', hasChanged: false };
  let theirs: Entries;
  let known: Entries;
  try {
    theirs = await unpackAll(names.map((name) => items[name]));
    known = await unpackAll(Object.values(before.items));
  } catch (error) {
    if (error instanceof NewerForm) return { ...quiet, state: 'newer', hasChanged: false };
    throw error;
  }
  const done = await exchangeHere(before, known, theirs, settings, now);
  const { agreed: entries, toDo, toTell } = done.result;
  const least = Math.max(...names.map((name) => countOf(name) ?? 0), bucketCounts[0]);
  const { count, packed } = await packAll(entries, least);
  const bytes = sizeOfAll(packed);
  const isFull = bytes > mostOfAll || !fitEach(packed);
  const isNewCount = names.some((name) => countOf(name) !== count);
  const told = new Set([...toTell].map((key) => bucketOf(key, count)));
  // Also where it was stopped between doing what is new and this: it is new until it is noted.
  if ([...theirs.values()].some((entry) => isNewer(entry, known.get(entry.key)))) await settleViews(now);
  return {
    agreed: { ...before, items: Object.fromEntries(packed), keys: done.keys, store: done.store },
    settings: settingsOf(toDo),
    write: isFull ? {} : Object.fromEntries([...packed].filter(([name]) => isNewCount || told.has(name))),
    remove: isFull ? [] : names.filter((name) => countOf(name) !== count),
    state: isFull ? 'full' : 'told',
    feeds: done.feeds,
    withheld: done.withheld,
    bytes,
    hasChanged: done.hasChanged,
  };
}

interface Done {
  result: Exchange;
  keys: Record<string, string>;
  store: StoreMark;
  feeds: number;
  withheld: number;
  hasChanged: boolean;
}

/** In one transaction: what stands here is read, compared, and changed. */
function exchangeHere(
  before: Agreed,
  known: Entries,
  theirs: Entries,
  settings: object,
  now: number,
): Promise<Done> {
  return db.transaction('rw', [...actionTables, db.restored], async () => {
    const here = await readArrangement();
    // Cleared or restored, it is another store: what is missing in it was not taken away by the person.
    const isOther =
      here.store.restoredAt !== before.store.restoredAt || here.store.feeds < before.store.feeds;
    const was: Entries = isOther ? new Map() : known;
    const local = new Map<string, unknown>([...here.shared, ...sharedValues(settings, was)]);
    const keysBefore = isOther ? {} : before.keys;
    const moved = movedSince(keysBefore, here.keys, here.shared);
    const kept = keysOf(here.withheldNames, keysBefore);
    const mayTell = (key: string, value: unknown) =>
      !Object.values(kept).includes(key) && understands(key, value);
    const today = Math.floor(now / dayMs);
    const result = exchange({ me: before.me, today, local, known: was, moved, understands: mayTell }, theirs);
    const hasChanged = await takeOver(result.toDo, now);
    const { keys, store, withheld, withheldNames } = await readArrangement();
    const feeds = Object.values(keys).filter(isFeedKey).length;
    return {
      result,
      keys: { ...keysOf(withheldNames, keysBefore), ...keys },
      store,
      feeds,
      withheld,
      hasChanged,
    };
  });
}

/** The settings that may be shared; one that nobody ever chose is told to no one. */
function sharedValues(settings: object, known: Entries): [string, unknown][] {
  return sharedSettings
    .map((name): [string, unknown] => [name, (settings as Record<string, unknown>)[name]])
    .filter(
      ([name, value]) =>
        !isDefault(name as 'theme', value) || known.get(settingKey(name))?.value !== undefined,
    )
    .map(([name, setting]) => [settingKey(name), { setting }]);
}

/** By which keys the others know what is withheld here by now: it was not taken away, so they keep it as it was told. */
function keysOf(names: string[], before: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]])),
  );
}

/** What goes by another key now: the key it had, and the address or key it has. */
function movedSince(
  before: Record<string, string>,
  now: Record<string, string>,
  shared: ReadonlyMap<string, unknown>,
): Map<string, string> {
  const moved = new Map<string, string>();
  for (const [what, key] of Object.entries(before)) {
    const next = now[what];
    if (next === undefined || next === key) continue;
    moved.set(key, isFeedKey(next) ? (shared.get(next) as { url: string }).url : next);
  }
  return moved;
}

function understands(key: string, value: unknown): boolean {
  if (!isSettingKey(key)) return isFeedKey(key) || isFolderKey(key);
  const name = key.slice(1);
  if (value === undefined) return (sharedSettings as string[]).includes(name);
  return isSharedSetting(name, (value as { setting: unknown }).setting);
}

function settingsOf(entries: Entry[]): Record<string, unknown> {
  const changed = entries.filter(({ key, value }) => isSettingKey(key) && value !== undefined);
  return Object.fromEntries(
    changed.map(({ key, value }) => [key.slice(1), (value as { setting: unknown }).setting]),
  );
}

async function unpackAll(packed: unknown[]): Promise<Entries> {
  const texts = await Promise.all(packed.map(unpackText));
  return merge(...texts.map((text) => new Map(entriesIn(text).map((entry) => [entry.key, entry]))));
}

/** In as many buckets as it takes for each to fit, and no fewer than the others use. */
async function packAll(
  entries: Entries,
  least: number,
): Promise<{ count: number; packed: Map<string, string> }> {
  const counts = bucketCounts.filter((count) => count >= least);
  for (const count of counts) {
    const texts = [...textsOf(entries, count)];
    const packed = new Map(
      await Promise.all(texts.map(async ([name, text]) => [name, await packText(text)] as const)),
    );
    if (fitEach(packed) || count === counts.at(-1)) return { count, packed };
  }
  throw new Error('There is always one more count of buckets.');
}

function agreedIn(found: unknown): Agreed {
  const { me, items, keys, store } = (isObject(found) ? found : {}) as Partial<Agreed>;
  return {
    me: typeof me === 'string' ? me : crypto.randomUUID().slice(0, 8),
    items: isObject(items) ? (items as Record<string, string>) : {},
    keys: isObject(keys) ? (keys as Record<string, string>) : {},
    store: isObject(store) ? (store as unknown as StoreMark) : { restoredAt: 0, feeds: 0 },
  };
}
