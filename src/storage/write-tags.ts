import { loadPlaces } from './places.ts';
import type { PostRow } from './schema.ts';
import type { StoriesInverse } from './schema-actions.ts';
import { isStoryUnread, rewriteStory } from './stories.ts';
import { type Hands, handsOf } from './story.ts';
import { Tally } from './tally.ts';

/** The inverse that sets the tags of this story to what they are now. */
export function tagsInverse(storyId: number, posts: PostRow[]): StoriesInverse & { do: 'tags' } {
  return { do: 'tags', posts: [{ id: storyId, ...handsOf(posts) }] };
}

/** Writes the posts of one story with other tags, its unread marks and counts to match. */
export async function writeTags(before: PostRow[], hands: Hands): Promise<void> {
  const after = before.map((post) => ({ ...post, ...hands }));
  const places = await loadPlaces(before.map((post) => post.feedId));
  const tally = new Tally(places);
  await rewriteStory(before, after, await isStoryUnread(before), places, tally);
  await tally.write();
}
