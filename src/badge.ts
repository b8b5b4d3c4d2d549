import { browser } from './browser.ts';
import { loadAlerts } from './storage/alerts.ts';
import { badgeUnread } from './storage/counters.ts';
import { currentFocus } from './storage/settings.ts';

/** As the panel's own accent and danger, for white text. */
const CALM = '#4350b8';
const TROUBLE = '#a8322a';

/**
 * Shows the number of unread stories that count on the toolbar icon; in another colour where only the person can set
 * something right. Nothing while focus holds. To be called by whichever side just wrote.
 */
export async function updateBadge(): Promise<void> {
  const [unread, { trouble = false }, focus] = await Promise.all([
    badgeUnread(),
    loadAlerts(),
    currentFocus(Date.now()),
  ]);
  await browser.action.setBadgeText({ text: focus === undefined ? badgeText(unread, trouble) : '' });
  await browser.action.setBadgeBackgroundColor({ color: trouble ? TROUBLE : CALM });
  await browser.action.setBadgeTextColor({ color: '#ffffff' });
}

/** The badge's text: nothing at 0, unless there is trouble; "999+" above what fits. */
export function badgeText(unread: number, trouble = false): string {
  if (unread <= 0) return trouble ? '!' : '';
  return unread > 999 ? '999+' : String(unread);
}
