import { db } from '../database.ts';
import { loadPlaces } from '../places.ts';

/**
 * What unread numbers are reckoned by beside posts: where the feeds up to this id stand, and the badge's choice. The same
 * text later means that what was counted then counts the same now. Inside the caller's transaction.
 */
export async function standingOf(feedsUpTo: number): Promise<string> {
  const feedIds = await db.feeds.where(':id').belowOrEqual(feedsUpTo).primaryKeys();
  const places = await loadPlaces(feedIds);
  const { badgeFolders, badgeTags, offBadgeFeeds } = (await db.alerts.get(1)) ?? {};
  return JSON.stringify([[...places], badgeFolders, badgeTags, offBadgeFeeds]);
}
