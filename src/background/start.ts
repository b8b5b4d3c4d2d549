import { updateBadge } from '../badge.ts';
import { openDatabase } from '../storage/database.ts';
import { closeAbandonedPass } from '../storage/passes.ts';
import { afterChecks } from './after-checks.ts';
import { ensureAlarm } from './alarm.ts';
import { afterPass } from './checker.ts';
import { finishTurning } from './finish-turning.ts';
import { planFocus } from './focus.ts';

/** Runs at every start of the worker: browsers forget alarms on an update, and the badge on a restart. */
export async function start(): Promise<void> {
  const startedAt = Date.now();
  await ensureAlarm();
  // Why it cannot be opened is told by the panel.
  if (await openDatabase()) return;
  await closeAbandonedPass(startedAt, afterPass);
  await updateBadge();
  await planFocus();
  await finishTurning();
  await afterChecks();
}
