import { browser } from '../browser.ts';

/** What a person can set. It lives in storage.local, so that a change wakes the worker. */
export interface Settings {
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
  checkEveryMinutes: number;
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
  checkEveryMinutes: 60,
  postsPerFeedAndDay: 0,
  keys: {},
};

const key = 'settings';

/** The settings, defaults where nothing (or nothing of the right type) is stored. */
export async function loadSettings(): Promise<Settings> {
  const stored = (await browser.storage.local.get(key))[key];
  return { ...defaults, ...validated(stored) };
}

/** Changes some settings. */
export async function saveSettings(patch: Partial<Settings>): Promise<void> {
  const settings = await loadSettings();
  await browser.storage.local.set({ [key]: { ...settings, ...patch } });
}

/** Calls back with the new settings whenever they change, in whichever page; answers how to stop. */
export function onSettingsChanged(listener: (settings: Settings) => void): () => void {
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = changes[key];
    if (area === 'local' && change !== undefined) listener({ ...defaults, ...validated(change.newValue) });
  };
  browser.storage.onChanged.addListener(onChanged);
  return () => browser.storage.onChanged.removeListener(onChanged);
}

const choices: { [K in keyof Settings]?: readonly unknown[] } = {
  theme: ['system', 'light', 'dark'],
  zone: ['local', 'gmt'],
  density: ['compact', 'comfortable', 'full'],
  order: ['newest', 'oldest'],
  topicOrder: ['time', 'views'],
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
  if (setting === 'postsPerFeedAndDay') return Number.isInteger(value) && (value as number) >= 0;
  if (setting === 'checkEveryMinutes') return Number.isFinite(value) && (value as number) >= 5;
  return choices[setting]?.includes(value) ?? true;
}

function isKeys(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every(
    (keys) => Array.isArray(keys) && keys.every((each) => typeof each === 'string'),
  );
}
