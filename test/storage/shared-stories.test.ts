/** Stories that several feeds carry keep their marks, whichever of their posts and feeds go; each was lost once. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { listPosts } from '../../src/storage/lists.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { importSubscriptions } from '../../src/storage/opml-list.ts';
import { sweepFeed } from '../../src/storage/retention.ts';
import { addRule } from '../../src/storage/rule-list.ts';
import { star } from '../../src/storage/stars.ts';
import { tagsOf } from '../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { addTag, removeTag } from '../../src/storage/tagging.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { bring, wirePost } from './backup/fill.ts';

const now = Date.UTC(2026, 4, 2);
const dayMs = 86_400_000;
const dropAll = { days: 1, posts: 0, unread: false, starred: false };
let first = 0;
let second = 0;

/** A post that both feeds carry: its story is 1. */
const shared = { ...wirePost('shared', now - dayMs), tags: ['Python'] };
const feed = async (name: string) => (await subscribe({ url: `https://${name}.example/feed` }, now)).feedId;
const unread = async () => (await db.unread.toArray()).map((row) => row.storyId ?? row.postId);
const dropOf = (feedId: number) => sweepFeed(feedId, dropAll, undefined, now + 9 * dayMs);

beforeEach(async () => {
  await db.delete();
  await db.open();
  first = await feed('a');
  second = await feed('b');
  await bring(first, [shared], now);
});

test('a tag that was taken away does not come back with another feed', async () => {
  await removeTag(1, 'python', now);
  await addTag(1, 'mine', now);
  await bring(second, [shared], now);
  expect((await db.posts.toArray()).map(tagsOf)).toEqual([['mine'], ['mine']]);
  expect(await db.counters.get(['tag', 'python'])).toBeUndefined();
});

test('a tag given by hand stays when the feed is left whose post stood for the story', async () => {
  await bring(second, [shared], now);
  await addTag(1, 'mine', now);
  await unsubscribe(first, now);
  expect(await db.counters.get(['tag', 'mine'])).toMatchObject({ total: 1 });
  await undo(now);
  await undo(now);
  expect((await db.posts.toArray()).map(tagsOf)).toEqual([['python'], ['python']]);
});

test('"mark all read" is taken back of a story whose post was dropped since', async () => {
  await bring(second, [shared], now);
  await markAllRead({ kind: 'feed', feedId: first }, now);
  await dropOf(first);
  await undo(now);
  expect(await unread()).toEqual([1]);
});

test('a list that is imported again after its undo brings all its feeds back with what was marked', async () => {
  const list = ['c', 'd'].map((name) => ({ kind: 'feed' as const, xmlUrl: `https://${name}.example/feed` }));
  await importSubscriptions(list, undefined, now);
  for (const id of [3, 4]) await bring(id, [wirePost(`of ${id}`, now)], now);
  await undo(now);
  await importSubscriptions(list, undefined, now);
  expect((await db.feeds.toArray()).map(({ id, leftAt }) => [id, leftAt])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, undefined],
    [4, undefined],
  ]);
  expect(await db.posts.count()).toBe(3);
});

test('what was read through the last of its feeds stays read when the first one comes back', async () => {
  await bring(second, [shared], now);
  await unsubscribe(first, now);
  await markRead([1], now);
  await unsubscribe(second, now);
  await feed('a');
  expect(await unread()).toEqual([]);
});

test('the starred are paged and sorted by what stands there, also after a post was dropped', async () => {
  await bring(second, [{ ...shared, publishedAt: now - 5 * dayMs }, wirePost('other', now - 3 * dayMs)], now);
  for (const storyId of [1, 2]) await star(storyId, true, now);
  await dropOf(first);
  const query = { scope: { kind: 'starred' as const }, unreadOnly: false, order: 'newest' as const };
  const ids: number[] = [];
  let page = await listPosts(query, undefined, 1);
  for (; page.next !== undefined; page = await listPosts(query, page.next, 1))
    ids.push(...page.posts.map(({ id }) => id));
  expect(ids).toEqual([2, 3]);
});

test('what was unread comes back with a feed whose coming was taken back twice', async () => {
  await bring(second, [wirePost('alone', now)], now);
  await unsubscribe(second, now);
  await feed('b');
  for (let i = 0; i < 2; i++) await undo(now);
  await redo(now);
  expect(await unread()).toEqual([1, 2]);
});

test('that a story was unread stays known while feeds of its neighbours are left', async () => {
  const [low, middle, high] = ['low', 'middle', 'high'].map((name) => wirePost(name, now));
  if (!low || !middle || !high) throw new Error('three posts');
  await bring(first, [high, middle, low], now);
  await bring(second, [middle], now);
  const third = await feed('c');
  await bring(third, [high, low], now);
  for (const id of [second, first, third]) await unsubscribe(id, now);
  await feed('b');
  expect(await unread()).toEqual([3]);
});

test.each([
  ['taken back', () => undo(now), [1]],
  ['done again', () => undo(now).then(() => redo(now)), []],
])('"mark all read" is %s of a story that only a feed holds which was left', async (_, turn, wanted) => {
  await bring(second, [shared], now);
  await unsubscribe(first, now);
  await markAllRead({ kind: 'feed', feedId: second }, now);
  await dropOf(second);
  await turn();
  await feed('a');
  expect(await unread()).toEqual(wanted);
});

test('what is marked unread again after its feed was left comes back with the feed', async () => {
  await markAllRead({ kind: 'all' }, now);
  await unsubscribe(first, now);
  await importSubscriptions([{ kind: 'feed', xmlUrl: 'https://a.example/feed', tags: [] }], undefined, now);
  for (let i = 0; i < 2; i++) await undo(now);
  expect(await unread()).toEqual([]);
  await feed('a');
  expect(await unread()).toEqual([1]);
});

test('what stands nowhere cannot be marked unread, and leaves no action', async () => {
  await markRead([1], now);
  await unsubscribe(first, now);
  const before = await db.actions.count();
  expect(await markUnread([1], now)).toBe(0);
  expect(await db.actions.count()).toBe(before);
});

test('taking a tag back, and doing it again, leaves what came with another feed meanwhile', async () => {
  await addRule({ query: 'feed:b', does: { tags: ['ruled'] } }, now);
  await addTag(1, 'mine', now);
  await bring(second, [shared], now);
  const tags = async () => (await db.posts.toArray()).map((post) => tagsOf(post).sort().join(' '));
  expect(await tags()).toEqual(Array(2).fill('mine python ruled'));
  await undo(now);
  expect(await tags()).toEqual(Array(2).fill('python ruled'));
  await redo(now);
  expect(await tags()).toEqual(Array(2).fill('mine python ruled'));
});
