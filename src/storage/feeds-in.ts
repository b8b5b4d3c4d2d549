import { db } from './database.ts';
import type { Scope } from './lists.ts';
import { loadPlaces } from './places.ts';
import { isHeardFeed } from './story.ts';

/** The feeds of a scope: the feed itself, or all in a folder and the folders in it that are heard. */
export async function feedsIn(scope: Scope & { kind: 'feed' | 'folder' }): Promise<number[]> {
  if (scope.kind === 'feed') return [scope.feedId];
  const feeds = await db.feeds.toArray();
  const places = await loadPlaces(feeds.map((feed) => feed.id));
  return feeds
    .filter((feed) => isHeardFeed(feed) && places.get(feed.id)?.folders.includes(scope.folderId))
    .map((feed) => feed.id);
}
