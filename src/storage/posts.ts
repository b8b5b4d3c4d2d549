import { db } from './database.ts';
import { labelStories } from './label-stories.ts';
import { actionTables } from './record.ts';
import type { PostRow } from './schema.ts';
import { markStale } from './search/stale.ts';
import { storyOf } from './story.ts';

/** Keeps the text of a post's page, so that it can be read offline. */
export async function storeFullText(postId: number, html: string, now: number): Promise<void> {
  await db.transaction('rw', actionTables, async () => {
    await db.bodies.update(postId, { fullText: { html, fetchedAt: now } });
    await markStale([postId]);
    const post = await db.posts.get(postId);
    if (post !== undefined) await labelStories([storyOf(post)], now);
  });
}

/** One post; undefined once retention has dropped it. */
export function loadPost(postId: number): Promise<PostRow | undefined> {
  return db.posts.get(postId);
}

/** These posts in their order, without those that are gone. */
export async function loadPosts(postIds: number[]): Promise<PostRow[]> {
  return (await db.posts.bulkGet(postIds)).filter((post) => post !== undefined);
}
