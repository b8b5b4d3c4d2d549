/** What feeds bring, and what a person and retention do with feeds and folders. */
import { labels, urls } from './feeds.ts';
import type { Panel } from './panel.ts';
import type { Outline } from './reference.ts';
import { feedOf, folderOf, type Random, type Step, type World } from './step.ts';

const dayMs = 86_400_000;

export function checkStep(world: World, random: Random): Step | undefined {
  const feed = feedOf(world, random);
  if (feed === undefined) return undefined;
  const { now } = world;
  const posts = world.feeds.ask(feed.url, random);
  return {
    name: `check ${feed.id}: ${posts.map(({ key }) => key).join(' ')}`,
    // Two pages may do something at once: it may be left meanwhile.
    inReference: (reference) => reference.marks().joined.has(feed.id) && reference.check(feed.id, posts, now),
    inStorage: (panel) => panel.check(feed.id, feed.url, posts, now),
  };
}

export function subscribeStep(world: World, random: Random): Step {
  const { now } = world;
  const url = random.pick(urls) as string;
  const folderId = folderOf(world, random);
  const tags = labels.filter(() => random.below(6) === 0);
  return {
    name: `subscribe ${url} in ${folderId}`,
    inReference: (reference) => reference.subscribe([{ url, tags }], folderId),
    inStorage: (panel) => panel.subscribe({ url, folderId, tags }, now),
  };
}

export function importStep({ now }: World, random: Random): Step {
  const feeds = () => urls.filter(() => random.below(3) === 0).map((url) => ({ url, tags: [] }));
  const folder = (children: Outline[]) => ({ folder: `Folder ${random.below(3)}`, children });
  const outlines: Outline[] = [...feeds(), folder([...feeds(), folder(feeds())])];
  const first = random.below(2) === 0 ? 1 : undefined;
  return {
    name: `import ${JSON.stringify(outlines)}, ${first ?? 'all'} unread`,
    inReference: (reference) => reference.subscribe(outlines, 0, first),
    inStorage: (panel) =>
      panel.importSubscriptions(
        outlines.map(asOpml),
        first === undefined ? undefined : { kind: 'newest', count: first },
        now,
      ),
  };
}

type OpmlOutline = Parameters<Panel['importSubscriptions']>[0][number];

function asOpml(outline: Outline): OpmlOutline {
  if ('url' in outline) return { kind: 'feed', xmlUrl: outline.url, tags: outline.tags };
  return { kind: 'folder', title: outline.folder, children: outline.children.map(asOpml) };
}

export function unsubscribeStep(world: World, random: Random): Step | undefined {
  const feed = feedOf(world, random)?.id;
  if (feed === undefined) return undefined;
  return {
    name: `unsubscribe ${feed}`,
    inReference: (reference) => reference.marks().joined.has(feed) && reference.act([{ do: 'leave', feed }]),
    inStorage: (panel) => panel.unsubscribe(feed, world.now),
  };
}

export function muteStep(world: World, random: Random): Step | undefined {
  const feed = feedOf(world, random)?.id;
  if (feed === undefined) return undefined;
  const on = !world.reference.marks().muted.has(feed);
  if (on) world.muted = 4;
  return {
    name: `${on ? 'mute' : 'unmute'} ${feed}`,
    inReference: (reference) =>
      reference.marks().joined.has(feed) && reference.act([{ do: on ? 'mute' : 'unmute', feed }]),
    inStorage: (panel) => panel.muteFeed(feed, on, world.now),
  };
}

export function moveStep(world: World, random: Random): Step | undefined {
  const feed = feedOf(world, random)?.id;
  const folder = folderOf(world, random);
  if (feed === undefined) return undefined;
  return {
    name: `move ${feed} to ${folder}`,
    inReference: (reference) => {
      const { folders, folderOf } = reference.marks();
      if (folderOf.get(feed) !== folder && (folder === 0 || folders.has(folder)))
        reference.act([{ do: 'move', feed, folder }]);
    },
    inStorage: (panel) => panel.moveFeed(feed, folder, world.now),
  };
}

export function addFolderStep(world: World, random: Random): Step {
  const title = `Folder ${random.below(3)}`;
  const parent = folderOf(world, random);
  return {
    name: `add folder ${title} in ${parent}`,
    inReference: (reference) => reference.addFolder(title, parent),
    inStorage: (panel) => panel.addFolder(title, parent, world.now),
  };
}

export function removeFolderStep(world: World, random: Random): Step | undefined {
  const id = folderOf(world, random);
  if (id === 0) return undefined;
  return {
    name: `remove folder ${id}`,
    inReference: (reference) => reference.marks().folders.has(id) && reference.act([{ do: 'unfolder', id }]),
    inStorage: (panel) => panel.removeFolder(id, world.now),
  };
}

export function sweepStep(world: World, random: Random): Step | undefined {
  const feed = feedOf(world, random)?.id;
  if (feed === undefined) return undefined;
  const keeping = {
    days: random.below(3) * 30,
    posts: random.below(4),
    unread: random.below(2) === 0,
    starred: random.below(3) > 0,
  };
  const now = world.now + random.below(2) * 3 * dayMs;
  return {
    name: `sweep ${feed} ${JSON.stringify(keeping)}`,
    inReference: (reference) => reference.sweep(feed, keeping, now),
    inStorage: (panel) => panel.sweep(feed, keeping, undefined, now),
  };
}
