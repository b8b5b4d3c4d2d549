import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { focusEnded, focusFor, nextTurnAt, usualMinutes } from '../feeds/focus.ts';
import { currentFocus, loadSettings, saveSettings } from '../storage/settings.ts';
import { focusAlarm } from './alarm.ts';
import { whileNoPass } from './checker.ts';
import { tellOfNew } from './notices.ts';

/** Focus has begun or ended, or its settings changed: the badge, what waited to be told, and when it turns next. */
export async function followFocus(): Promise<void> {
  await updateBadge();
  // A pass under way tells at its end.
  await whileNoPass(() => tellOfNew('focus-is-over'));
  await planFocus();
}

/** A key of the browser's: begins focus for an hour, or ends the one that holds. */
export async function toggleFocus(): Promise<void> {
  const now = Date.now();
  const isOn = (await currentFocus(now)) !== undefined;
  await saveSettings(isOn ? focusEnded(now) : focusFor(usualMinutes, now));
}

/** Sets the alarm for the next turn; browsers forget alarms, so this is called at every start as well. */
export async function planFocus(): Promise<void> {
  const at = nextTurnAt(await loadSettings(), Date.now());
  if (at === undefined) await browser.alarms.clear(focusAlarm);
  else browser.alarms.create(focusAlarm, { when: at });
}
