import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';
import type { Keeping } from '../../src/feeds/retain.ts';
import { db } from '../../src/storage/database.ts';
import { forgetTombstones } from '../../src/storage/forget-tombstones.ts';
import { countOld } from '../../src/storage/keeping.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { sweepFeed } from '../../src/storage/retention.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { defaults } from '../../src/storage/settings.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { addTag } from '../../src/storage/tagging.ts';
import { undo } from '../../src/storage/undo.ts';
import { weigh } from '../../src/storage/usage.ts';
import { counted, firstFlaw, recount } from './recount.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const keeping = (change: Partial<Keeping>): Keeping => ({
  days: 0,
  posts: 0,
  unread: true,
  starred: true,
  ...change,
});

const post = (n: number): ParsedPost => ({
  guid: `urn:n:${n}`,
  title: `Post ${n}`,
  body: `<p>Text of ${n}</p>`,
  publishedAt: start - n * day,
  tags: ['news'],
  enclosures: [],
});

async function check(feedId: number, numbers: number[], now: number): Promise<void> {
  const row = (await db.checks.get(feedId)) as CheckRow;
  const posts = identify(numbers.map(post));
  const feed = { format: 'rss' as const, title: 'Feed', pace: {}, posts: numbers.map(post), repairs: [] };
  await saveCheck(row, { feed, posts }, () => ({ row: { ...row, lastGoodAt: now } }), now);
}

async function sweepAll(feedId: number, how: Keeping, now: number): Promise<number> {
  let dropped = 0;
  let steps = 0;
  for (
    let step = await sweepFeed(feedId, how, undefined, now);
    ;
    step = await sweepFeed(feedId, how, step.next, now)
  ) {
    dropped += step.dropped;
    steps++;
    if (step.next === undefined) return steps > 0 ? dropped : -1;
  }
}

const numbersLeft = async () =>
  (await db.posts.orderBy('id').toArray())
    .map(({ title = '' }) => Number(title.slice(5)))
    .sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

let feedId = 0;
beforeEach(async () => {
  await db.delete();
  await db.open();
  feedId = (await subscribe({ url: 'https://a.example/feed' }, start)).feedId;
});

describe('a sweep', () => {
  test('keeps the newest of a feed, what is unread, starred or tagged; counts and stories stay true', async () => {
    await check(feedId, upTo(350), start);
    const idOf = async (n: number) =>
      (await db.posts.filter(({ title }) => title === `Post ${n}`).first())?.id ?? 0;
    await markAllRead({ kind: 'all' }, start);
    await star(await idOf(200), true, start);
    await addTag(await idOf(250), 'mine', start);
    const how = keeping({ posts: 20 });
    const trial = await countOld({ ...defaults, keepPosts: 20 }, start + 2 * day);
    expect(await sweepAll(feedId, how, start + 2 * day)).toBe(trial);
    expect(await numbersLeft()).toEqual([...upTo(20), 200, 250]);
    expect(await db.bodies.count()).toBe(22);
    expect(await db.tombstones.count()).toBe(328);
    // Search must not find what is gone.
    expect(await db.searchStale.count()).toBe(328);
    expect(await counted()).toEqual(await recount());
    expect(await firstFlaw()).toBeUndefined();
  });

  test('keeps unread posts unless that is switched off, and drops by age', async () => {
    await check(feedId, upTo(40), start);
    expect(await sweepAll(feedId, keeping({ days: 10 }), start + 20 * day)).toBe(0);
    expect(await sweepAll(feedId, keeping({ days: 10, unread: false }), start + 20 * day)).toBe(40);
    expect(await counted()).toEqual({});
  });

  test('a feed that is left in the middle of it is let be: its undo brings back what was unread', async () => {
    const now = start + 500 * day;
    await check(feedId, upTo(5), start);
    await unsubscribe(feedId, now);
    expect(await sweepAll(feedId, keeping({ posts: 1 }), now)).toBe(0);
    await undo(now);
    expect(await db.unread.count()).toBe(5);
  });

  test('age counts from when a post came: an old post of a new feed is not dropped at once', async () => {
    await check(feedId, upTo(40), start);
    await markAllRead({ kind: 'all' }, start);
    expect(await sweepAll(feedId, keeping({ days: 30 }), start + 2 * day)).toBe(0);
  });

  test('what is dropped does not come back while the feed carries it', async () => {
    await check(feedId, upTo(10), start);
    await markAllRead({ kind: 'all' }, start);
    await sweepAll(feedId, keeping({ posts: 3 }), start + 2 * day);
    await check(feedId, [10, ...upTo(10)], start + 3 * day);
    expect(await numbersLeft()).toEqual([0, 1, 2, 10]);
  });
});

describe('a tombstone', () => {
  const year = 365 * day;
  async function dropped(): Promise<void> {
    await check(feedId, upTo(10), start);
    await markAllRead({ kind: 'all' }, start);
    await sweepAll(feedId, keeping({ posts: 3 }), start + 2 * day);
  }
  const good = (at: number) => db.checks.update(feedId, { lastGoodAt: at });

  test('stays while the last document carries its key, however long that is unchanged', async () => {
    await dropped();
    await good(start + 3 * year);
    expect(await forgetTombstones(start + 3 * year, 100)).toBe(0);
  });

  test('may go when the feed has not carried its key for a year of good checks', async () => {
    await dropped();
    await check(feedId, [0, 1, 2], start + 10 * day);
    await good(start + 10 * day + year);
    expect(await forgetTombstones(start + 10 * day + year, 100)).toBe(0);
    await good(start + 11 * day + year);
    expect(await forgetTombstones(start + 11 * day + year, 5)).toBe(5);
    expect(await forgetTombstones(start + 11 * day + year, 5)).toBe(2);
    expect(await db.tombstones.count()).toBe(0);
  });

  test('stays when the feed was not asked meanwhile, and when its key has come back', async () => {
    await dropped();
    await check(feedId, [0, 1, 2], start + 10 * day);
    expect(await forgetTombstones(start + 2 * year, 100)).toBe(0);
    await check(feedId, upTo(10), start + 20 * day);
    await good(start + 2 * year);
    expect(await forgetTombstones(start + 2 * year, 100)).toBe(0);
  });
});

test('what is stored is weighed, at any size', async () => {
  expect(await weigh()).toMatchObject({ posts: { rows: 0, bytes: 0 }, bodies: { rows: 0, bytes: 0 } });
  await check(feedId, upTo(450), start);
  const { posts, bodies, index } = await weigh();
  const exact = (await db.posts.toArray()).reduce((sum, row) => sum + JSON.stringify(row).length, 0);
  expect(posts.rows).toBe(450);
  expect(Math.abs(posts.bytes / exact - 1)).toBeLessThan(0.05);
  expect(bodies.rows).toBe(450);
  expect(index.bytes).toBeGreaterThan(0);
});
