import { loadPlaces } from './places.ts';
import type { PostRow } from './schema.ts';
import type { StoriesInverse } from './schema-actions.ts';
import { isStoryUnread, rewriteStory } from './stories.ts';
import type { Hands } from './story.ts';
import { Tally } from './tally.ts';

/** The inverse of changing how a story is tagged by hand. */
export function tagsInverse(storyId: number, before: Hands, after: Hands): StoriesInverse & { do: 'tags' } {
  return { do: 'tags', posts: [{ id: storyId, ...before, after }] };
}

/** A story's tags with one change of them taken back; what came since, with another feed, stays. */
export function takenBack(now: Hands, before: Hands, after: Hands = now): Hands {
  return {
    handTags: changedBack(now.handTags, before.handTags, after.handTags),
    droppedTags: changedBack(now.droppedTags, before.droppedTags, after.droppedTags),
  };
}

function changedBack(now: string[], before: string[], after: string[]): string[] {
  const kept = now.filter((tag) => before.includes(tag) || !after.includes(tag));
  return [...new Set([...kept, ...before.filter((tag) => !after.includes(tag))])];
}

/** Writes the posts of one story with other tags, its unread marks and counts to match. */
export async function writeTags(before: PostRow[], hands: Hands): Promise<void> {
  const after = before.map((post) => ({ ...post, ...hands }));
  const places = await loadPlaces(before.map((post) => post.feedId));
  const tally = new Tally(places);
  await rewriteStory(before, after, await isStoryUnread(before), places, tally);
  await tally.write();
}
