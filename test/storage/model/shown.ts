/** What must be seen of a reference: counts, lists and marks, worked out anew each time, the long way. */
import { gmtDays } from '../../../src/feeds/days.ts';
import type { Post, Reference, Scope } from './reference.ts';

/**
 * A story of which at least one feed is subscribed; `face` stands for it, none where all its feeds are muted; `posts` are
 * those of subscribed feeds. Tags and folders are those of feeds that are heard.
 */
export interface Story {
  id: number;
  face: Post | undefined;
  posts: Post[];
  tags: string[];
  folders: number[];
  isUnread: boolean;
  isStarred: boolean;
}

/** What the storage must show, in the form of `readShown`. Lists are ids of posts, newest first. */
export interface Shown {
  counts: Record<string, string>;
  badge: number;
  posts: string[];
  feeds: string[];
  folders: string[];
  marks: string[];
  canUndo: number;
  canRedo: number;
  lists: Record<string, number[]>;
}

/** All stories that are shown, in no order. */
export function storiesOf(reference: Reference): Story[] {
  const { unread, starred, tagged, untagged, muted, joined, folderOf, folders } = reference.marks();
  const byStory = new Map<number, Post[]>();
  for (const post of reference.posts.values())
    if (joined.has(post.feedId)) byStory.set(post.storyId, [...(byStory.get(post.storyId) ?? []), post]);
  const chain = (folder: number): number[] => {
    const found = folders.get(folder);
    return found === undefined ? [] : [folder, ...chain(found.parent)];
  };
  const isPlanet = (post: Post) => Number(reference.feeds.get(post.feedId)?.planet);
  return [...byStory].map(([id, posts]) => {
    const heard = posts.filter((post) => !muted.has(post.feedId));
    const own = heard.flatMap((post) => post.tags).filter((tag) => !untagged.get(id)?.has(tag));
    return {
      id,
      face: heard.sort((a, b) => isPlanet(a) - isPlanet(b) || a.id - b.id)[0],
      posts,
      tags: heard.length === 0 ? [] : [...new Set([...own, ...(tagged.get(id) ?? [])])],
      folders: [...new Set(heard.flatMap((post) => chain(folderOf.get(post.feedId) ?? 0)))],
      isUnread: unread.has(id),
      isStarred: starred.has(id),
    };
  });
}

/** The unread stories of a scope: what "mark all read" reads. */
export function unreadIn(reference: Reference, scope: Scope): number[] {
  const isIn = (story: Story): boolean => {
    if (scope === 'all') return story.face !== undefined;
    if (scope === 'starred') return story.isStarred;
    if ('tag' in scope) return story.tags.includes(scope.tag);
    if ('folderId' in scope) return story.folders.includes(scope.folderId);
    return story.posts.some((post) => post.feedId === scope.feedId);
  };
  return storiesOf(reference)
    .filter((story) => story.isUnread && isIn(story))
    .map((story) => story.id);
}

export function shownOf(reference: Reference): Shown {
  const stories = storiesOf(reference);
  const { joined, folders, folderOf, starred } = reference.marks();
  const alive = new Set([...reference.posts.values()].map((post) => post.storyId));
  return {
    counts: countsOf(stories),
    badge: stories.filter((story) => story.isUnread && story.face !== undefined).length,
    posts: [...reference.posts.values()].sort((a, b) => a.id - b.id).map(tellPost),
    feeds: [...reference.feeds.values()]
      .map(({ id, url }) => `${id} ${url} ${joined.has(id) ? folderOf.get(id) : 'left'}`)
      .sort(),
    folders: [...folders]
      .map(([id, { title, parent }]) => `${id} ${title} in ${folders.has(parent) ? parent : 0}`)
      .sort(),
    marks: [...alive]
      .filter((id) => starred.has(id) || reference.views.has(id))
      .map((id) => `${id} ${starred.has(id) ? 'starred' : ''} ${reference.views.get(id) ?? 0}`)
      .sort(),
    canUndo: reference.deeds.filter((deed) => deed.isAction && !deed.isUndone).length,
    canRedo: reference.deeds.filter((deed) => deed.isUndone).length,
    lists: listsOf(stories),
  };
}

/** One line of a post: what was published and stored of it. */
export function tellPost(
  post: Pick<Post, 'id' | 'feedId' | 'key' | 'storyId' | 'at' | 'title' | 'body'>,
): string {
  const { id, feedId, key, storyId, at, title, body } = post;
  return `${id} of ${feedId}: ${key} in ${storyId} at ${at}, ${title}, ${body}`;
}

function countsOf(stories: Story[]): Record<string, string> {
  const sums = new Map<string, [number, number]>();
  for (const { face, posts, tags, folders, isUnread } of stories) {
    const keys = [
      ...posts.map((post) => `feed ${post.feedId}`),
      ...(face === undefined ? [] : ['total 0']),
      ...folders.map((id) => `folder ${id}`),
      ...tags.map((tag) => `tag ${tag}`),
    ];
    for (const key of keys) {
      const [unread, total] = sums.get(key) ?? [0, 0];
      sums.set(key, [unread + Number(isUnread), total + 1]);
    }
  }
  return Object.fromEntries([...sums].map(([key, [unread, total]]) => [key, `${unread}/${total}`]));
}

/** Every list by its name, whole and unread: the river, each feed's, each tag's, the starred. Empty ones are left out. */
function listsOf(stories: Story[]): Record<string, number[]> {
  const lists = new Map<string, { at: number; id: number; under: number }[]>();
  for (const story of stories)
    for (const suffix of story.isUnread ? ['', ' unread'] : ['']) {
      const put = (name: string, { at, id }: Post, under = id) =>
        lists.set(name + suffix, [...(lists.get(name + suffix) ?? []), { at, id, under }]);
      const first = [...story.posts].sort((a, b) => a.id - b.id)[0] as Post;
      if (story.face !== undefined) put('all', story.face);
      for (const post of story.posts) put(`feed ${post.feedId}`, post);
      for (const tag of story.tags) put(`tag ${tag}`, story.face ?? first);
      if (story.isStarred) put('starred', story.face ?? first, story.id);
    }
  const sorted = [...lists].map(
    ([name, list]) =>
      [name, list.sort((a, b) => b.at - a.at || b.under - a.under).map(({ id }) => id)] as const,
  );
  return Object.fromEntries(sorted);
}

/** The river as it is drawn: by days of GMT, in a day feed by feed, the one with the newest post first. */
export function riverOf(reference: Reference, unreadOnly: boolean): number[] {
  const faces = storiesOf(reference)
    .filter((story) => story.isUnread || !unreadOnly)
    .flatMap((story) => story.face ?? [])
    .sort((a, b) => b.at - a.at || b.id - a.id);
  const groupOf = (post: Post) => `${gmtDays.startOf(post.at)} ${post.feedId}`;
  const groups = [...new Set(faces.map(groupOf))];
  return groups.flatMap((group) => faces.filter((post) => groupOf(post) === group)).map((post) => post.id);
}
