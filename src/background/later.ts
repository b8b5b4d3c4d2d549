/**
 * All that the worker does beyond its first request. It is loaded after that, or when something else has woken the worker:
 * whatever writes to the database comes from here, since what it needs for that is set up here.
 */

import { updateBadge } from '../badge.ts';
import { lookAtTroubleAgain } from '../storage/alerts.ts';
import { askViews } from '../storage/ask-views.ts';
import { openDatabase } from '../storage/database.ts';
import { labelWith } from '../storage/label-stories.ts';
import { syncIfDue } from './account.ts';
import { afterChecks } from './after-checks.ts';
import { backUpIfDue, restoreIfCleared } from './backups.ts';
import { checkDue } from './checker.ts';
import { settleAgedViews } from './settle-views.ts';
import { shareIfDue } from './share.ts';
import { tidyUpDaily } from './tidy-up.ts';

export { updateBadge } from '../badge.ts';
export { replan } from '../storage/replan.ts';
export { bring, connect, disconnect, sync } from './account.ts';
export { afterChecks } from './after-checks.ts';
export { finishTurning } from './finish-turning.ts';
export { followFocus, toggleFocus } from './focus.ts';
export { fullText } from './full-text.ts';
export { closePass, notePass, PassWriter, waitForCheapNetwork } from './keep-pass.ts';
export { markNewsRead, showNews } from './notices.ts';
export { openFromOmnibox, suggestPosts } from './omnibox.ts';
export { checkNewlyPermitted } from './permitted.ts';
export { preview } from './preview.ts';
export { start } from './start.ts';
export { storeAnswer } from './store-answer.ts';
export { tidyUp } from './tidy-up.ts';

labelWith(askViews);

/** Each minute. `wasAsked`: this minute's share of what is due has been asked already, before the database was open. */
export async function onMinute(wasAsked: boolean): Promise<void> {
  if (await openDatabase()) return;
  const wasRestored = await restoreIfCleared();
  await syncIfDue();
  if (!wasAsked || wasRestored) await checkDue();
  await afterChecks();
  await tidyUpDaily();
  await backUpIfDue();
  await settleAgedViews(Date.now());
  await shareIfDue();
  await lookAtTroubleAgain(Date.now());
  // A worker that was stopped may have left the hidden page at work, which has no badge at hand.
  await updateBadge();
}

/** A person wants an exchange with their other devices now. */
export async function shareNow(): Promise<void> {
  // Feeds that come into a store just cleared would keep its backup out.
  await restoreIfCleared();
  await shareIfDue(true);
}
