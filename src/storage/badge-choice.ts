import { loadAlerts } from './alerts.ts';
import { countsInBadge } from './badge-law.ts';
import { db } from './database.ts';
import { loadPlaces } from './places.ts';
import type { UnreadRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';
import type { AlertsRow } from './schema-rules.ts';
import { byStory, isHeard } from './story.ts';

type BadgeChoice = Pick<AlertsRow, 'badgeFolders' | 'badgeTags' | 'offBadgeFeeds'>;

/** Stores what is chosen; the badge's number is counted anew, from the unread rows, when the badge's part of it differs. */
export async function putAlerts(before: AlertsRow, after: AlertsRow): Promise<void> {
  await db.alerts.put(after);
  if (badgeOf(before) !== badgeOf(after)) await recountBadge(after);
}

/**
 * A folder or saved view that goes leaves the badge's choice with it: nothing would ever lie in it again, and a badge that
 * counts it alone would stay empty. Answers how the choice comes back. Inside the caller's transaction.
 */
export async function leaveBadgeChoice(gone: {
  folders?: number[];
  views?: string[];
}): Promise<(Inverse & { do: 'badge-choice' })[]> {
  const before = await loadAlerts();
  const folders = before.badgeFolders.filter((id) => gone.folders?.includes(id));
  const tags = before.badgeTags.filter((key) => gone.views?.includes(key));
  if (folders.length + tags.length === 0) return [];
  return [await applyBadgeChoice({ do: 'badge-choice', folders, tags, isChosen: false })];
}

/** Chooses places for the badge, or leaves them; answers the inverse of that. Inside the caller's transaction. */
export async function applyBadgeChoice(
  inverse: Inverse & { do: 'badge-choice' },
): Promise<Inverse & { do: 'badge-choice' }> {
  const { folders, tags, isChosen } = inverse;
  const before = await loadAlerts();
  const after = {
    ...before,
    badgeFolders: switched(before.badgeFolders, folders, isChosen),
    badgeTags: switched(before.badgeTags, tags, isChosen),
  };
  await putAlerts(before, after);
  return { ...inverse, isChosen: !isChosen };
}

function switched<T>(list: readonly T[], items: readonly T[], isOn: boolean): T[] {
  const others = list.filter((each) => !items.includes(each));
  return isOn ? [...others, ...items] : others;
}

function badgeOf({ badgeFolders, badgeTags, offBadgeFeeds }: BadgeChoice): string {
  return JSON.stringify([badgeFolders, badgeTags, offBadgeFeeds]);
}

async function recountBadge(alerts: AlertsRow): Promise<void> {
  const rows = await db.unread.toArray();
  const places = await loadPlaces(rows.map((row) => row.feedId));
  const isCounted = (story: UnreadRow[]) =>
    story.some((row) => row.riverAt !== undefined) &&
    countsInBadge(
      story.filter(({ feedId }) => isHeard(places.get(feedId))),
      alerts,
      places,
    );
  const unread = [...byStory(rows).values()].filter(isCounted).length;
  if (unread === 0) await db.counters.delete(['badge', 0]);
  else await db.counters.put({ kind: 'badge', id: 0, unread, total: 0 });
}
