import { loadAlerts } from './alerts.ts';
import { putAlerts } from './badge-choice.ts';
import { db } from './database.ts';
import type { AlertsRow } from './schema-rules.ts';

/** Chooses what the badge counts, or what is told of. */
export function chooseAlerts(choose: (alerts: AlertsRow) => Partial<AlertsRow>): Promise<void> {
  return db.transaction('rw', [db.alerts, db.counters, db.unread, db.feeds, db.folders], async () => {
    const before = await loadAlerts();
    await putAlerts(before, { ...before, ...choose(before) });
  });
}
