import { isWebLink } from '../feeds/urls.ts';
import { db } from './database.ts';

/** A feed has so many of its newest unread posts fetched ahead; what is older is fetched when it is opened. */
const ofFeed = 20;

/** A post whose full text is wanted, and the page it is in. */
export interface WantedText {
  id: number;
  link: string;
}

/**
 * Unread posts of feeds that always want the full text: those that have none and were not tried, and whose page may be asked
 * for. Feeds take turns: the newest post of each, then the next. Read one by one: who takes twenty has not read thousands.
 */
export async function* postsWantingText(
  mayAsk: (link: string) => Promise<boolean>,
): AsyncGenerator<WantedText> {
  const feeds = await db.feeds
    .filter((feed) => feed.alwaysFullText === true && feed.leftAt === undefined)
    .primaryKeys();
  const turns = new Set(feeds.map((feedId) => wantedOf(feedId, mayAsk)));
  while (turns.size > 0)
    for (const turn of turns) {
      const { value } = await turn.next();
      if (value === undefined) turns.delete(turn);
      else yield value;
    }
}

async function* wantedOf(
  feedId: number,
  mayAsk: (link: string) => Promise<boolean>,
): AsyncGenerator<WantedText, undefined> {
  const newest = db.unread
    .where('[feedId+at+postId]')
    .between([feedId], [feedId, []])
    .reverse()
    .limit(ofFeed);
  const posts = await db.posts.bulkGet(await newest.primaryKeys());
  for (const { id, link } of posts.filter((post) => post !== undefined)) {
    if (!isWebLink(link) || !(await mayAsk(link))) continue;
    const body = await db.bodies.get(id);
    if (body !== undefined && body.fullText === undefined && body.fullTextTriedAt === undefined)
      yield { id, link };
  }
}

/** Notes that a post's page has no text to be found: it is not asked again until the post is opened. */
export async function noteTextTried(postId: number, now: number): Promise<void> {
  await db.bodies.update(postId, { fullTextTriedAt: now });
}
