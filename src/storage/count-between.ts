import { db } from './database.ts';
import type { Scope } from './lists.ts';
import type { TimeRange } from './mark-range.ts';
import { feedsIn } from './marks.ts';
import { entriesOfFeed } from './river-source.ts';

/** So many of a feed's posts are counted within a folder: a day has fewer. */
const mostOfFeed = 5000;

/** How many unread stories of the river, or of a folder's, lie in a stretch of time. Walks the keys of that stretch. */
export async function countUnreadBetween(
  scope: Extract<Scope, { kind: 'all' | 'folder' }>,
  { fromAt, beforeAt }: TimeRange,
): Promise<number> {
  if (scope.kind === 'all') {
    return db.unread.where('[riverAt+postId]').between([fromAt], [beforeAt]).count();
  }
  const feedIds = new Set(await feedsIn(scope));
  const source = { unreadOnly: true, feedIds };
  const lists = [...feedIds].map((id) => entriesOfFeed(source, id, fromAt, [beforeAt], mostOfFeed));
  return (await Promise.all(lists)).reduce((sum, list) => sum + list.length, 0);
}
