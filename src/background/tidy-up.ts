import { updateBadge } from '../badge.ts';
import { keepCredentialsOf } from '../storage/credentials.ts';
import { forgetQuietHosts } from '../storage/quiet-hosts.ts';
import { loadSettings } from '../storage/settings.ts';
import { isUpkeepDue } from '../storage/upkeep.ts';
import { askHidden } from './ask-hidden.ts';

/** Once a day, when the clock rings. */
export async function tidyUpDaily(): Promise<void> {
  if (await isUpkeepDue(Date.now())) await tidyUp();
}

/** Clears away what need not be kept, also logins of feeds that are gone. Answers how many posts went. */
export function tidyUp(): Promise<number> {
  return navigator.locks.request('tidy-up', async () => {
    const { dropped, feedIds } = await askHidden('tidyUp', { settings: await loadSettings() });
    forgetQuietHosts();
    await keepCredentialsOf(new Set(feedIds));
    if (dropped > 0) await updateBadge();
    return dropped;
  });
}
