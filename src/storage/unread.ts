import { addRows } from './add-rows.ts';
import { db } from './database.ts';
import { noteLeftUnread } from './left-unread.ts';
import { type MarkSource, queueMarks } from './outgoing.ts';
import { loadPlaces } from './places.ts';
import { rowsOf } from './rows-of.ts';
import type { PostRow, UnreadRow } from './schema.ts';
import { loadStories } from './stories.ts';
import { byStory, isHidden, storyOf, unreadRowsOf } from './story.ts';
import { Tally } from './tally.ts';

/**
 * Deletes these unread rows, which are whole stories, and counts them out; answers the stories.
 * Runs inside the caller's transaction.
 */
export async function makeRead(rows: UnreadRow[], source: MarkSource = 'here'): Promise<number[]> {
  const tally = new Tally(await loadPlaces(rows.map((row) => row.feedId)));
  const stories = byStory(rows);
  for (const story of stories.values()) tally.story(story, 'unread', -1);
  const postIds = rows.map((row) => row.postId);
  await db.unread.bulkDelete(postIds);
  if (source === 'here') await queueMarks(postIds, 'read', true);
  await tally.write();
  return [...stories.keys()];
}

/** The whole store at once: one clear, and every unread number is nought. Answers the posts that were unread. */
export async function makeAllRead(): Promise<number[]> {
  const postIds = await db.unread.toCollection().primaryKeys();
  if (postIds.length === 0) return [];
  await db.unread.clear();
  await queueMarks(postIds, 'read', true);
  const counters = (await db.counters.toArray()).filter((counter) => counter.unread !== 0);
  await db.counters.bulkPut(counters.map((counter) => ({ ...counter, unread: 0 })));
  return postIds;
}

/**
 * Puts unread rows for these stories (joinedAmong says how they are named), where they have none; answers which. An undo
 * (`alsoLeft`) reaches those, too, whose feeds were all left: they are unread for the first that comes back.
 */
export async function makeUnread(
  names: number[],
  { source = 'here', alsoLeft = false }: { source?: MarkSource; alsoLeft?: boolean } = {},
): Promise<number[]> {
  const stories = await storiesNamed(names);
  const posts = stories.flat();
  const places = await loadPlaces(posts.map((post) => post.feedId));
  const tally = new Tally(places);
  const unread = await unreadAmongPosts(posts.map((post) => post.id));
  const put: UnreadRow[] = [];
  const made: number[] = [];
  const left: number[] = [];
  for (const story of stories) {
    if (isHidden(story) || story.some((post) => unread.has(post.id))) continue;
    const rows = unreadRowsOf(story, places);
    if (rows[0] === undefined) {
      if (alsoLeft && story[0] !== undefined) left.push(storyOf(story[0]));
      continue;
    }
    put.push(...rows);
    tally.story(story, 'unread', 1);
    made.push(rows[0].storyId ?? rows[0].postId);
  }
  await addRows(db.unread, put);
  if (source === 'here')
    await queueMarks(
      put.map((row) => row.postId),
      'read',
      false,
    );
  await noteLeftUnread(left);
  await tally.write();
  return [...made, ...left];
}

/** Stories, each with all its posts. */
async function storiesNamed(names: number[]): Promise<PostRow[][]> {
  const posts = await postsOf(names);
  const alone = posts.filter((post) => post.storyId === undefined);
  const joined = joinedAmong(names, posts);
  const together = joined.length === 0 ? [] : [...(await loadStories(joined)).values()];
  return [...alone.map((post) => [post]), ...together];
}

/**
 * The ids of the stories of more than one post. A story is named by any of its posts, or by its id: that is its first
 * post's, and stays when this post is dropped and another one goes on carrying the story.
 */
function joinedAmong(names: number[], posts: PostRow[]): number[] {
  const found = new Set(posts.map((post) => post.id));
  return [...posts.flatMap((post) => post.storyId ?? []), ...names.filter((id) => !found.has(id))];
}

/** The unread rows of stories. */
export async function unreadRowsNamed(names: number[]): Promise<UnreadRow[]> {
  const rows = await unreadOf(names);
  const alone = rows.filter((row) => row.storyId === undefined);
  const found = new Set(rows.map((row) => row.postId));
  // A post may have joined a story since whose other posts are the ones that are unread.
  const gone = names.filter((id) => !found.has(id));
  const others = joinedAmong(gone, await postsOf(gone));
  const joined = [...rows.flatMap((row) => row.storyId ?? []), ...others];
  return [...alone, ...(joined.length === 0 ? [] : await unreadRowsOfStories(joined))];
}

/** The unread rows of whole stories. */
export async function unreadRowsOfStories(storyIds: number[]): Promise<UnreadRow[]> {
  const stories = await loadStories(storyIds);
  const postIds = [...stories.values()].flat().map((post) => post.id);
  const rows = await db.unread.bulkGet(postIds);
  return rows.filter((row) => row !== undefined);
}

async function unreadAmongPosts(postIds: number[]): Promise<Set<number>> {
  const rows = await unreadOf(postIds);
  return new Set(rows.map((row) => row.postId));
}

async function postsOf(ids: number[]): Promise<PostRow[]> {
  const rows = await rowsOf(db.posts, ids, (row) => row.id);
  return [...new Set(ids)].flatMap((id) => rows.get(id) ?? []);
}

async function unreadOf(postIds: number[]): Promise<UnreadRow[]> {
  const rows = await rowsOf(db.unread, postIds, (row) => row.postId);
  return [...new Set(postIds)].flatMap((id) => rows.get(id) ?? []);
}
