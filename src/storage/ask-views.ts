import { type Mark, parseQuery, type Query } from '../feeds/query.ts';
import { type Clock, clockAt, matches, type PostFacts } from '../feeds/query-match.ts';
import { db } from './database.ts';
import { factsOf, namesOf } from './post-facts.ts';
import { rewriteStories } from './rewrite-stories.ts';
import type { PostRow } from './schema.ts';
import { loadStories } from './stories.ts';
import { isHeardFeed, storyOf, tagsOfStory } from './story.ts';

/**
 * Asks the saved views about these stories and notes on each post which of them it answers; counters follow. Unread
 * marks need no asking: views are asked as if all were unread, and count the unread among what they label.
 * Runs inside the caller's transaction (all tables of an action).
 */
export async function askViews(storyIds: Iterable<number>, now: number): Promise<void> {
  const views = await db.views.toArray();
  const stories = await loadStories(storyIds);
  const posts = [...stories.values()].flat();
  if (views.length === 0 && posts.every((post) => post.viewIds === undefined)) return;
  const queries = views.flatMap(({ id, text }) => {
    const parsed = parseQuery(text);
    return parsed.kind === 'query' ? [{ id, query: parsed.query }] : [];
  });
  const facts = await factsOfStories(stories);
  const rewritings = [...stories.values()].map((before) => ({
    before,
    after: before.map((post) => withLabels(post, queries, facts.get(post.id), clockAt(now))),
  }));
  await rewriteStories(
    rewritings.filter(({ before, after }) => after.some((post, index) => post !== before[index])),
  );
}

/** The post itself when nothing changes. */
function withLabels(
  post: PostRow,
  queries: { id: number; query: Query }[],
  facts: PostFacts | undefined,
  clock: Clock,
): PostRow {
  const viewIds = queries
    .filter(({ query }) => facts !== undefined && matches(query, facts, clock))
    .map(({ id }) => id);
  if (viewIds.join() === (post.viewIds ?? []).join()) return post;
  const { viewIds: _before, ...bare } = post;
  return viewIds.length === 0 ? bare : { ...bare, viewIds };
}

/** What can be asked of each post, by its id; all are said to be unread. */
async function factsOfStories(stories: ReadonlyMap<number, PostRow[]>): Promise<Map<number, PostFacts>> {
  const posts = [...stories.values()].flat();
  const bodies = await db.bodies.bulkGet(posts.map((post) => post.id));
  const feeds = new Map((await db.feeds.toArray()).map((feed) => [feed.id, feed]));
  const folders = new Map((await db.folders.toArray()).map((folder) => [folder.id, folder]));
  const marks = await db.marks.bulkGet([...stories.keys()]);
  const starred = new Set(marks.flatMap((mark) => (mark?.starredAt === undefined ? [] : [mark.storyId])));
  const facts = new Map<number, PostFacts>();
  for (const [i, post] of posts.entries()) {
    const feed = feeds.get(post.feedId);
    if (feed === undefined) continue;
    const tags = tagsOfStory(stories.get(storyOf(post)) ?? [], (feedId) => isHeardFeed(feeds.get(feedId)));
    const is = new Set<Mark>(['unread']);
    if (starred.has(storyOf(post))) is.add('starred');
    if (post.editedAt !== undefined) is.add('edited');
    facts.set(post.id, factsOf(post, bodies[i], namesOf(feed, folders), is, tags));
  }
  return facts;
}
