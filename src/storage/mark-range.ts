import { db } from './database.ts';
import { feedsIn } from './feeds-in.ts';
import type { Scope } from './lists.ts';
import { actionTables, recordAction } from './record.ts';
import { entriesOfFeed } from './river-source.ts';
import type { UnreadRow } from './schema.ts';
import { makeRead, unreadRowsOfStories } from './unread.ts';
import { wholeStories } from './unread-lists.ts';

/** A stretch of time: from an instant on, up to (and without) another. */
export interface TimeRange {
  fromAt: number;
  beforeAt: number;
}

/** Marks the stories of a scope read whose posts lie in a stretch of time; answers how many were unread. */
export function markReadBetween(scope: Scope, range: TimeRange, now: number): Promise<{ count: number }> {
  return db.transaction('rw', actionTables, async () => {
    const found = await unreadBetween(scope, range);
    const postIds = await makeRead(await wholeStories(found));
    const inverses = [{ do: 'unread' as const, postIds }];
    if (postIds.length > 0) await recordAction({ kind: 'mark-read', count: postIds.length, inverses }, now);
    return { count: postIds.length };
  });
}

async function unreadBetween(scope: Scope, { fromAt, beforeAt }: TimeRange): Promise<UnreadRow[]> {
  const within = (index: string, prefix: (string | number)[]) =>
    db.unread
      .where(index)
      .between([...prefix, fromAt], [...prefix, beforeAt])
      .toArray();
  switch (scope.kind) {
    case 'all':
      return within('[riverAt+postId]', []);
    case 'tag':
      return within('tagAts', [scope.tag]);
    case 'starred': {
      const marks = await db.marks.where('starAt').between([fromAt], [beforeAt]).toArray();
      return unreadRowsOfStories(marks.map((mark) => mark.storyId));
    }
    case 'feed':
      return within('[feedId+at+postId]', [scope.feedId]);
    case 'folder': {
      // As the folder lists them: each story once, by the post that stands for it there.
      const feedIds = new Set(await feedsIn(scope));
      const source = { unreadOnly: true, order: 'newest' as const, feedIds };
      const ofFeed = (id: number) => entriesOfFeed(source, id, [beforeAt], fromAt, Number.POSITIVE_INFINITY);
      const lists = await Promise.all([...feedIds].map(ofFeed));
      return lists.flat().map(({ row }) => row as UnreadRow);
    }
  }
}
