import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { credentialsIn, key as credentialsKey } from '../storage/credentials.ts';
import { noteRestoredSettled } from '../storage/restored.ts';
import { saveSettings, settingsIn } from '../storage/settings.ts';

/** Where in storage.local the settings and logins of a file wait until its rows are stored. */
export const waitingKey = 'restoring';

/** What waits there; of a file whose rows never came, it is left alone. */
export interface Waiting {
  token: string;
  settings: object;
  credentials?: object;
}

/**
 * Takes over what a restored file brought for storage.local, once its rows are stored: the two places know no common
 * transaction. A panel that is closed in between leaves it to the next.
 */
export async function settleRestored(token: string): Promise<void> {
  const waiting = (await browser.storage.local.get(waitingKey))[waitingKey] as Waiting | undefined;
  if (waiting?.token === token) {
    await saveSettings(settingsIn(waiting.settings));
    if (waiting.credentials !== undefined)
      await browser.storage.local.set({ [credentialsKey]: credentialsIn(waiting.credentials) });
    await browser.storage.local.remove(waitingKey);
  }
  await noteRestoredSettled();
  await updateBadge();
}
