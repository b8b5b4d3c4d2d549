import { updateBadge } from '../badge.ts';
import { openDatabase } from '../storage/database.ts';
import { closeAbandonedPass } from '../storage/passes.ts';
import { afterChecks } from './after-checks.ts';
import { ensureAlarm } from './alarm.ts';
import { finishTurning } from './finish-turning.ts';
import { planFocus } from './focus.ts';
import { afterPass } from './keep-pass.ts';
import { listenToRequests } from './requests.ts';

/**
 * Looks after what may have been left: browsers forget alarms on an update and the badge on a restart, and a worker may
 * be killed in the middle of something. `wokenAt`: when this worker began; a pass that began since is under way.
 */
export async function start(wokenAt: number): Promise<void> {
  // Also of the requests of the hidden page.
  listenToRequests();
  await ensureAlarm();
  // Why it cannot be opened is told by the panel.
  if (await openDatabase()) return;
  await closeAbandonedPass(wokenAt, afterPass);
  await updateBadge();
  await planFocus();
  await finishTurning();
  await afterChecks();
}
