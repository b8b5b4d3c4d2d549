/** What a person does about their other devices; loaded with the settings. */
import { ask } from '../messages.ts';
import { switchSharing } from '../storage/sharing.ts';

/** Begins to share, or ends it: nothing is taken away from this device or from the others by that. */
export async function setSharing(on: boolean): Promise<void> {
  await switchSharing(on, Date.now());
  if (on) await exchangeNow();
}

/** Exchanges at once. */
export async function exchangeNow(): Promise<void> {
  await ask('share', {});
}
