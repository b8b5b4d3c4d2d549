import { forgetHeld } from '../storage/backup/forget-held.ts';
import { foldCheckLines } from '../storage/check-history.ts';
import { allFeeds } from '../storage/feed-rows.ts';
import { forgetTombstones } from '../storage/forget-tombstones.ts';
import { forgetRead } from '../storage/notices.ts';
import { settleOld } from '../storage/parking/settle-old.ts';
import { forgetOldQuiet } from '../storage/quiet-hosts.ts';
import { replanFromFuture } from '../storage/replan.ts';
import { keepingOf, sweepFeed } from '../storage/retention.ts';
import { rewriteRows } from '../storage/rewrites.ts';
import type { Settings } from '../storage/settings.ts';
import { settleViews } from '../storage/settle-views.ts';
import { noteUpkeep } from '../storage/upkeep.ts';

/** Between two steps checks and clicks get their turn. */
const restMs = 20;
const stonesAtOnce = 500;

/**
 * Clears away what need not be kept: old posts in small steps, dropped keys that no feed carries any longer, and the
 * like. Killed in the middle, it begins again. Answers how many posts went, and which feeds there are.
 */
export async function tidyUp(
  settings: Settings,
  now: number,
): Promise<{ dropped: number; feedIds: number[] }> {
  // First: what is checked while all else is done is no future.
  await replanFromFuture(now);
  const feeds = await allFeeds();
  let dropped = 0;
  for (const feed of feeds) {
    const keeping = keepingOf(feed, settings);
    for (let step = await sweepFeed(feed.id, keeping, undefined, now); ; ) {
      dropped += step.dropped;
      if (step.next === undefined) break;
      await rest();
      step = await sweepFeed(feed.id, keeping, step.next, now);
    }
  }
  while ((await forgetTombstones(now, stonesAtOnce)) === stonesAtOnce) await rest();
  await foldCheckLines();
  await forgetOldQuiet(now);
  await forgetHeld(now);
  for (let at = await forgetRead(); at !== undefined; at = await forgetRead(at)) await rest();
  await rewriteRows(rest);
  while (await settleOld(now)) await rest();
  // A feed may call itself by another name, and a view ask for it.
  await settleViews(now);
  await noteUpkeep(now);
  return { dropped, feedIds: feeds.map((feed) => feed.id) };
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, restMs));
}
