import { db } from './database.ts';
import { markRead } from './mark-read.ts';
import { noteOpened } from './opened.ts';
import { actionTables, recordAction } from './record.ts';
import type { PostRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';
import { storyOf } from './story.ts';
import { makeUnread } from './unread.ts';

/** Marks stories unread; answers how many were read. */
export function markUnread(storyIds: number[], now: number): Promise<number> {
  return db.transaction('rw', actionTables, async () => {
    const postIds = await makeUnread(storyIds);
    const inverses: Inverse[] = [{ do: 'read', postIds }];
    if (postIds.length > 0) await recordAction({ kind: 'mark-unread', count: postIds.length, inverses }, now);
    return postIds.length;
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
