import { defaults, type Settings, settingsIn } from './settings.ts';

/**
 * Which settings go along to a person's other devices: how they read. What depends on the machine stays on it: its screen
 * (size of text, density), its network and battery (how often is asked), its disk (how much is kept: a device must not
 * drop posts because another one is small), and a focus that was begun on it.
 */
const places: Record<keyof Settings, 'shared' | 'here'> = {
  language: 'shared',
  theme: 'shared',
  zone: 'shared',
  unreadOnly: 'shared',
  order: 'shared',
  topicOrder: 'shared',
  markReadOnScroll: 'shared',
  pictures: 'shared',
  postsPerFeedAndDay: 'shared',
  keys: 'shared',
  focusHours: 'shared',
  density: 'here',
  textSize: 'here',
  checkEveryMinutes: 'here',
  onMetered: 'here',
  keepDays: 'here',
  keepPosts: 'here',
  keepUnread: 'here',
  keepStarred: 'here',
  focusUntilAt: 'here',
  focusEndedAt: 'here',
};

export const sharedSettings = (Object.keys(places) as (keyof Settings)[]).filter(
  (name) => places[name] === 'shared',
);

/** Is it a shared setting, with a value that this build knows? */
export function isSharedSetting(name: string, value: unknown): boolean {
  return (sharedSettings as string[]).includes(name) && name in settingsIn({ [name]: value });
}

/** Is a setting as it is when nobody chose? */
export function isDefault(name: keyof Settings, value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(defaults[name]);
}
