import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test, vi } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import { db } from '../../src/storage/database.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
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

test('many documents are stored in one transaction to the end, also those that bring nothing', async () => {
  const checks: CheckRow[] = [];
  for (let i = 0; i < 40; i++) {
    const { feedId } = await subscribe({ url: `https://feed-${i}.example/feed` }, now);
    checks.push((await db.checks.get(feedId)) as CheckRow);
  }
  const inside: boolean[] = [];
  const save = (check: CheckRow, count: number) => {
    const brought = posts.slice(0, count).map((post) => ({ ...post, guid: `${check.feedId} ${post.guid}` }));
    const feed = { format: 'rss' as const, pace: {}, posts: brought, repairs: [] };
    const finish = () => {
      inside.push(Dexie.currentTransaction?.active === true);
      return { row: check };
    };
    return saveCheck(check, { feed, posts: identify(brought) }, finish, now);
  };
  const began = vi.spyOn(db, 'transaction');
  const nothing = Array.from({ length: 1_000 }, () => save(checks[0] as CheckRow, 0));
  const stored = await Promise.all([...nothing, ...checks.map((check) => save(check, 2))]);
  expect(began).toHaveBeenCalledTimes(1);
  began.mockRestore();
  expect(stored.map(({ added }) => added)).toEqual([...nothing.map(() => 0), ...checks.map(() => 2)]);
  expect(inside.every(Boolean)).toBe(true);
  expect(await counted()).toEqual(await recount());
});

test('a document may bring more tags than a call can take arguments', async () => {
  const { feedId } = await subscribe({ url: 'https://tagged.example/feed' }, now);
  const check = await db.checks.get(feedId);
  if (check === undefined) throw new Error('The check is missing');
  const tagged = [{ guid: 'urn:tagged', title: 'Tagged', tags: Array(200_000).fill('One'), enclosures: [] }];
  const feed = { format: 'rss' as const, pace: {}, posts: tagged, repairs: [] };
  const { added } = await saveCheck(check, { feed, posts: identify(tagged) }, () => ({ row: check }), now);
  expect(added).toBe(1);
  expect(await db.tags.get('one')).toEqual({ key: 'one', label: 'One' });
});

test('storing refuses to run outside a transaction', async () => {
  const feed = await db.feeds.toCollection().first();
  if (feed === undefined) throw new Error('The feed is missing');
  await expect(
    storeAlone(feed, identify([{ guid: 'urn:new', tags: [], enclosures: [] }]), { kind: 'all' }, now),
  ).rejects.toThrow(/transaction/);
});
