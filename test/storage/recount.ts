import { db } from '../../src/storage/database.ts';
import { loadPlaces } from '../../src/storage/places.ts';
import type { PostRow } from '../../src/storage/schema.ts';
import { storyOf, tagsOf } from '../../src/storage/story.ts';

/** All counts as they should be, from the posts and unread rows alone: "kind id" -> "unread/total". */
export async function recount(): Promise<Record<string, string>> {
  const posts = await db.posts.toArray();
  const places = await loadPlaces(posts.map((post) => post.feedId));
  const unread = new Set((await db.unread.toArray()).map((row) => row.postId));
  const stories = new Map<number, PostRow[]>();
  for (const post of posts) {
    if (places.get(post.feedId)?.left !== false) continue;
    stories.set(storyOf(post), [...(stories.get(storyOf(post)) ?? []), post]);
  }
  const sums = new Map<string, [number, number]>();
  const add = (key: string, isUnread: boolean) => {
    const [was, all] = sums.get(key) ?? [0, 0];
    sums.set(key, [was + Number(isUnread), all + 1]);
  };
  for (const story of stories.values()) {
    const isUnread = story.some((post) => unread.has(post.id));
    add('total 0', isUnread);
    for (const post of story) add(`feed ${post.feedId}`, isUnread);
    for (const id of new Set(story.flatMap((post) => places.get(post.feedId)?.folders ?? []))) {
      add(`folder ${id}`, isUnread);
    }
    for (const tag of new Set(story.flatMap(tagsOf))) add(`tag ${tag}`, isUnread);
  }
  return Object.fromEntries([...sums].map(([key, [count, all]]) => [key, `${count}/${all}`]));
}

/** The counters as stored, in the same form. */
export async function counted(): Promise<Record<string, string>> {
  const rows = await db.counters.toArray();
  return Object.fromEntries(
    rows
      .filter((row) => row.kind !== 'sequence')
      .map((row) => [`${row.kind} ${row.id}`, `${row.unread}/${row.total}`]),
  );
}

/** What must hold of stories and unread rows at any time; the first thing that does not, or undefined. */
export async function firstFlaw(): Promise<string | undefined> {
  const posts = await db.posts.toArray();
  const places = await loadPlaces(posts.map((post) => post.feedId));
  const unread = new Map((await db.unread.toArray()).map((row) => [row.postId, row]));
  const stories = new Map<number, PostRow[]>();
  for (const post of posts) stories.set(storyOf(post), [...(stories.get(storyOf(post)) ?? []), post]);
  for (const [storyId, story] of stories) {
    const active = story.filter((post) => places.get(post.feedId)?.left === false);
    const faces = story.filter((post) => post.riverAt !== undefined);
    if (faces.length !== Math.min(active.length, 1)) return `story ${storyId} has ${faces.length} faces`;
    if (faces.some((face) => !active.includes(face)))
      return `story ${storyId}'s face is of a feed that was left`;
    const marked = story.filter((post) => unread.has(post.id));
    if (marked.length !== 0 && marked.length !== active.length) return `story ${storyId} is half unread`;
    for (const post of marked) {
      const row = unread.get(post.id);
      if (row?.at !== post.at || row.riverAt !== post.riverAt || row.storyId !== post.storyId) {
        return `unread row ${post.id} differs from its post`;
      }
      if (JSON.stringify(row.tagAts) !== JSON.stringify(post.tagAts))
        return `unread row ${post.id} has other tags`;
    }
    for (const post of marked) unread.delete(post.id);
  }
  return unread.size === 0 ? undefined : `${unread.size} unread rows have no post`;
}
