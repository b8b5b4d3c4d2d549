/** An entry as it stands in a bucket, and back: what comes from another device is looked at before it is believed. */
import {
  type Entry,
  feedKey,
  folderKey,
  isFeedKey,
  isFolderKey,
  isSettingKey,
  mayShare,
  mayShareFolder,
  type SharedFeed,
} from './entry.ts';

/** Stamps rise by one at each exchange: nothing honest comes near it. */
const highestStamp = 1e12;
const longestKey = 5_000;

/** [key, stamp, device, value (null: taken away), day it was taken away, where it went]. */
export function rowOf({ key, stamp, by, value = null, goneOn, movedTo }: Entry): unknown[] {
  const row = [key, stamp, by, value, goneOn, movedTo];
  while (row.at(-1) === undefined) row.pop();
  return row;
}

/** The entry of a row; undefined where it is none. Kinds that a later build may have are handed on as they are. */
export function entryOfRow(row: unknown): Entry | undefined {
  if (!Array.isArray(row)) return undefined;
  const [key, stamp, by, value, goneOn, movedTo] = row as unknown[];
  if (typeof key !== 'string' || key.length > longestKey) return undefined;
  if (!isDayOrStamp(stamp) || typeof by !== 'string' || by.length > 40) return undefined;
  if (value === null) {
    if (!isDayOrStamp(goneOn)) return undefined;
    return { key, stamp, by, goneOn, ...(isPlace(key, movedTo) && { movedTo }) };
  }
  const read = valueIn(key, value);
  return read === undefined ? undefined : { key, stamp, by, value: read };
}

function isPlace(key: string, movedTo: unknown): movedTo is string {
  if (typeof movedTo !== 'string') return false;
  if (isFolderKey(key)) return pathOf(movedTo) !== undefined;
  return URL.canParse(movedTo) && mayShare({ url: movedTo, folder: [], tags: [] });
}

/** The path that a folder's key names; undefined where it is none. */
export function pathOf(key: string): string[] | undefined {
  try {
    const path: unknown = JSON.parse(key.slice(1));
    return isTexts(path) && path.length > 0 && mayShareFolder(path) && folderKey(path) === key
      ? path
      : undefined;
  } catch {
    return undefined;
  }
}

function valueIn(key: string, value: unknown): unknown {
  if (isFeedKey(key)) return feedIn(key, value);
  if (isFolderKey(key)) return value === true && pathOf(key) !== undefined ? true : undefined;
  if (isSettingKey(key))
    return isObject(value) && 'setting' in value ? { setting: value.setting } : undefined;
  return value;
}

function feedIn(key: string, value: unknown): SharedFeed | undefined {
  if (!isObject(value)) return undefined;
  const { url, title, customTitle, folder, tags } = value;
  if (typeof url !== 'string' || !isTexts(folder) || !isTexts(tags)) return undefined;
  const feed: SharedFeed = {
    url,
    ...(typeof title === 'string' && { title: title.slice(0, 200) }),
    ...(typeof customTitle === 'string' && { customTitle }),
    folder,
    tags,
  };
  return URL.canParse(url) && feedKey(url) === key && mayShare(feed) ? feed : undefined;
}

function isDayOrStamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < highestStamp;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
