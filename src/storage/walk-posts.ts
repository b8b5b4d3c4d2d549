import type { Mark, Query } from '../feeds/query.ts';
import { leavesOf } from '../feeds/query.ts';
import { clockAt, matches } from '../feeds/query-match.ts';
import { mayMatch } from '../feeds/query-sieve.ts';
import { db } from './database.ts';
import { type FeedNames, factsOf, namesOf } from './post-facts.ts';
import type { BodyRow, PostRow } from './schema.ts';
import { lastIdOf } from './sequence.ts';
import { loadStories } from './stories.ts';
import { isHeardFeed, storyOf, tagsOf, tagsOfStory } from './story.ts';

/** So many posts are looked at in one go. */
const stepPosts = 250;

/** What one go found; `looked` counts all posts looked at so far, `newestId` is about how many there are. */
export interface Found {
  posts: PostRow[];
  looked: number;
  total: number;
}

/**
 * The stored posts that a query finds, the last stored first, a bounded number of them looked at in each go: the
 * caller draws in between, writes, or stops. Posts of feeds that were left are passed over.
 */
export async function* walkPosts(query: Query, now: number): AsyncGenerator<Found> {
  const feeds = await readFeeds();
  const clock = clockAt(now);
  const readsBodies = leavesOf(query).some(
    (leaf) => leaf.kind === 'has' || (leaf.kind === 'words' && leaf.field === undefined),
  );
  const total = await countPosts();
  let looked = 0;
  for (let below = (await lastIdOf('posts')) + 1; ; ) {
    const posts = await db.posts.where('id').below(below).reverse().limit(stepPosts).toArray();
    const facts = await readFacts(posts, feeds, readsBodies);
    looked += posts.length;
    const found = posts.filter((_, index) => {
      const asked = facts[index];
      return asked !== undefined && mayMatch(query, asked) && matches(query, asked, clock);
    });
    yield { posts: found, looked, total: Math.max(total, looked) };
    const last = posts.at(-1);
    if (last === undefined || posts.length < stepPosts) return;
    below = last.id;
  }
}

interface Feeds {
  names: ReadonlyMap<number, FeedNames>;
  heard: ReadonlySet<number>;
}

async function readFacts(posts: PostRow[], { names, heard }: Feeds, readsBodies: boolean) {
  const ids = posts.map((post) => post.id);
  const none: (BodyRow | undefined)[] = [];
  const [bodies, unread, marks, stories] = await Promise.all([
    readsBodies ? db.bodies.bulkGet(ids) : none,
    db.unread.bulkGet(ids),
    db.marks.bulkGet(posts.map(storyOf)),
    loadStories(posts.flatMap((post) => post.storyId ?? [])),
  ]);
  return posts.map((post, index) => {
    const named = names.get(post.feedId);
    if (named === undefined) return undefined;
    const is = new Set<Mark>();
    if (unread[index] !== undefined) is.add('unread');
    if (marks[index]?.starredAt !== undefined) is.add('starred');
    if (post.editedAt !== undefined) is.add('edited');
    const story = stories.get(post.storyId ?? 0) ?? [];
    const tags = [...tagsOf(post), ...tagsOfStory(story, (feedId) => heard.has(feedId))];
    return factsOf(post, bodies[index], named, is, tags);
  });
}

async function readFeeds(): Promise<Feeds> {
  const [feeds, folders] = await Promise.all([db.feeds.toArray(), db.folders.toArray()]);
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const subscribed = feeds.filter((feed) => feed.leftAt === undefined);
  return {
    names: new Map(subscribed.map((feed) => [feed.id, namesOf(feed, byId)])),
    heard: new Set(feeds.filter(isHeardFeed).map((feed) => feed.id)),
  };
}

/** From the counters of the feeds: posts are not walked for it. */
async function countPosts(): Promise<number> {
  const rows = await db.counters.where('[kind+id]').between(['feed'], ['feed', []]).toArray();
  return rows.reduce((sum, row) => sum + row.total, 0);
}
