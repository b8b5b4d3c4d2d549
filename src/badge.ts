import { browser } from './browser.ts';
import { totalUnread } from './storage/counters.ts';

/** Shows the number of unread stories on the toolbar icon. To be called by whichever side just wrote. */
export async function updateBadge(): Promise<void> {
  const unread = await totalUnread();
  await browser.action.setBadgeText({ text: badgeText(unread) });
}

/** The badge's text: nothing at 0, "999+" above what fits. */
export function badgeText(unread: number): string {
  if (unread <= 0) return '';
  return unread > 999 ? '999+' : String(unread);
}
