import { browser } from '../browser.ts';

export const checkAlarm = 'check-due-feeds';
export const focusAlarm = 'focus-turns';

/** How often the worker looks whether a feed is due; also how soon a killed pass goes on. */
const everyMinutes = 1;

/** Creates the alarm when there is none: one made anew at each start would never fire, and updates can lose it. */
export async function ensureAlarm(): Promise<void> {
  if ((await browser.alarms.get(checkAlarm)) !== undefined) return;
  browser.alarms.create(checkAlarm, { delayInMinutes: 1, periodInMinutes: everyMinutes });
}
