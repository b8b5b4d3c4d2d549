import { db } from './database.ts';
import { type MarkSource, queueMarks } from './outgoing.ts';
import type { MarkRow } from './schema.ts';
import { loadStories, moveStars } from './stories.ts';

/**
 * Stars stories, or takes their stars away (`at` undefined); the one place where a star is written. Who has one keeps
 * its instant. Inside the caller's transaction (marks, posts, feeds, folders, outgoing, counters).
 */
export async function giveStars(
  storyIds: number[],
  at: number | undefined,
  source: MarkSource = 'here',
): Promise<void> {
  if (storyIds.length === 0) return;
  const marks = await db.marks.bulkGet(storyIds);
  await db.marks.bulkPut(storyIds.map((storyId, i) => starred(marks[i] ?? { storyId }, at)));
  await moveStars(storyIds);
  if (source === 'here') await queueStars(storyIds, at !== undefined);
}

/** Tells the server of all items of these stories. Inside the caller's transaction. */
export async function queueStars(storyIds: number[], on: boolean): Promise<void> {
  if (!db.isOfServer) return;
  const posts = [...(await loadStories(storyIds)).values()].flat();
  await queueMarks(
    posts.map((post) => post.id),
    'starred',
    on,
  );
}

function starred(mark: MarkRow, at: number | undefined): MarkRow {
  const { starredAt, starAt: _starAt, ...bare } = mark;
  return at === undefined ? bare : { ...bare, starredAt: starredAt ?? at };
}
