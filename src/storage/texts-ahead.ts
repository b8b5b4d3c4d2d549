import { isWebLink } from '../feeds/urls.ts';
import { db } from './database.ts';

/** A feed has so many of its newest unread posts fetched ahead; what is older is fetched when it is opened. */
const ofFeed = 20;

/** A post whose full text is wanted, and the page it is in. */
export interface WantedText {
  postId: number;
  link: string;
}

/**
 * Unread posts of feeds that always want the full text: those that have none and were not tried. Feeds take turns: the
 * newest post of each, then the next.
 */
export async function postsWantingText(): Promise<WantedText[]> {
  const feeds = await db.feeds
    .filter((feed) => feed.alwaysFullText === true && feed.leftAt === undefined)
    .toArray();
  const turns: WantedText[][] = [];
  for (const { id } of feeds)
    for (const [turn, wanted] of (await wantedOf(id)).entries()) {
      turns[turn] ??= [];
      turns[turn].push(wanted);
    }
  return turns.flat();
}

async function wantedOf(feedId: number): Promise<WantedText[]> {
  const newest = db.unread
    .where('[feedId+at+postId]')
    .between([feedId], [feedId, []])
    .reverse()
    .limit(ofFeed);
  const ids = await newest.primaryKeys();
  const posts = await db.posts.bulkGet(ids);
  const bodies = await db.bodies.bulkGet(ids);
  return ids.flatMap((postId, i) => {
    const link = posts[i]?.link;
    const body = bodies[i];
    const isNew = body !== undefined && body.fullText === undefined && body.fullTextTriedAt === undefined;
    return isNew && isWebLink(link) && URL.canParse(link) ? [{ postId, link }] : [];
  });
}

/** Notes that a post's page has no text to be found: it is not asked again until the post is opened. */
export async function noteTextTried(postId: number, now: number): Promise<void> {
  await db.bodies.update(postId, { fullTextTriedAt: now });
}
