import { db } from './database.ts';
import { loadPlaces } from './places.ts';
import type { UnreadRow } from './schema.ts';
import { loadStories } from './stories.ts';
import { unreadRowsOf } from './story.ts';
import { Tally } from './tally.ts';

/**
 * Deletes these unread rows, which are whole stories, and counts them out; answers the face's post of each story.
 * Runs inside the caller's transaction.
 */
export async function makeRead(rows: UnreadRow[]): Promise<number[]> {
  const tally = new Tally(await loadPlaces(rows.map((row) => row.feedId)));
  const stories = new Map<number, UnreadRow[]>();
  for (const row of rows) {
    const storyId = row.storyId ?? row.postId;
    stories.set(storyId, [...(stories.get(storyId) ?? []), row]);
  }
  const faces: number[] = [];
  for (const story of stories.values()) {
    tally.story(story, 'unread', -1);
    const face = story.find((row) => row.riverAt !== undefined);
    if (face !== undefined) faces.push(face.postId);
  }
  await db.unread.bulkDelete(rows.map((row) => row.postId));
  await tally.write();
  return faces;
}

/** The whole store at once: one clear, and every unread number is nought. */
export async function makeAllRead(rows: UnreadRow[]): Promise<number[]> {
  await db.unread.clear();
  const counters = await db.counters.filter((counter) => counter.unread !== 0).toArray();
  await db.counters.bulkPut(counters.map((counter) => ({ ...counter, unread: 0 })));
  return rows.filter((row) => row.riverAt !== undefined).map((row) => row.postId);
}

/** Puts unread rows for those of the stories that have none; answers their faces' posts. */
export async function makeUnread(storyIds: number[]): Promise<number[]> {
  const stories = await loadStories(storyIds);
  const posts = [...stories.values()].flat();
  const places = await loadPlaces(posts.map((post) => post.feedId));
  const tally = new Tally(places);
  const present = await db.unread.bulkGet(posts.map((post) => post.id));
  const unread = new Set(present.flatMap((row) => (row === undefined ? [] : [row.postId])));
  const put: UnreadRow[] = [];
  const faces: number[] = [];
  for (const story of stories.values()) {
    const face = story.find((post) => post.riverAt !== undefined);
    if (face === undefined || story.some((post) => unread.has(post.id))) continue;
    put.push(...unreadRowsOf(story, places));
    tally.story(story, 'unread', 1);
    faces.push(face.id);
  }
  await db.unread.bulkPut(put);
  await tally.write();
  return faces;
}

/** The unread rows of whole stories. */
export async function unreadRowsOfStories(storyIds: number[]): Promise<UnreadRow[]> {
  const stories = await loadStories(storyIds);
  const postIds = [...stories.values()].flat().map((post) => post.id);
  const rows = await db.unread.bulkGet(postIds);
  return rows.filter((row) => row !== undefined);
}
