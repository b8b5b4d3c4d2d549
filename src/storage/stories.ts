import { db } from './database.ts';
import { loadPlaces, type Places } from './places.ts';
import type { MarkRow, PostRow } from './schema.ts';
import { arrange, isActive, isHidden, storyOf, unreadRowsOf } from './story.ts';
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
 * The post that stands for a story in the starred list: its face; where all its feeds are muted, its first post; none
 * once all its feeds were left, or while it is hidden.
 */
export function standInOf(posts: PostRow[], places: Places): PostRow | undefined {
  const face = posts.find((post) => post.riverAt !== undefined);
  if (face !== undefined || isHidden(posts)) return face;
  return posts.filter((post) => isActive(places.get(post.feedId))).sort((a, b) => a.id - b.id)[0];
}

/**
 * Keeps the starred list sorted by the time of what stands there; a story whose feeds were left is in no list.
 * Runs inside the caller's transaction (posts, marks, feeds, folders).
 */
export async function moveStars(storyIds: number[]): Promise<void> {
  const marks = await db.marks.bulkGet(storyIds);
  const starred = marks.filter((mark) => mark?.starredAt !== undefined) as MarkRow[];
  if (starred.length === 0) return;
  const stories = await loadStories(starred.map((mark) => mark.storyId));
  const places = await loadPlaces([...stories.values()].flat().map((post) => post.feedId));
  const moved = starred.map((mark): MarkRow => {
    const { starAt: _starAt, ...bare } = mark;
    const shown = standInOf(stories.get(mark.storyId) ?? [], places);
    return shown === undefined ? bare : { ...bare, starAt: [shown.at, mark.storyId] };
  });
  await db.marks.bulkPut(moved);
}
