import { db } from './database.ts';
import type { Scope } from './lists.ts';
import { loadPlaces } from './places.ts';

/** The feeds of a scope: the feed itself, or all in a folder and the folders in it. */
export async function feedsIn(scope: Scope & { kind: 'feed' | 'folder' }): Promise<number[]> {
  if (scope.kind === 'feed') return [scope.feedId];
  const feeds = await db.feeds.toArray();
  const places = await loadPlaces(feeds.map((feed) => feed.id));
  return feeds
    .filter((feed) => feed.leftAt === undefined && places.get(feed.id)?.folders.includes(scope.folderId))
    .map((feed) => feed.id);
}
