import { tagKey } from '../feeds/tag-key.ts';
import { db } from './database.ts';
import { labelStories } from './label-stories.ts';
import { actionTables, recordAction } from './record.ts';
import type { TagRow } from './schema.ts';
import { loadStories } from './stories.ts';
import { type Hands, handsOf } from './story.ts';
import { tagsInverse, writeTags } from './write-tags.ts';

/** Tags a story by hand. A label that is no tag (empty, only "#") changes nothing. */
export async function addTag(storyId: number, label: string, now: number): Promise<void> {
  const key = tagKey(label);
  if (key === '') return;
  await db.transaction('rw', actionTables, async () => {
    if ((await db.tags.get(key)) === undefined) {
      await db.tags.add({ key, label: label.trim().replace(/^#/, '').normalize('NFC') });
    }
    await changeTags(storyId, 'tag', label, now, ({ handTags, droppedTags }) => ({
      handTags: [...new Set([...handTags, key])],
      droppedTags: droppedTags.filter((tag) => tag !== key),
    }));
  });
}

/** Takes a tag off a story, also one of the feed's own; it does not come back with the next check. */
export async function removeTag(storyId: number, key: string, now: number): Promise<void> {
  await db.transaction('rw', actionTables, async () => {
    const label = (await db.tags.get(key))?.label ?? key;
    await changeTags(storyId, 'untag', label, now, ({ handTags, droppedTags }) => ({
      handTags: handTags.filter((tag) => tag !== key),
      droppedTags: [...new Set([...droppedTags, key])],
    }));
  });
}

async function changeTags(
  storyId: number,
  kind: 'tag' | 'untag',
  name: string,
  now: number,
  change: (hands: Hands) => Hands,
): Promise<void> {
  const posts = (await loadStories([storyId])).get(storyId) ?? [];
  if (posts.length === 0) return;
  const before = handsOf(posts);
  const after = change(before);
  const inverses = [tagsInverse(storyId, before, after)];
  await writeTags(posts, after);
  await labelStories([storyId], now);
  await recordAction({ kind, count: 1, name, inverses }, now);
}

/** All tags ever seen, with the spelling to show. */
export function listTags(): Promise<TagRow[]> {
  return db.tags.toArray();
}
