import { browser } from '../browser.ts';
import { type FocusSettings, focusEndsAt, readHours } from '../feeds/focus.ts';
import { localValue } from './local-value.ts';

/** What a person can set. It lives in storage.local, so that a change wakes the worker. */
export interface Settings extends FocusSettings {
  /** BCP 47 of a shipped language; '' is the browser's. */
  language: string;
  theme: 'system' | 'light' | 'dark';
  zone: 'local' | 'gmt';
  density: 'compact' | 'comfortable' | 'full';
  /** Per cent of the browser's own size. */
  textSize: number;
  unreadOnly: boolean;
  order: 'newest' | 'oldest';
  /** Topic pages may put what was opened most first. */
  topicOrder: 'time' | 'views';
  markReadOnScroll: boolean;
  /** Of servers: whether they are loaded, wait for a click, or never come. A feed may have its own. */
  pictures: 'load' | 'ask' | 'never';
  /** 0: each feed as often as it posts, as learned. */
  checkEveryMinutes: number;
  /** What the clock's own checks do on a metered connection, or where the browser saves data. */
  onMetered: 'as-usual' | 'rarer' | 'never';
  /** Read posts are kept so many days, and so many of each feed; 0 is all. */
  keepDays: number;
  keepPosts: number;
  /** Never dropped: what is unread; what is starred or tagged by hand. */
  keepUnread: boolean;
  keepStarred: boolean;
  /** So many posts of a feed are shown a day; 0 is all. */
  postsPerFeedAndDay: number;
  /** The keys of commands that a person changed, by the command's name; none is an empty list. */
  keys: Record<string, string[]>;
}

export const defaults: Settings = {
  language: '',
  theme: 'system',
  zone: 'local',
  density: 'comfortable',
  textSize: 100,
  unreadOnly: true,
  order: 'newest',
  topicOrder: 'time',
  markReadOnScroll: false,
  pictures: 'load',
  checkEveryMinutes: 0,
  onMetered: 'rarer',
  keepDays: 0,
  keepPosts: 0,
  keepUnread: true,
  keepStarred: true,
  postsPerFeedAndDay: 0,
  keys: {},
  focusUntilAt: 0,
  focusHours: '',
  focusEndedAt: 0,
};

/** Where they stand in storage.local. */
export const settingsKey = 'settings';

/** The settings, defaults where nothing (or nothing of the right type) is stored. */
export async function loadSettings(): Promise<Settings> {
  return withDefaults(await localValue(settingsKey));
}

function withDefaults(stored: unknown): Settings {
  return { ...defaults, ...validated(stored) };
}

/** When the focus that holds now ends; undefined when there is none. */
export async function currentFocus(now: number): Promise<number | undefined> {
  return focusEndsAt(await loadSettings(), now);
}

/** Changes some settings. */
export async function saveSettings(patch: Partial<Settings>): Promise<void> {
  // Not what was asked early: what is changed is what is stored now.
  const settings = withDefaults((await browser.storage.local.get(settingsKey))[settingsKey]);
  await browser.storage.local.set({ [settingsKey]: { ...settings, ...patch } });
}

/** Calls back with the new settings whenever they change, in whichever page; answers how to stop. */
export function onSettingsChanged(listener: (settings: Settings) => void): () => void {
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = changes[settingsKey];
    if (area === 'local' && change !== undefined) listener(withDefaults(change.newValue));
  };
  browser.storage.onChanged.addListener(onChanged);
  return () => browser.storage.onChanged.removeListener(onChanged);
}

/** The settings in something that was read from a file; whatever is none, or of the wrong type, is left out. */
export function settingsIn(found: unknown): Partial<Settings> {
  return validated(found);
}

const choices: { [K in keyof Settings]?: readonly unknown[] } = {
  theme: ['system', 'light', 'dark'],
  zone: ['local', 'gmt'],
  density: ['compact', 'comfortable', 'full'],
  order: ['newest', 'oldest'],
  topicOrder: ['time', 'views'],
  onMetered: ['as-usual', 'rarer', 'never'],
  pictures: ['load', 'ask', 'never'],
};

function validated(stored: unknown): Partial<Settings> {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = Object.entries(stored).filter(([name, value]) => isValid(name, value));
  return Object.fromEntries(entries) as Partial<Settings>;
}

function isValid(name: string, value: unknown): boolean {
  if (!Object.hasOwn(defaults, name)) return false;
  const setting = name as keyof Settings;
  if (typeof value !== typeof defaults[setting]) return false;
  if (setting === 'textSize') return (value as number) >= 80 && (value as number) <= 200;
  if (setting === 'keys') return isKeys(value);
  if (setting === 'focusHours') return value === '' || readHours(value as string) !== undefined;
  if (['postsPerFeedAndDay', 'keepDays', 'keepPosts'].includes(setting))
    return Number.isInteger(value) && (value as number) >= 0;
  if (setting === 'checkEveryMinutes')
    return value === 0 || (Number.isFinite(value) && (value as number) >= 5);
  return choices[setting]?.includes(value) ?? true;
}

function isKeys(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every(
    (keys) => Array.isArray(keys) && keys.every((each) => typeof each === 'string'),
  );
}
