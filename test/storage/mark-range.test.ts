import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';
import { countsOf, totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { moveFeed } from '../../src/storage/feeds.ts';
import { addFolder } from '../../src/storage/folders.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markReadBetween } from '../../src/storage/mark-range.ts';
import { muteFeed } from '../../src/storage/rest.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 4, 9);
const daysAgo = (days: number) => now - days * dayMs;
const all = { fromAt: Number.NEGATIVE_INFINITY, beforeAt: Number.POSITIVE_INFINITY };

/** A feed with one post a day, the first of today; what it has in common with another feed is one story. */
async function feedOf(name: string, guids: string[]): Promise<number> {
  const { feedId } = await subscribe({ url: `https://${name}.example/feed`, title: name }, now);
  const posts: ParsedPost[] = guids.map((guid, day) => ({
    guid,
    link: `https://posts.example/${guid}`,
    title: `On the many uses of ${guid}`,
    publishedAt: daysAgo(day),
    tags: ['fruit'],
    enclosures: [],
    body: `<p>${guid}</p>`,
  }));
  const row = (await db.checks.get(feedId)) as CheckRow;
  const feed = { format: 'rss' as const, pace: {}, posts, repairs: [] };
  await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row: { ...row, lastGoodAt: now } }), now);
  return feedId;
}

let first = 0;
beforeEach(async () => {
  await db.delete();
  await db.open();
  first = await feedOf('first', ['apple', 'pear', 'plum']);
  await feedOf('second', ['fig', 'pear', 'date']);
});

test('a day of the whole: its stories in both feeds, and nothing beside it', async () => {
  expect(await totalUnread()).toBe(5);
  expect(await markReadBetween({ kind: 'all' }, { fromAt: daysAgo(1), beforeAt: now }, now)).toEqual({
    count: 1,
  });
  expect(await totalUnread()).toBe(4);
  await undo(now);
  expect(await totalUnread()).toBe(5);
});

test('older than an instant, which itself stays', async () => {
  const range = { fromAt: Number.NEGATIVE_INFINITY, beforeAt: daysAgo(1) };
  expect(await markReadBetween({ kind: 'all' }, range, now)).toEqual({ count: 2 });
});

test('within a feed, a folder, a tag', async () => {
  expect(await markReadBetween({ kind: 'feed', feedId: first }, { ...all, fromAt: now }, now)).toEqual({
    count: 1,
  });
  expect((await countsOf('feed', first)).unread).toBe(2);
  expect(await markReadBetween({ kind: 'folder', folderId: 7 }, all, now)).toEqual({ count: 0 });
  expect(await markReadBetween({ kind: 'tag', tag: 'fruit' }, all, now)).toEqual({ count: 4 });
  expect(await totalUnread()).toBe(0);
});

test('what has nothing to mark leaves nothing to undo', async () => {
  const before = await db.actions.count();
  await markReadBetween({ kind: 'starred' }, all, now);
  expect(await db.actions.count()).toBe(before);
});

test('in a folder as it lists them: each story on the day where it stands, and nothing of a muted feed', async () => {
  const folder = await addFolder('Fruit', 0, now);
  await moveFeed(first, folder, now);
  const late = await feedOf('late', ['quince', 'plum']);
  await moveFeed(late, folder, now);
  // The plum of the first feed, of two days ago, stands for both; the other one is of yesterday.
  const scope = { kind: 'folder' as const, folderId: folder };
  const yesterday = { fromAt: daysAgo(1), beforeAt: now };
  const before = (await countsOf('folder', folder)).unread;
  expect(await markReadBetween(scope, yesterday, now)).toEqual({ count: 1 });
  expect((await countsOf('folder', folder)).unread).toBe(before - 1);
  await muteFeed(late, true, now);
  await markAllRead(scope, now);
  expect((await countsOf('folder', folder)).unread).toBe(0);
  expect((await countsOf('feed', late)).unread).toBe(1);
});
