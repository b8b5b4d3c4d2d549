import { totalUnread } from './counters.ts';
import { db } from './database.ts';
import { feedsIn } from './feeds-in.ts';
import type { Scope } from './lists.ts';
import { markRead, recordRead } from './mark-read.ts';
import { noteOpened } from './opened.ts';
import { canPark, parkUnread } from './parking/park.ts';
import { actionTables, recordAction } from './record.ts';
import type { PostRow, UnreadRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';
import { byStory, storyOf } from './story.ts';
import { makeAllRead, makeRead, makeUnread, unreadRowsOfStories } from './unread.ts';

/** Marks stories unread; answers how many were read. */
export function markUnread(storyIds: number[], now: number): Promise<number> {
  return db.transaction('rw', actionTables, async () => {
    const postIds = await makeUnread(storyIds);
    const inverses: Inverse[] = [{ do: 'read', postIds }];
    if (postIds.length > 0) await recordAction({ kind: 'mark-unread', count: postIds.length, inverses }, now);
    return postIds.length;
  });
}

/** Marks all stories of a scope read; answers how many were unread. */
export function markAllRead(scope: Scope, now: number): Promise<{ count: number }> {
  return db.transaction('rw', actionTables, async () => {
    const isWhole = scope.kind === 'all' && !(await hasMutedFeeds());
    const count = isWhole ? await totalUnread() : 0;
    if (canPark(count)) {
      await recordAction({ kind: 'mark-all-read', count, inverses: [await parkUnread()] }, now);
      return { count };
    }
    const postIds = isWhole ? await makeAllRead() : await makeRead(await unreadRowsIn(scope));
    if (postIds.length > 0) await recordRead('mark-all-read', postIds, now, isWhole ? count : undefined);
    return { count: isWhole ? count : postIds.length };
  });
}

/** Opening a post reads its story and, when a person opened it, counts a view. The view is not taken back by undo. */
export async function openPost(post: PostRow, now: number, options: { countView: boolean }): Promise<void> {
  await db.transaction('rw', actionTables, async () => {
    await markRead([storyOf(post)], now);
    if (!options.countView) return;
    const storyId = storyOf(post);
    const mark = (await db.marks.get(storyId)) ?? { storyId };
    await db.marks.put({ ...mark, views: (mark.views ?? 0) + 1, openedAt: now });
    await noteOpened(post.feedId, now);
  });
}

async function unreadRowsIn(scope: Scope): Promise<UnreadRow[]> {
  if (scope.kind === 'all') return unreadOfRiver();
  if (scope.kind === 'starred') return starredUnread();
  const rows =
    scope.kind === 'tag' ? await unreadOfTag(scope.tag) : await unreadOfFeeds(await feedsIn(scope));
  const joined = rows.filter((row) => row.storyId !== undefined).map((row) => row.storyId as number);
  const alone = rows.filter((row) => row.storyId === undefined);
  return [...alone, ...(await unreadRowsOfStories(joined))];
}

/** What muted feeds brought stays unread when all is read: then the store cannot simply be cleared. */
async function hasMutedFeeds(): Promise<boolean> {
  return (await db.feeds.toArray()).some((feed) => feed.mutedAt !== undefined);
}

/** The stories of the river. What muted feeds bring is not in it, and stays unread. */
async function unreadOfRiver(): Promise<UnreadRow[]> {
  const stories = byStory(await db.unread.toArray());
  return [...stories.values()].filter((rows) => rows.some((row) => row.riverAt !== undefined)).flat();
}

function unreadOfTag(tag: string): Promise<UnreadRow[]> {
  return db.unread.where('tagAts').between([tag], [tag, []]).toArray();
}

async function unreadOfFeeds(feedIds: number[]): Promise<UnreadRow[]> {
  const lists = await Promise.all(
    feedIds.map((feedId) => db.unread.where('[feedId+at+postId]').between([feedId], [feedId, []]).toArray()),
  );
  return lists.flat();
}

async function starredUnread(): Promise<UnreadRow[]> {
  const marks = await db.marks.where('starAt').above([]).toArray();
  return unreadRowsOfStories(marks.map((mark) => mark.storyId));
}
