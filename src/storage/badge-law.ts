import type { Places } from './places.ts';
import type { TagAt } from './schema.ts';
import type { AlertsRow } from './schema-rules.ts';

/** As much of an unread story's rows as the badge needs: those of feeds that are heard, the face among them. */
export type UnreadStory = readonly { feedId: number; tagAts?: TagAt[]; offBadge?: true }[];

/**
 * The law of the badge: it counts each unread story once that no rule left out, and of whose feeds one is not left out;
 * where folders, tags or saved views are chosen, only if such a feed lies in a chosen folder, or the story has a chosen
 * tag or answers a chosen view (whose keys stand among its tags, saved-view.ts).
 */
export function countsInBadge(story: UnreadStory, alerts: AlertsRow | undefined, places: Places): boolean {
  if (story.some((row) => row.offBadge)) return false;
  if (alerts === undefined) return true;
  const { badgeFolders, badgeTags, offBadgeFeeds } = alerts;
  const counting = story.filter(({ feedId }) => !offBadgeFeeds.includes(feedId));
  if (counting.length === 0) return false;
  if (badgeFolders.length === 0 && badgeTags.length === 0) return true;
  return (
    counting.some(({ feedId }) => places.get(feedId)?.folders.some((id) => badgeFolders.includes(id))) ||
    story.some(({ tagAts = [] }) => tagAts.some(([tag]) => badgeTags.includes(tag)))
  );
}
