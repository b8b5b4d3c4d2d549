import { db } from './database.ts';
import { giveStars } from './give-stars.ts';
import { hideStories, setOffBadge, showStories } from './hiding.ts';
import { labelStories } from './label-stories.ts';
import type { StoriesInverse } from './schema-actions.ts';
import { loadStories } from './stories.ts';
import { handsOf, storyOf } from './story.ts';
import { applyMarks } from './undo-parts.ts';
import { tagsInverse, takenBack, writeTags } from './write-tags.ts';

/**
 * Applies an inverse that concerns stories alone, and answers the inverse of that: all that a part of a large action can
 * hold, so that the worker, which turns parts, needs nothing of what is done with feeds and folders.
 */
export async function turnStories(inverse: StoriesInverse, now: number): Promise<StoriesInverse> {
  switch (inverse.do) {
    case 'unread':
    case 'read':
      return applyMarks(inverse);
    case 'star':
      return applyStar(inverse, now);
    case 'tags':
      return applyTags(inverse, now);
    case 'hide':
      return { do: 'show', postIds: await hideStories(await storiesOf(inverse.postIds), now) };
    case 'show':
      return { do: 'hide', postIds: await showStories(await storiesOf(inverse.postIds), now) };
    case 'off-badge':
      return { do: 'on-badge', postIds: await setOffBadge(await storiesOf(inverse.postIds), true) };
    case 'on-badge':
      return { do: 'off-badge', postIds: await setOffBadge(await storiesOf(inverse.postIds), false) };
  }
}

/** The stories that are named by a post of theirs, or by their id: that of their first post, which may be gone. */
async function storiesOf(names: number[]): Promise<number[]> {
  const posts = await db.posts.bulkGet(names);
  return names.map((id, i) => storyOf(posts[i] ?? { id }));
}

async function applyStar(inverse: StoriesInverse & { do: 'star' }, now: number): Promise<StoriesInverse> {
  const starredAt = (await db.marks.get(inverse.storyId))?.starredAt;
  await giveStars([inverse.storyId], inverse.starredAt);
  await labelStories([inverse.storyId], now);
  return { do: 'star', storyId: inverse.storyId, ...(starredAt !== undefined && { starredAt }) };
}

/** The story may hold more posts by now than when it was tagged: it is written whole. */
async function applyTags(inverse: StoriesInverse & { do: 'tags' }, now: number): Promise<StoriesInverse> {
  const [change] = inverse.posts;
  if (change === undefined) return inverse;
  const [storyId = 0] = await storiesOf([change.id]);
  const posts = (await loadStories([storyId])).get(storyId) ?? [];
  if (posts.length === 0) return inverse;
  const hands = handsOf(posts);
  // Older builds named each post of the story.
  const next = takenBack(hands, handsOf(inverse.posts), change.after);
  await writeTags(posts, next);
  await labelStories([storyId], now);
  return tagsInverse(storyId, hands, next);
}
