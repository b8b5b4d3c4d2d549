import { db } from './database.ts';
import { dropItems } from './outgoing.ts';
import { markStale } from './search/stale.ts';
import { loadStories } from './stories.ts';
import { storyOf } from './story.ts';

/**
 * Deletes all that is stored of feeds that were left: rows, bodies, revisions, checks, tombstones, and the marks of
 * stories that no other feed carries. Feeds that are subscribed are passed over; of one that a server still has to be told
 * of the row stays until then. Runs inside the caller's transaction.
 */
export async function dropFeedData(feedIds: number[]): Promise<void> {
  for (const feedId of feedIds) {
    const feed = await db.feeds.get(feedId);
    if (feed?.leftAt === undefined) continue;
    const posts = await db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]).toArray();
    const ids = posts.map((post) => post.id);
    await db.posts.bulkDelete(ids);
    await db.bodies.bulkDelete(ids);
    await dropItems(ids);
    await markStale(ids);
    await db.revisions.where('postId').anyOf(ids).delete();
    await db.tombstones.where('[feedId+key]').between([feedId], [feedId, []]).delete();
    await db.checkLogs.delete(feedId);
    await db.rhythms.delete(feedId);
    await db.opened.delete(feedId);
    if (feed.remote === undefined || feed.archivedAt !== undefined) {
      await db.checks.delete(feedId);
      await db.feeds.delete(feedId);
    }
    const stories = await loadStories(posts.map(storyOf));
    await db.marks.bulkDelete(
      [...stories].filter(([, rest]) => rest.length === 0).map(([storyId]) => storyId),
    );
  }
}
