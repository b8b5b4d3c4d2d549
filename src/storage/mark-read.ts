import { db } from './database.ts';
import { actionTables, recordAction } from './record.ts';
import type { ActionKind } from './schema-actions.ts';
import { makeRead, unreadRowsOfStories } from './unread.ts';

/** Marks stories read; answers how many were unread. */
export function markRead(storyIds: number[], now: number): Promise<number> {
  return db.transaction('rw', actionTables, async () => {
    const postIds = await makeRead(await unreadRowsOfStories(storyIds));
    if (postIds.length > 0) await recordRead('mark-read', postIds, now);
    return postIds.length;
  });
}

/** Records that these posts' stories were read. Inside the caller's transaction. */
export function recordRead(
  kind: ActionKind,
  postIds: number[],
  now: number,
  count = postIds.length,
): Promise<number> {
  return recordAction({ kind, count, inverses: [{ do: 'unread', postIds }] }, now);
}
