/** What a person does with posts. */
import { tagKey } from '../../../src/feeds/tag-key.ts';
import type { Scope as StorageScope } from '../../../src/storage/lists.ts';
import { labels } from './feeds.ts';
import type { Panel } from './panel.ts';
import type { Reference, Scope } from './reference.ts';
import { storiesOf, unreadIn } from './shown.ts';
import { feedOf, folderOf, type Random, type Step, type World } from './step.ts';

/** Half of the time one of few, so that several things are done to the same story. */
function storyIn(reference: Reference, random: Random) {
  const stories = storiesOf(reference);
  return random.pick(random.below(2) === 0 ? stories : stories.slice(0, 3));
}

export function readStep({ reference, now }: World, random: Random): Step | undefined {
  const story = storyIn(reference, random);
  if (story === undefined) return undefined;
  return {
    name: `read ${story.id}`,
    inReference: (reference) => read(reference, story.id),
    inStorage: (panel) => panel.markRead([story.id], now),
  };
}

function read(reference: Reference, story: number): void {
  const isUnread = storiesOf(reference).some(({ id, isUnread }) => id === story && isUnread);
  if (isUnread) reference.act([{ do: 'read', stories: [story] }], true);
}

export function unreadStep({ reference, now }: World, random: Random): Step | undefined {
  const stories = storiesOf(reference).filter(() => random.below(8) === 0);
  if (stories.length === 0) return undefined;
  const ids = stories.map(({ id }) => id);
  return {
    name: `unread ${ids}`,
    inReference: (reference) => {
      const fresh = storiesOf(reference).filter(({ id, isUnread }) => ids.includes(id) && !isUnread);
      if (fresh.length > 0) reference.act([{ do: 'unread', stories: fresh.map(({ id }) => id) }]);
    },
    inStorage: (panel) => panel.markUnread(ids, now),
  };
}

export function openStep({ reference, now }: World, random: Random): Step | undefined {
  const story = storyIn(reference, random);
  if (story === undefined) return undefined;
  const post = random.pick(story.posts)?.id ?? story.id;
  return {
    name: `open ${post}`,
    inReference: (reference) => {
      read(reference, story.id);
      reference.views.set(story.id, (reference.views.get(story.id) ?? 0) + 1);
    },
    inStorage: (panel) => panel.open(post, now),
  };
}

export function starStep({ reference, now }: World, random: Random): Step | undefined {
  const id = storyIn(reference, random)?.id;
  const on = random.below(3) > 0;
  if (id === undefined) return undefined;
  return {
    name: `${on ? 'star' : 'unstar'} ${id}`,
    inReference: (reference) => {
      const story = storiesOf(reference).find((each) => each.id === id);
      if (story !== undefined && story.isStarred !== on)
        reference.act([{ do: on ? 'star' : 'unstar', story: id }]);
    },
    inStorage: (panel) => panel.star(id, on, now),
  };
}

export function tagStep(world: World, random: Random): Step | undefined {
  const label = random.pick(['mine', ...labels]) as string;
  return changeTag(world, random, 'tag', tagKey(label), (panel, story) =>
    panel.addTag(story, label, world.now),
  );
}

export function untagStep(world: World, random: Random): Step | undefined {
  const tag = tagKey(random.pick(labels) as string);
  return changeTag(world, random, 'untag', tag, (panel, story) => panel.removeTag(story, tag, world.now));
}

function changeTag(
  { reference }: World,
  random: Random,
  what: 'tag' | 'untag',
  tag: string,
  inStorage: (panel: Panel, story: number) => Promise<void>,
): Step | undefined {
  const story = storyIn(reference, random)?.id;
  if (story === undefined) return undefined;
  return {
    name: `${what} ${story} ${tag}`,
    inReference: (reference) => {
      if ([...reference.posts.values()].some((post) => post.storyId === story))
        reference.act([{ do: what, story, tag }]);
    },
    inStorage: (panel) => inStorage(panel, story),
  };
}

export function markAllStep(world: World, random: Random): Step | undefined {
  const { now } = world;
  const feedId = feedOf(world, random)?.id ?? 1;
  const folderId = folderOf(world, random);
  const scopes: [Scope, StorageScope][] = [
    ['all', { kind: 'all' }],
    ['all', { kind: 'all' }],
    ['all', { kind: 'all' }],
    ['starred', { kind: 'starred' }],
    [{ tag: 'python' }, { kind: 'tag', tag: 'python' }],
    [{ feedId }, { kind: 'feed', feedId }],
    [{ folderId }, { kind: 'folder', folderId }],
  ];
  const [scope, same] = random.pick(scopes) as [Scope, StorageScope];
  const few = scope === 'all' && unreadIn(world.reference, 'all').length < 3;
  if (few) return unreadStep(world, random);
  if (scope === 'all') world.markedAll = 7;
  return {
    name: `mark all ${JSON.stringify(scope)}`,
    inReference: (reference) => {
      const stories = unreadIn(reference, scope);
      if (stories.length > 0) reference.act([{ do: 'read', stories }]);
    },
    inStorage: (panel) => panel.markAllRead(same, now),
  };
}
