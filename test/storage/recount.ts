import { countsInBadge } from '../../src/storage/badge-law.ts';
import { db } from '../../src/storage/database.ts';
import { loadPlaces } from '../../src/storage/places.ts';
import type { PostRow } from '../../src/storage/schema.ts';
import { labelsOf, storyOf } from '../../src/storage/story.ts';

/** All counts as they should be, from the posts and unread rows alone: "kind id" -> "unread/total". */
export async function recount(): Promise<Record<string, string>> {
  const posts = await db.posts.toArray();
  const places = await loadPlaces(posts.map((post) => post.feedId));
  const unread = new Set((await db.unread.toArray()).map((row) => row.postId));
  const stories = new Map<number, PostRow[]>();
  for (const post of posts) {
    // A hidden story counts nowhere.
    if (post.hiddenAt !== undefined) continue;
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
    for (const post of story) add(`feed ${post.feedId}`, isUnread);
    const heard = story.filter((post) => places.get(post.feedId)?.muted === false);
    if (heard.length === 0) continue;
    add('total 0', isUnread);
    for (const id of new Set(heard.flatMap((post) => places.get(post.feedId)?.folders ?? []))) {
      add(`folder ${id}`, isUnread);
    }
    for (const tag of new Set(heard.flatMap(labelsOf))) add(`tag ${tag}`, isUnread);
  }
  return Object.fromEntries([...sums].map(([key, [count, all]]) => [key, `${count}/${all}`]));
}

/** The counters as stored, in the same form. */
export async function counted(): Promise<Record<string, string>> {
  const rows = await db.counters.toArray();
  return Object.fromEntries(
    rows
      .filter((row) => row.kind !== 'sequence' && row.kind !== 'badge')
      .map((row) => [`${row.kind} ${row.id}`, `${row.unread}/${row.total}`]),
  );
}

/** The badge's number by its law, from the posts and unread rows alone. */
export async function recountBadge(): Promise<number> {
  const posts = (await db.posts.toArray()).filter((post) => post.hiddenAt === undefined);
  const places = await loadPlaces(posts.map((post) => post.feedId));
  const unread = new Set((await db.unread.toArray()).map((row) => row.postId));
  const alerts = await db.alerts.get(1);
  const stories = new Map<number, PostRow[]>();
  for (const post of posts) {
    const place = places.get(post.feedId);
    if (place?.left !== false || place.muted || !unread.has(post.id)) continue;
    stories.set(storyOf(post), [...(stories.get(storyOf(post)) ?? []), post]);
  }
  return [...stories.values()].filter((story) => countsInBadge(story, alerts, places)).length;
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
    const heard = active.filter((post) => places.get(post.feedId)?.muted === false);
    const hidden = story.filter((post) => post.hiddenAt !== undefined);
    if (hidden.length !== 0 && hidden.length !== story.length) return `story ${storyId} is half hidden`;
    const off = story.filter((post) => post.offBadge);
    if (off.length !== 0 && off.length !== story.length) return `story ${storyId} is half in the badge`;
    const wanted = hidden.length > 0 ? 0 : Math.min(heard.length, 1);
    if (faces.length !== wanted) return `story ${storyId} has ${faces.length} faces`;
    if (faces.some((face) => !heard.includes(face)))
      return `story ${storyId}'s face is of a feed that was left or muted`;
    const marked = story.filter((post) => unread.has(post.id));
    if (marked.length > 0 && hidden.length > 0) return `story ${storyId} is hidden and unread`;
    if (marked.length !== 0 && marked.length !== active.length) return `story ${storyId} is half unread`;
    for (const post of marked) {
      const row = unread.get(post.id);
      if (row?.at !== post.at || row.riverAt !== post.riverAt || row.storyId !== post.storyId) {
        return `unread row ${post.id} differs from its post`;
      }
      if (row.offBadge !== post.offBadge) return `unread row ${post.id} counts otherwise in the badge`;
      if (JSON.stringify(row.tagAts) !== JSON.stringify(post.tagAts))
        return `unread row ${post.id} has other tags`;
    }
    for (const post of marked) unread.delete(post.id);
  }
  const parts = await firstPartsFlaw();
  if (parts !== undefined) return parts;
  return unread.size === 0 ? undefined : `${unread.size} unread rows have no post`;
}

/** Parts of actions stand beside the actions they belong to, and nowhere else. */
async function firstPartsFlaw(): Promise<string | undefined> {
  const actions = await db.actions.toArray();
  const parts = await db.undoParts.toArray();
  for (const { id, parts: count = 0, left, undone } of actions) {
    const own = parts.filter((part) => part.actionId === id);
    if (own.length !== count) return `action ${id} has ${own.length} parts, not ${count}`;
    const toTurn = own.filter((part) => part.undone !== undone).length;
    if (toTurn !== (left ?? 0)) return `action ${id} has ${toTurn} parts to turn, not ${left}`;
  }
  const ids = new Set(actions.map((action) => action.id));
  const orphan = parts.find((part) => !ids.has(part.actionId));
  return orphan && `a part is left of action ${orphan.actionId}`;
}
