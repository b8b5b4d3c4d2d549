import { feedsWantingPermission } from '../storage/checks.ts';
import { checkNow } from './checker.ts';

/** A permission was given: the feeds that waited for one are asked; those still without wait on. */
export async function checkNewlyPermitted(): Promise<void> {
  const feedIds = await feedsWantingPermission();
  if (feedIds.length > 0) await checkNow(feedIds);
}
