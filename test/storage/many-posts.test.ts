import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import { db } from '../../src/storage/database.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import { storeAlone } from '../../src/storage/store-posts.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { counted, recount } from './recount.ts';

const now = Date.UTC(2026, 4, 2);
const posts = Array.from({ length: 600 }, (_, i) => ({
  guid: `urn:${i}`,
  title: `Post number ${i}`,
  body: `<p>Text of ${i}</p>`,
  tags: [],
  enclosures: [],
}));

test('a feed of many posts is stored in one transaction to the end', async () => {
  const { feedId } = await subscribe({ url: 'https://many.example/feed' }, now);
  const check = await db.checks.get(feedId);
  if (check === undefined) throw new Error('The check is missing');
  const feed = { format: 'rss' as const, pace: {}, posts, repairs: [] };
  let insideAtEnd = false;
  await saveCheck(
    check,
    { feed, posts: identify(posts) },
    () => {
      insideAtEnd = Dexie.currentTransaction?.active === true;
      return { row: { ...check, lastGoodAt: now } };
    },
    now,
  );
  expect(insideAtEnd).toBe(true);
  expect(await counted()).toEqual(await recount());
});

test('storing refuses to run outside a transaction', async () => {
  const feed = await db.feeds.toCollection().first();
  if (feed === undefined) throw new Error('The feed is missing');
  await expect(
    storeAlone(feed, identify([{ guid: 'urn:new', tags: [], enclosures: [] }]), { kind: 'all' }, now),
  ).rejects.toThrow(/transaction/);
});
