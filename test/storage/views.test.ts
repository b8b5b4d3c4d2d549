import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedFeed, ParsedPost } from '../../src/feeds/model.ts';
import { loadAlerts } from '../../src/storage/alerts.ts';
import { askViews } from '../../src/storage/ask-views.ts';
import { chooseAlerts } from '../../src/storage/choose-alerts.ts';
import { badgeUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { moveFeed, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, removeFolder } from '../../src/storage/folders.ts';
import { hideStories, showPost } from '../../src/storage/hiding.ts';
import { labelWith } from '../../src/storage/label-stories.ts';
import { listViewCounts, listViews } from '../../src/storage/list-views.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { actionTables } from '../../src/storage/record.ts';
import { muteFeed } from '../../src/storage/rest.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import { viewKey } from '../../src/storage/saved-view.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { indexStep } from '../../src/storage/search/index-posts.ts';
import { settleViews } from '../../src/storage/settle-views.ts';
import { star } from '../../src/storage/stars.ts';
import { storyOf } from '../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { addTag, removeTag } from '../../src/storage/tagging.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { changeView, removeView, saveView } from '../../src/storage/views.ts';
import { randomOf, seedOf } from '../random.ts';
import { counted, firstFlaw, recount, recountBadge } from './recount.ts';
import { expectTrueViews } from './view-numbers.ts';

const runs = Number(process.env.VIEWS_RUNS ?? 4);
const steps = 90;
const seed = seedOf('VIEWS_SEED');
const dayMs = 86_400_000;
const urls = ['https://a.example/feed', 'https://b.example/feed', 'https://planet.example/feed'];
/** Their counts are true after every step; those of the others once the views were settled. */
const atOnce = [
  'rust',
  '"the rust"',
  '-the',
  'is:starred',
  'is:edited the',
  'rust is:unread',
  'tag:web',
  'has:code',
  '',
];
const settled = [
  'feed:planet',
  'feed:x rust',
  'folder:work',
  '7d',
  'before:10d the',
  '-feed:planet',
  '-is:starred 3d',
];

labelWith(askViews);

type Random = ReturnType<typeof randomOf>;

function randomPost(random: Random): ParsedPost {
  const n = random.below(20);
  const words = Array.from({ length: random.below(5) }, () => random.pick(['rust', 'the', 'engine'])).join(
    ' ',
  );
  return {
    guid: `urn:post:${n}`,
    link: `https://x.example/post/${n}`,
    title: `Post ${n}`,
    body: `<p>${words}</p>${random.below(3) === 0 ? '<pre>x</pre>' : ''}`,
    publishedAt: 1_800_000_000_000 - random.below(20) * dayMs,
    tags: ['Python', 'Web'].filter(() => random.below(3) === 0),
    enclosures: [],
  };
}

async function check(feedId: number, random: Random, now: number): Promise<void> {
  const row = (await db.checks.get(feedId)) as CheckRow;
  const posts = Array.from({ length: random.below(6) }, () => randomPost(random));
  const feed: ParsedFeed = { format: 'rss', title: `Feed ${feedId}`, pace: {}, posts, repairs: [] };
  await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row }), now);
}

async function step(random: Random, now: number): Promise<string> {
  const post = random.pick(await db.posts.toArray());
  const feed = random.pick((await db.feeds.toArray()).filter((row) => row.leftAt === undefined));
  const view = random.pick(await listViews());
  const folder = random.pick(await db.folders.toArray());
  const withPost = async (act: (storyId: number) => Promise<unknown>) => post && act(storyOf(post));
  const text = random.pick([...atOnce, ...settled]) as string;
  const actions: [string, () => Promise<unknown>][] = [
    ['subscribe', () => subscribe({ url: random.pick(urls) as string, folderId: folder?.id ?? 0 }, now)],
    ['check', async () => feed && check(feed.id, random, now)],
    ['check', async () => feed && check(feed.id, random, now)],
    ['check', async () => feed && check(feed.id, random, now)],
    ['read', () => withPost((id) => markRead([id], now))],
    ['unread', () => withPost((id) => markUnread([id], now))],
    ['mark all', async () => random.below(3) === 0 && markAllRead({ kind: 'all' }, now)],
    ['mark feed', async () => feed && markAllRead({ kind: 'feed', feedId: feed.id }, now)],
    ['hide', () => withPost((id) => db.transaction('rw', actionTables, async () => hideStories([id], now)))],
    ['show', () => withPost((id) => showPost(id, now))],
    ['star', () => withPost((id) => star(id, random.below(3) > 0, now))],
    ['tag', () => withPost((id) => addTag(id, 'web', now))],
    ['untag', () => withPost((id) => removeTag(id, 'web', now))],
    ['folder', () => addFolder('Work', 0, now)],
    ['move', async () => feed && folder && moveFeed(feed.id, folder.id, now)],
    ['remove folder', async () => folder && random.below(3) === 0 && removeFolder(folder.id, now)],
    ['rename', async () => feed && renameFeed(feed.id, random.pick(['Planet X', '']) as string, now)],
    ['mute (subscribe)', async () => feed && muteFeed(feed.id, random.below(2) === 0, now)],
    ['unsubscribe', async () => feed && random.below(2) === 0 && unsubscribe(feed.id, now)],
    ['save view', () => saveView(text, text, now)],
    ['change view', async () => view && changeView(view.id, text, text, now)],
    ['remove view', async () => view && random.below(2) === 0 && removeView(view.id, now)],
    [
      'choose badge',
      () => chooseAlerts(() => ({ badgeTags: view && random.below(3) > 0 ? [viewKey(view.id)] : [] })),
    ],
    ['undo', () => undo(now)],
    ['redo', () => redo(now)],
    ['index', () => indexStep()],
  ];
  const [name, act] = random.pick(actions) as (typeof actions)[number];
  await act();
  return name;
}

/** These change what a feed or a whole view means: their counts wait for the settling. */
const shaking = ['view', 'subscribe', 'undo', 'redo'];

test(`a saved view counts and lists the unread stories that answer it, whatever happens (VIEWS_SEED=${seed})`, async () => {
  for (let run = 0; run < runs; run++) {
    const random = randomOf(seed + run);
    await db.delete();
    await db.open();
    const trail: string[] = [];
    for (let i = 0; i < steps; i++) {
      const now = 1_800_000_000_000 + i * 3_600_000 * random.below(12);
      const name = await step(random, now);
      trail.push(name);
      const where = `seed ${seed + run}, after ${trail.join(', ')}`;
      if (shaking.some((each) => name.includes(each))) await settleViews(now);
      await expectTrueViews(now, where, (text) => atOnce.includes(text));
      expect(await badgeUnread(), where).toBe(await recountBadge());
      if (i % 9 !== 0) continue;
      await settleViews(now);
      await expectTrueViews(now, where);
      expect(await firstFlaw(), where).toBeUndefined();
      expect(await counted(), where).toEqual(await recount());
    }
  }
}, 240_000);

test('labels of a view that is gone go too, and come back with it', async () => {
  await db.delete();
  await db.open();
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, 1);
  await check(feedId, randomOf(3), 1);
  const id = await saveView('All', '', 2);
  await settleViews(2);
  const count = (await listViewCounts()).get(id);
  expect(count).toBeGreaterThan(0);
  await removeView(id, 3);
  await settleViews(3);
  expect((await listViewCounts()).size).toBe(0);
  expect((await db.posts.toArray()).every((post) => post.viewIds === undefined)).toBe(true);
  await undo(4);
  await settleViews(4);
  expect((await listViewCounts()).get(id)).toBe(count);
});

test('the badge counts a chosen view alone; a view or folder that goes leaves the choice, and undo brings it back', async () => {
  await db.delete();
  await db.open();
  const folderId = await addFolder('Work', 0, 1);
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, 1);
  await check(feedId, randomOf(3), 1);
  const all = await badgeUnread();
  const [post] = await db.posts.toArray();
  const id = await saveView('One', `title:${post?.title?.split(' ')[1]}`, 2);
  await settleViews(2);
  const chosen = (await listViewCounts()).get(id) ?? 0;
  expect(chosen).toBe(1);
  expect(all).toBeGreaterThan(1);
  await chooseAlerts(() => ({ badgeTags: [viewKey(id)], badgeFolders: [folderId] }));
  expect(await badgeUnread()).toBe(chosen);
  await removeFolder(folderId, 3);
  await removeView(id, 3);
  await settleViews(3);
  expect(await badgeUnread()).toBe(all);
  for (const again of [undo, redo, undo]) {
    await again(4);
    await again(4);
    await settleViews(4);
    expect(await badgeUnread()).toBe(again === undo ? chosen : all);
  }
  expect(await loadAlerts()).toMatchObject({ badgeTags: [viewKey(id)], badgeFolders: [folderId] });
});

test('a star and a tag change the number of a view at once, and so does taking them back', async () => {
  await db.delete();
  await db.open();
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, 1);
  await check(feedId, randomOf(3), 1);
  const starred = await saveView('Starred', 'is:starred', 2);
  const tagged = await saveView('Tagged', 'tag:chosen', 2);
  const [post] = await db.posts.toArray();
  if (post === undefined) throw new Error('The feed is empty');
  const numbers = async () => {
    const counts = await listViewCounts();
    return [counts.get(starred) ?? 0, counts.get(tagged) ?? 0];
  };
  await star(storyOf(post), true, 3);
  expect(await numbers()).toEqual([1, 0]);
  await addTag(storyOf(post), 'Chosen', 4);
  expect(await numbers()).toEqual([1, 1]);
  await undo(5);
  await undo(5);
  expect(await numbers()).toEqual([0, 0]);
  await redo(6);
  expect(await numbers()).toEqual([1, 0]);
  await markRead([storyOf(post)], 7);
  expect(await numbers()).toEqual([0, 0]);
});
