/**
 * Asking for the right to read sites. A browser asks only inside a click, so what is known has to be known before:
 * no function here awaits anything ahead of the request.
 */
import { allOrigins, browser, hasPermission, originsOf } from '../browser.ts';

/** Which sites a person is ready to open: those of the addresses at hand, or all once for good. */
export type Reach = 'site' | 'all';

/** The match patterns to ask for. */
export function originsFor(urls: string[], reach: Reach): string[] {
  return reach === 'all' ? allOrigins : [...new Set(urls.flatMap(originsOf))];
}

/** Asks; must be the first call in the click. False when the person says no, or the browser finds no click. */
export async function request(origins: string[]): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins });
  } catch (error) {
    console.warn('The browser did not ask for permission.', error);
    return false;
  }
}

/** Asks for notifications; must be the first call in the click. At once true when they are allowed already. */
export async function requestNotifications(): Promise<boolean> {
  try {
    return await browser.permissions.request({ permissions: ['notifications'] });
  } catch (error) {
    console.warn('The browser did not ask for notifications.', error);
    return false;
  }
}

/** Those of the addresses that may not be asked yet. */
export async function lackingAmong(urls: string[]): Promise<string[]> {
  const held = await Promise.all(urls.map(hasPermission));
  return urls.filter((_, index) => !held[index]);
}

/** Gives permissions back. */
export async function giveBack(origins: string[]): Promise<void> {
  await browser.permissions.remove({ origins });
}
