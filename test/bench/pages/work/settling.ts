import { totalUnread } from '../../../../src/storage/counters.ts';
import { settleFrom, settleOld } from '../../../../src/storage/parking/settle-old.ts';
import { muteFeed } from '../../../../src/storage/rest.ts';

/** Settles the marks that were put aside, as the daily upkeep does once their room is wanted: they can be put back post by post only. */
export async function settle(): Promise<void> {
  settleFrom.stories = 0;
  while (await settleOld(Date.now() + 86_400_000));
}

/** Mutes a feed; answers how many stories are unread beside what it brought. */
export async function mute(feedId: number): Promise<number> {
  await muteFeed(feedId, true, Date.now());
  return totalUnread();
}
