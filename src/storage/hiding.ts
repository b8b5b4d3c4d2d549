import { db } from './database.ts';
import { labelStories } from './label-stories.ts';
import { actionTables, recordAction } from './record.ts';
import { rewriteStories } from './rewrite-stories.ts';
import type { PostRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';
import { loadStories } from './stories.ts';
import { isHidden, storyOf } from './story.ts';
import { makeRead, unreadRowsOfStories } from './unread.ts';

/** Hides stories, which reads them; answers those that were not hidden. Inside the caller's transaction. */
export async function hideStories(storyIds: number[], now: number): Promise<number[]> {
  await makeRead(await unreadRowsOfStories(storyIds));
  return changeStories(
    storyIds,
    (story) => !isHidden(story),
    (post) => ({ ...post, hiddenAt: now }),
  );
}

/**
 * Shows stories again, read; answers those that were hidden. While they were, no settling asked them what views they
 * answer. Inside the caller's transaction.
 */
export async function showStories(storyIds: number[], now: number): Promise<number[]> {
  const shown = await changeStories(storyIds, isHidden, ({ hiddenAt: _hiddenAt, ...post }) => post);
  await labelStories(shown, now);
  return shown;
}

/** Leaves stories out of the badge, or lets them count again; answers those that changed. */
export function setOffBadge(storyIds: number[], off: boolean): Promise<number[]> {
  return changeStories(
    storyIds,
    (story) => story.some((post) => post.offBadge) !== off,
    ({ offBadge: _offBadge, ...post }) => (off ? { ...post, offBadge: true } : post),
  );
}

/** Shows one hidden post again, as a person asks. */
export function showPost(storyId: number, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const postIds = await showStories([storyId], now);
    const inverses: Inverse[] = [{ do: 'hide', postIds }];
    if (postIds.length > 0) await recordAction({ kind: 'show-post', count: 1, inverses }, now);
  });
}

async function changeStories(
  storyIds: number[],
  isMeant: (story: PostRow[]) => boolean,
  change: (post: PostRow) => PostRow,
): Promise<number[]> {
  const stories = [...(await loadStories(storyIds)).values()].filter(
    (story) => story.length > 0 && isMeant(story),
  );
  await rewriteStories(stories.map((before) => ({ before, after: before.map(change) })));
  return stories.map((story) => storyOf(story[0] as PostRow));
}
