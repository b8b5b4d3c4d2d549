import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import { totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { turningAction } from '../../src/storage/turning-action.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { partSize } from '../../src/storage/undo-parts.ts';
import { counted, firstFlaw, recount } from './recount.ts';

const now = Date.UTC(2026, 4, 2);
const usual = partSize.posts;

beforeEach(async () => {
  await db.delete();
  await db.open();
  partSize.posts = 4;
  const posts = Array.from({ length: 20 }, (_, i) => ({
    guid: `urn:${i}`,
    title: `Post ${i}`,
    body: `<p>${i}</p>`,
    tags: ['stone'],
    enclosures: [],
  }));
  const { feedId } = await subscribe({ url: 'https://many.example/feed' }, now);
  const check = (await db.checks.get(feedId)) as CheckRow;
  const feed = { format: 'rss' as const, pace: {}, posts, repairs: [] };
  await saveCheck(check, { feed, posts: identify(posts) }, () => ({ row: check }), now);
});
afterEach(() => {
  partSize.posts = usual;
});

async function isTrue(): Promise<void> {
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
}

test('what was marked in one go comes back part by part, and the counts are true after each', async () => {
  const before = await db.unread.toArray();
  expect(await markAllRead({ kind: 'all' }, now)).toEqual({ count: 20 });
  expect(await totalUnread()).toBe(0);
  expect((await undo(now))?.left).toBe(5);
  for (let done = 1; done <= 5; done++) {
    expect(await turnNextPart(now)).toBe(true);
    expect(await totalUnread()).toBe(done * 4);
    await isTrue();
  }
  expect(await turnNextPart(now)).toBe(false);
  expect(await turningAction()).toBeUndefined();
  expect(await db.unread.toArray()).toEqual(before);
});

test('it goes on where it was stopped, and turns around when it is wanted otherwise', async () => {
  await markAllRead({ kind: 'all' }, now);
  await undo(now);
  await turnNextPart(now);
  await turnNextPart(now);
  // The worker is killed here. Later someone asks for the opposite.
  db.close();
  await db.open();
  expect((await turningAction())?.left).toBe(3);
  expect((await redo(now))?.left).toBe(2);
  while (await turnNextPart(now)) await isTrue();
  expect(await totalUnread()).toBe(0);
  await undo(now);
  while (await turnNextPart(now)) await isTrue();
  expect(await totalUnread()).toBe(20);
});

test('an action that comes between ends the redo, not the undo', async () => {
  await markAllRead({ kind: 'all' }, now);
  await undo(now);
  await turnNextPart(now);
  const [row] = await db.unread.toArray();
  await markRead([row?.postId ?? 0], now);
  while (await turnNextPart(now)) await isTrue();
  expect(await totalUnread()).toBe(19);
  expect(await redo(now)).toBeUndefined();
  expect(await db.undoParts.toArray()).toEqual([]);
});

test('looking for what is being taken back reads no action that is small', async () => {
  for (const { postId } of await db.unread.toArray()) await markRead([postId], now);
  const read = [IDBObjectStore, IDBIndex].map((store) => vi.spyOn(store.prototype, 'getAll'));
  expect(await turningAction()).toBeUndefined();
  for (const asked of read) expect(asked).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
