import { isResting } from './at-rest.ts';
import { db } from './database.ts';
import type { CheckRow } from './schema.ts';
import type { AlertsRow } from './schema-rules.ts';

const standard: AlertsRow = {
  id: 1,
  badgeFolders: [],
  badgeTags: [],
  offBadgeFeeds: [],
  notifyFeeds: [],
  notifyTags: [],
};

/** What the badge counts and what is told of. */
export async function loadAlerts(): Promise<AlertsRow> {
  return { ...standard, ...(await db.alerts.get(1)) };
}

/**
 * Notes whether the last checks met what only the person can set right: no room on the disk, or a permission lacking. Feeds
 * that are not checked, left, paused or put off, want nothing.
 */
export function noteTrouble(now: number): Promise<void> {
  return db.transaction('rw', [db.alerts, db.checks, db.feeds, db.account], async () => {
    const server = (await db.account.get(1))?.trouble?.code;
    const isTrouble =
      server === 'reconnect' || server === 'no-permission' || (await anyFeedNeedsThePerson(now));
    const { trouble = false, ...alerts } = await loadAlerts();
    if (isTrouble !== trouble) await db.alerts.put(isTrouble ? { ...alerts, trouble: true } : alerts);
  });
}

/** The trouble may be over without a check: its feed was left, or rests. Nothing is read while there is none. */
export async function lookAtTroubleAgain(now: number): Promise<void> {
  if ((await loadAlerts()).trouble) await noteTrouble(now);
}

async function anyFeedNeedsThePerson(now: number): Promise<boolean> {
  const ids = (await db.checks.filter(needsThePerson).toArray()).map((check) => check.feedId);
  return (await db.feeds.bulkGet(ids)).some(
    (feed) => feed !== undefined && feed.leftAt === undefined && !isResting(feed, now),
  );
}

function needsThePerson({ outcome }: CheckRow): boolean {
  return outcome?.kind === 'failed' && (outcome.why === 'storage' || outcome.why === 'needs-permission');
}
