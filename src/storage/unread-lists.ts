import { db } from './database.ts';
import type { UnreadRow } from './schema.ts';
import { unreadRowsOfStories } from './unread.ts';

/** The unread marks of these feeds' own posts. */
export async function unreadOfFeeds(feedIds: number[]): Promise<UnreadRow[]> {
  const lists = await Promise.all(
    feedIds.map((feedId) => db.unread.where('[feedId+at+postId]').between([feedId], [feedId, []]).toArray()),
  );
  return lists.flat();
}

/** These unread marks, and those of all other posts of their stories. */
export async function wholeStories(rows: UnreadRow[]): Promise<UnreadRow[]> {
  const joined = rows.flatMap((row) => row.storyId ?? []);
  const alone = rows.filter((row) => row.storyId === undefined);
  return [...alone, ...(await unreadRowsOfStories(joined))];
}
