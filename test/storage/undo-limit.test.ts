import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import { totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import type { ActionKind } from '../../src/storage/schema-actions.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import { outOfReach } from '../../src/storage/undo-limit.ts';

const now = Date.UTC(2026, 4, 2);
const read = { kind: 'mark-read' as ActionKind, count: 1 };
const other = { kind: 'star' as ActionKind, count: 1 };

test('sixty posts read one by one do not push out the marking before them; each comes back by itself', async () => {
  const { feedId } = await subscribe({ url: 'https://many.example/feed' }, now);
  const check = (await db.checks.get(feedId)) as CheckRow;
  const posts = Array.from({ length: 70 }, (_, i) => ({
    guid: `urn:${i}`,
    title: `Post number ${i}`,
    tags: [],
    enclosures: [],
  }));
  const feed = { format: 'rss' as const, pace: {}, posts, repairs: [] };
  await saveCheck(check, { feed, posts: identify(posts) }, () => ({ row: check }), now);
  const ids = await db.posts.toCollection().primaryKeys();
  await markAllRead({ kind: 'all' }, now);
  await markUnread(ids.slice(0, 60), now);
  for (const id of ids.slice(0, 60)) await markRead([id], now);
  expect(await totalUnread()).toBe(0);
  await undo(now);
  expect(await totalUnread()).toBe(1);
  for (let i = 1; i < 60; i++) await undo(now);
  expect(await totalUnread()).toBe(60);
  await undo(now); // what was marked unread
  await undo(now); // all read
  expect(await totalUnread()).toBe(70);
});

test('fifty steps are kept, runs of single reads counted once, and of single reads two hundred', () => {
  expect(outOfReach(Array(50).fill(other))).toEqual([]);
  expect(outOfReach(Array(51).fill(other))).toHaveLength(1);
  expect(outOfReach([...Array(49).fill(other), ...Array(80).fill(read)])).toEqual([]);
  expect(outOfReach([...Array(50).fill(other), read])).toEqual([other]);
  expect(outOfReach(Array(230).fill(read))).toHaveLength(30);
});

test('what is out of reach never lies between what is kept, but for reads; and the newest is kept', () => {
  const actions = fc.array(fc.constantFrom(read, other, { ...read, count: 3 }), {
    minLength: 1,
    maxLength: 400,
  });
  fc.assert(
    fc.property(actions, (drawn) => {
      const all = drawn.map((action, id) => ({ ...action, id }));
      const gone = new Set(outOfReach(all).map(({ id }) => id));
      const steps = all.filter(({ id, kind, count }) => !gone.has(id) && (kind !== 'mark-read' || count > 1));
      expect(steps.length).toBeLessThanOrEqual(50);
      expect(gone.has(all.length - 1)).toBe(false);
      const lost = all.filter(({ id, kind, count }) => gone.has(id) && (kind !== 'mark-read' || count > 1));
      for (const { id } of lost) expect(steps.every((step) => step.id > id)).toBe(true);
    }),
  );
});
