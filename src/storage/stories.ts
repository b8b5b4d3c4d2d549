import { db } from './database.ts';
import type { Places } from './places.ts';
import type { MarkRow, PostRow } from './schema.ts';
import { arrange, storyOf, unreadRowsOf } from './story.ts';
import type { Tally } from './tally.ts';

/** All posts of these stories, grouped by story id. Runs inside the caller's transaction (posts). */
export async function loadStories(storyIds: Iterable<number>): Promise<Map<number, PostRow[]>> {
  const ids = [...new Set(storyIds)];
  const [firsts, joined] = await Promise.all([
    db.posts.bulkGet(ids),
    db.posts.where('storyId').anyOf(ids).toArray(),
  ]);
  const stories = new Map<number, PostRow[]>(ids.map((id) => [id, []]));
  for (const post of joined) stories.get(post.storyId as number)?.push(post);
  for (const post of firsts) {
    if (post !== undefined && post.storyId === undefined) stories.get(post.id)?.push(post);
  }
  return stories;
}

/**
 * Writes a story anew: its posts arranged, its unread rows and its star's place to match, its counts moved in the tally.
 * `before` are the posts as stored (none for a new story), `after` as they shall be, all of one story.
 * Runs inside the caller's transaction (posts, unread, marks).
 */
export async function rewriteStory(
  before: PostRow[],
  after: PostRow[],
  isUnread: boolean,
  places: Places,
  tally: Tally,
): Promise<void> {
  const posts = arrange(after, places);
  tally.story(before, 'total', -1);
  tally.story(posts, 'total', 1);
  if (isUnread) {
    tally.story(before, 'unread', -1);
    tally.story(posts, 'unread', 1);
    await db.unread.bulkDelete(before.map((post) => post.id));
    await db.unread.bulkPut(unreadRowsOf(posts, places));
  }
  await db.posts.bulkPut(posts);
  await moveStars([...new Set(posts.map(storyOf))]);
}

/** A story is unread when one of its posts has an unread row. */
export async function isStoryUnread(posts: PostRow[]): Promise<boolean> {
  const rows = await db.unread.bulkGet(posts.map((post) => post.id));
  return rows.some((row) => row !== undefined);
}

/**
 * Keeps the starred list sorted by the face's time; a story without a face is in no list.
 * Runs inside the caller's transaction (posts, marks).
 */
export async function moveStars(storyIds: number[]): Promise<void> {
  const marks = await db.marks.bulkGet(storyIds);
  const starred = marks.filter((mark) => mark?.starredAt !== undefined) as MarkRow[];
  if (starred.length === 0) return;
  const stories = await loadStories(starred.map((mark) => mark.storyId));
  const moved = starred.map((mark) => {
    const { starAt: _starAt, ...bare } = mark;
    const face = stories.get(mark.storyId)?.find((post) => post.riverAt !== undefined);
    return face === undefined ? bare : { ...bare, starAt: [face.at, mark.storyId] as [number, number] };
  });
  await db.marks.bulkPut(moved);
}
