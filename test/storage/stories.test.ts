import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';
import { countsOf, totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { moveFeed } from '../../src/storage/feeds.ts';
import { addFolder } from '../../src/storage/folders.ts';
import { listPosts } from '../../src/storage/lists.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { loadStory } from '../../src/storage/reading.ts';
import { riverPage } from '../../src/storage/river.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow, PostRow } from '../../src/storage/schema.ts';
import { star } from '../../src/storage/stars.ts';
import { storyOf } from '../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import { counted, firstFlaw, recount } from './recount.ts';

const now = Date.UTC(2026, 4, 2);
const at = Date.UTC(2026, 4, 1, 9, 30, 5);
const text =
  'A long walk through the orchard shows that no two apple trees carry the very same fruit in any one year.';
const onBlog: Partial<ParsedPost> = {
  guid: 'urn:a',
  link: 'https://blog.example/a',
  title: 'On apples',
  publishedAt: at,
};
const onPlanet = { ...onBlog, author: 'Ada', publishedAt: at + 3_600_000 };

async function feed(name: string): Promise<number> {
  return (await subscribe({ url: `https://${name}.example/feed`, title: name }, now)).feedId;
}

async function arrives(feedId: number, given: Partial<ParsedPost>, planet = false): Promise<PostRow> {
  const posts: ParsedPost[] = [{ tags: [], enclosures: [], body: `<p>${text}</p>`, ...given }];
  const row = (await db.checks.get(feedId)) as CheckRow;
  const parsed = {
    format: 'rss' as const,
    pace: {},
    posts,
    repairs: [],
    ...(planet && { planet: true as const }),
  };
  await saveCheck(
    row,
    { feed: parsed, posts: identify(posts) },
    () => ({ row: { ...row, lastGoodAt: now } }),
    now,
  );
  return (await db.posts.orderBy('id').last()) as PostRow;
}

async function river(): Promise<string[]> {
  const { posts } = await listPosts(
    { scope: { kind: 'all' }, unreadOnly: false, order: 'newest' },
    undefined,
    50,
  );
  return posts.map((post) => `${post.feedId}: ${post.title}`);
}

let blog = 0;
let planet = 0;
beforeEach(async () => {
  await db.delete();
  await db.open();
  blog = await feed('blog');
  planet = await feed('planet');
});

test('one card, one unread, both feeds; the original is the face, whichever came first', async () => {
  await arrives(planet, onPlanet, true);
  expect(await river()).toEqual([`${planet}: On apples`]);
  const post = await arrives(blog, onBlog);
  expect(await river()).toEqual([`${blog}: On apples`]);
  expect(await totalUnread()).toBe(1);
  expect(await countsOf('feed', blog)).toEqual({ unread: 1, total: 1 });
  expect(await countsOf('feed', planet)).toEqual({ unread: 1, total: 1 });
  expect((await loadStory(post)).map((row) => row.feedId)).toEqual([blog, planet]);
  expect(await firstFlaw()).toBeUndefined();
});

test('a story that was read stays read when another feed brings it', async () => {
  const post = await arrives(blog, onBlog);
  await markRead([storyOf(post)], now);
  await arrives(planet, onPlanet, true);
  expect(await totalUnread()).toBe(0);
  expect(await db.unread.count()).toBe(0);
});

test('the same text under another link and guid is the same story', async () => {
  await arrives(blog, onBlog);
  await arrives(planet, {
    ...onPlanet,
    link: 'https://planet.example/7',
    guid: '7',
    body: `${text} More at the blog.`,
  });
  expect(await totalUnread()).toBe(1);
});

test.each([
  [
    'another text',
    { body: '<p>Quite another thing is told here, of pears and plums and how they are kept in winter.</p>' },
  ],
  ['four days later', { publishedAt: at + 4 * 86_400_000 }],
  ['another title', { title: 'On pears' }],
  ['another author', { author: 'Grace' }],
])('%s is another story', async (_name, difference) => {
  await arrives(blog, { ...onBlog, author: 'Ada' });
  await arrives(planet, { ...onPlanet, link: 'https://planet.example/7', guid: '7', ...difference });
  expect(await totalUnread()).toBe(2);
});

test('tags of all its posts are the story’s', async () => {
  await arrives(blog, { ...onBlog, tags: ['Fruit'] });
  await arrives(planet, { ...onPlanet, tags: ['#fruit', 'Planet'] }, true);
  expect(await countsOf('tag', 'fruit')).toEqual({ unread: 1, total: 1 });
  expect(await countsOf('tag', 'planet')).toEqual({ unread: 1, total: 1 });
  expect((await db.tags.get('fruit'))?.label).toBe('Fruit');
});

test('leaving the blog leaves the planet’s copy, star and unread with it; undo brings all back', async () => {
  const post = await arrives(blog, { ...onBlog, tags: ['Fruit'] });
  await arrives(planet, onPlanet, true);
  await star(storyOf(post), true, now);
  const before = await counted();
  await unsubscribe(blog, now);
  expect(await river()).toEqual([`${planet}: On apples`]);
  expect(await totalUnread()).toBe(1);
  expect(await firstFlaw()).toBeUndefined();
  const starred = { scope: { kind: 'starred' as const }, unreadOnly: false, order: 'newest' as const };
  expect((await listPosts(starred, undefined, 9)).posts.map((row) => row.feedId)).toEqual([planet]);
  await undo(now);
  expect(await river()).toEqual([`${blog}: On apples`]);
  expect(await counted()).toEqual(before);
  expect(await counted()).toEqual(await recount());
});

test('a story read while its feed was left does not come back unread', async () => {
  const post = await arrives(blog, onBlog);
  await arrives(planet, onPlanet, true);
  await unsubscribe(blog, now);
  await markRead([storyOf(post)], now);
  await undo(now); // the mark
  await markRead([storyOf(post)], now);
  await subscribe({ url: 'https://blog.example/feed' }, now);
  expect(await totalUnread()).toBe(0);
  expect(await firstFlaw()).toBeUndefined();
});

test('a folder lists what it counts, also stories whose face is in another folder', async () => {
  const folderId = await addFolder('Planets', 0, now);
  await moveFeed(planet, folderId, now);
  const other = await feed('other-planet');
  await moveFeed(other, folderId, now);
  await arrives(blog, onBlog);
  const copy = await arrives(planet, onPlanet, true);
  await arrives(other, { ...onPlanet, publishedAt: at + 7_200_000 }, true);
  expect(await countsOf('folder', folderId)).toEqual({ unread: 1, total: 1 });
  for (const unreadOnly of [true, false]) {
    const query = { scope: { kind: 'folder' as const, folderId }, unreadOnly, days: gmtDays };
    const { rows } = await riverPage(query, undefined, 50);
    expect(rows.map((row) => row.post.id)).toEqual([copy.id]);
  }
});

test('the data of a feed that was left goes when its undo leaves the list', async () => {
  const post = await arrives(blog, onBlog);
  await star(storyOf(post), true, now);
  await unsubscribe(blog, now);
  const other = await arrives(planet, { guid: 'urn:z', title: 'Other' });
  for (let i = 0; i < 51; i++) await star(storyOf(other), i % 2 === 0, now);
  expect(await db.feeds.get(blog)).toBeUndefined();
  expect(await db.posts.get(post.id)).toBeUndefined();
  expect(await db.bodies.get(post.id)).toBeUndefined();
  expect(await db.marks.get(storyOf(post))).toBeUndefined();
  expect(await db.actions.count()).toBe(50);
});
