import { db } from './database.ts';

/** A feed has so many of its newest unread posts fetched ahead; what is older is fetched when it is opened. */
const ofFeed = 20;

/** Unread posts, at most so many, of feeds that always want the full text: those that have none and were not tried. */
export async function postsWantingText(limit: number): Promise<number[]> {
  const feeds = await db.feeds
    .filter((feed) => feed.alwaysFullText === true && feed.leftAt === undefined)
    .toArray();
  const wanted: number[] = [];
  for (const { id } of feeds) {
    const newest = db.unread.where('[feedId+at+postId]').between([id], [id, []]).reverse().limit(ofFeed);
    const ids = await newest.primaryKeys();
    const posts = await db.posts.bulkGet(ids);
    const bodies = await db.bodies.bulkGet(ids);
    wanted.push(
      ...ids.filter((_, i) => {
        const body = bodies[i];
        const isNew = body !== undefined && body.fullText === undefined && body.fullTextTriedAt === undefined;
        return isNew && posts[i]?.link !== undefined;
      }),
    );
    if (wanted.length >= limit) break;
  }
  return wanted.slice(0, limit);
}

/** Notes that a post's page has no text to be found: it is not asked again until the post is opened. */
export async function noteTextTried(postId: number, now: number): Promise<void> {
  await db.bodies.update(postId, { fullTextTriedAt: now });
}
