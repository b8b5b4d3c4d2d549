/** What devices tell each other: one entry for each feed, folder and setting, with the stamp by which the later one wins. */
import { splitAddress } from '../feeds/credential-texts.ts';
import { withoutSecrets } from '../feeds/strike-out.ts';
import { canonicalLink, isWebLink } from '../feeds/urls.ts';

/** A subscription as it is shared. */
export interface SharedFeed {
  url: string;
  /** What it is called until the first check on another device: a hint, never compared. */
  title?: string;
  /** The title the person gave. */
  customTitle?: string;
  /** The titles of the folders around it, the outermost first. */
  folder: string[];
  tags: string[];
}

/** A feed; a folder, whose key says all of it; a setting. */
export type SharedValue = SharedFeed | true | SharedSetting;
export type SharedSetting = { setting: unknown };

export interface Entry {
  key: string;
  /** undefined: it was taken away, and that is kept for a while so that it does not come back. */
  value?: unknown;
  /** A Lamport stamp: higher than any that its writer had seen. */
  stamp: number;
  /** The device that wrote it. */
  by: string;
  /** Days since 1970 (UTC) when it was taken away. */
  goneOn?: number;
  /** It is not gone but goes by another key: the address that a feed has now, or a folder's key. */
  movedTo?: string;
}

export type Entries = ReadonlyMap<string, Entry>;

/** Kinds of entries, by the beginning of their keys. */
export const feedKey = (url: string) => `f${canonicalLink(url)}`;
export const folderKey = (path: string[]) => `d${JSON.stringify(path)}`;
export const settingKey = (name: string) => `s${name}`;

export const isFeedKey = (key: string) => key.startsWith('f');
export const isFolderKey = (key: string) => key.startsWith('d');
export const isSettingKey = (key: string) => key.startsWith('s');

const longestAddress = 2_000;
const longestName = 200;
const deepestFolder = 20;
const mostTags = 50;

/**
 * May a feed be shared? Not when its address holds a login or what looks like a key, and not when it is longer than an
 * entry may be: it stays on its device.
 */
export function mayShare({ url, customTitle = '', folder, tags }: SharedFeed): boolean {
  const texts = [customTitle, ...folder, ...tags];
  if (!isWebLink(url) || url.length > longestAddress || isSecret(url)) return false;
  if (texts.some((text) => text.length > longestName || isSecret(text))) return false;
  return folder.length <= deepestFolder && tags.length <= mostTags;
}

/** May a folder be shared, by its path? */
export function mayShareFolder(path: string[]): boolean {
  return path.length <= deepestFolder && path.every((text) => text.length <= longestName && !isSecret(text));
}

/** Does an address hold a login, or what looks like a key? Other readers write addresses into names, too. */
function isSecret(text: string): boolean {
  if (!isWebLink(text)) return false;
  return splitAddress(text).url !== text || withoutSecrets(text).includes('***');
}

/** A name to be shown until a feed's own is known: never one with a secret in it, nor one of any length. */
export function hintOf(title: string): string | undefined {
  return isSecret(title) ? undefined : title.slice(0, longestName);
}

/** Do two values mean the same? A feed's own title is only a hint: each device learns it from the feed. */
export function isSame(a: unknown, b: unknown): boolean {
  return meaning(a) === meaning(b);
}

function meaning(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('url' in value)) return JSON.stringify(value);
  const { customTitle, folder, tags } = value as SharedFeed;
  // Two spellings of one address are one feed: its key says so.
  return JSON.stringify([customTitle ?? '', folder, tags]);
}

/** Does `a` win over `b`? The higher stamp, else the higher name of a device; texts settle what two of one name wrote. */
export function isNewer(a: Entry, b: Entry | undefined): boolean {
  if (b === undefined) return true;
  if (a.stamp !== b.stamp) return a.stamp > b.stamp;
  if (a.by !== b.by) return a.by > b.by;
  return textOf(a) > textOf(b);
}

function textOf({ value, goneOn, movedTo }: Entry): string {
  return JSON.stringify([value, goneOn, movedTo]);
}

/** The winners of several sets of entries, key by key. */
export function merge(...sets: Entries[]): Map<string, Entry> {
  const merged = new Map<string, Entry>();
  for (const set of sets)
    for (const [key, entry] of set) if (isNewer(entry, merged.get(key))) merged.set(key, entry);
  return merged;
}
