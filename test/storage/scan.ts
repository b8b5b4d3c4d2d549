import type { Query } from '../../src/feeds/query.ts';
import { type Clock, matches, type PostFacts } from '../../src/feeds/query-match.ts';
import { db } from '../../src/storage/database.ts';
import { namesOf } from '../../src/storage/feed-names.ts';
import { folderChain } from '../../src/storage/places.ts';
import type { PostRow } from '../../src/storage/schema.ts';
import { textsOf } from '../../src/storage/search/texts.ts';
import { storyOf, tagsOf } from '../../src/storage/story.ts';

/** The stories that answer a query, found by asking every post of the subscribed feeds. */
export async function scan(query: Query, clock: Clock): Promise<Set<number>> {
  const feeds = new Map((await db.feeds.toArray()).map((feed) => [feed.id, feed]));
  const folders = new Map((await db.folders.toArray()).map((folder) => [folder.id, folder]));
  const all = (await db.posts.toArray()).filter(
    ({ feedId, hiddenAt }) =>
      hiddenAt === undefined &&
      feeds.get(feedId)?.leftAt === undefined &&
      feeds.get(feedId)?.mutedAt === undefined,
  );
  const stories = new Map<number, PostRow[]>();
  for (const post of all) stories.set(storyOf(post), [...(stories.get(storyOf(post)) ?? []), post]);
  const found = new Set<number>();
  for (const post of all) {
    const story = stories.get(storyOf(post)) as PostRow[];
    const feed = feeds.get(post.feedId);
    if (feed === undefined) continue;
    const marks = new Set<'unread' | 'starred' | 'edited'>();
    if ((await db.unread.get(post.id)) !== undefined) marks.add('unread');
    if ((await db.marks.get(storyOf(post)))?.starredAt !== undefined) marks.add('starred');
    if (post.editedAt !== undefined) marks.add('edited');
    const facts: PostFacts = {
      ...textsOf(post, await db.bodies.get(post.id)),
      feedNames: namesOf(feed),
      folderNames: folderChain(feed.folderId, folders).map((id) => folders.get(id)?.title ?? ''),
      tags: story.flatMap(tagsOf),
      at: post.at,
      marks,
    };
    if (matches(query, facts, clock)) found.add(storyOf(post));
  }
  return found;
}
