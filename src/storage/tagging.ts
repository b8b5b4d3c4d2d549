import { tagKey } from '../feeds/tag-key.ts';
import { db } from './database.ts';
import { loadPlaces } from './places.ts';
import { actionTables, recordAction } from './record.ts';
import type { Inverse, PostRow, TagRow } from './schema.ts';
import { isStoryUnread, loadStories, rewriteStory } from './stories.ts';
import { Tally } from './tally.ts';

/** Tags a story by hand. A label that is no tag (empty, only "#") changes nothing. */
export async function addTag(storyId: number, label: string, now: number): Promise<void> {
  const key = tagKey(label);
  if (key === '') return;
  await db.transaction('rw', actionTables, async () => {
    if ((await db.tags.get(key)) === undefined) {
      await db.tags.add({ key, label: label.trim().replace(/^#/, '').normalize('NFC') });
    }
    await changeTags(storyId, 'tag', label, now, (post, isFace) => {
      const droppedTags = (post.droppedTags ?? []).filter((tag) => tag !== key);
      const handTags = isFace ? [...new Set([...(post.handTags ?? []), key])] : (post.handTags ?? []);
      return { ...post, droppedTags, handTags };
    });
  });
}

/** Takes a tag off a story, also one of the feed's own; it does not come back with the next check. */
export async function removeTag(storyId: number, key: string, now: number): Promise<void> {
  await db.transaction('rw', actionTables, async () => {
    const label = (await db.tags.get(key))?.label ?? key;
    await changeTags(storyId, 'untag', label, now, (post) => ({
      ...post,
      droppedTags: [...new Set([...(post.droppedTags ?? []), key])],
      handTags: (post.handTags ?? []).filter((tag) => tag !== key),
    }));
  });
}

async function changeTags(
  storyId: number,
  kind: 'tag' | 'untag',
  name: string,
  now: number,
  change: (post: PostRow, isFace: boolean) => PostRow,
): Promise<void> {
  const posts = (await loadStories([storyId])).get(storyId) ?? [];
  if (posts.length === 0) return;
  const inverses = [tagsInverse(posts)];
  await writeTags(
    posts,
    posts.map((post) => change(post, post.riverAt !== undefined)),
  );
  await recordAction({ kind, count: 1, name, inverses }, now);
}

/** The inverse that sets the tags of these posts to what they are now. */
export function tagsInverse(posts: PostRow[]): Inverse & { do: 'tags' } {
  return {
    do: 'tags',
    posts: posts.map(({ id, handTags = [], droppedTags = [] }) => ({ id, handTags, droppedTags })),
  };
}

/** Writes the posts of one story with other tags, its unread marks and counts to match. */
export async function writeTags(before: PostRow[], after: PostRow[]): Promise<void> {
  const places = await loadPlaces(before.map((post) => post.feedId));
  const tally = new Tally(places);
  await rewriteStory(before, after, await isStoryUnread(before), places, tally);
  await tally.write();
}

/** All tags ever seen, with the spelling to show. */
export function listTags(): Promise<TagRow[]> {
  return db.tags.toArray();
}
