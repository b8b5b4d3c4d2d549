import { updateBadge } from '../badge.ts';
import { closeAbandonedPass } from '../storage/passes.ts';
import { ensureAlarm } from './alarm.ts';

/** Runs at every start of the worker: browsers forget alarms on an update, and the badge on a restart. */
export async function start(): Promise<void> {
  await ensureAlarm();
  await closeAbandonedPass(Date.now());
  await updateBadge();
}
