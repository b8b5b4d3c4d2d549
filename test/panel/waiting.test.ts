/** What a list says of posts that it would show and does not: they came, or came back, since it was drawn. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import {
  areBack,
  type ListScope,
  loadMore,
  phase,
  refresh,
  rows,
  show,
  unread,
  type View,
  waiting,
} from '../../src/panel/state/listing.ts';
import { db } from '../../src/storage/database.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { parkFrom } from '../../src/storage/parking/park.ts';
import { addRule } from '../../src/storage/rule-list.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import { until } from '../e2e/harness/until.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

const now = Date.UTC(2026, 4, 2);
const usual = parkFrom.stories;
const posts = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => wirePost(`${name} ${i}`, now - i * 60_000));
const view = (scope: ListScope, unreadOnly = true): View => ({
  scope,
  unreadOnly,
  order: 'newest',
  days: gmtDays,
});
const saysWaiting = async (count: number) => {
  expect(
    await until(
      async () => waiting.value,
      (value) => value === count,
      3000,
    ),
  ).toBe(count);
};

beforeEach(async () => {
  await db.delete();
  await db.open();
  parkFrom.stories = 10;
  // Node paints nothing.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  await subscribe({ url: 'https://many.example/feed' }, now);
  await bring(1, posts(20, 'rust'), now);
});
afterEach(() => {
  parkFrom.stories = usual;
});

test.each([[{ kind: 'all' as const }], [{ kind: 'feed' as const, feedId: 1 }]])(
  'what undo brings back waits beside a list that shows what came meanwhile: %j',
  async (scope) => {
    await markAllRead({ kind: 'all' }, now);
    await bring(1, posts(2, 'new'), now);
    await show(view(scope));
    expect(rows.value).toHaveLength(2);
    await undo(now);
    await saysWaiting(20);
    expect(areBack.value).toBe(true);
    await refresh();
    expect(rows.value).toHaveLength(22);
    await saysWaiting(0);
  },
);

test('a post that is read, and unread again, leaves nothing waiting', async () => {
  await show(view({ kind: 'all' }));
  const said: number[] = [];
  const stop = waiting.subscribe((count) => said.push(count));
  const id = rows.value[3]?.post.id ?? 0;
  await markRead([id], now);
  // As followMarks does it, which may come after the question.
  unread.value = new Set([...unread.value].filter((each) => each !== id));
  await undo(now);
  await new Promise((done) => setTimeout(done, 200));
  expect(waiting.value).toBe(0);
  await bring(1, posts(1, 'last'), now);
  await saysWaiting(1);
  stop();
  expect(new Set(said)).toEqual(new Set([0, 1]));
  expect(said.filter((count) => count === 1)).toHaveLength(1);
});

test('a search says how much came that it would find, and an empty view is filled', async () => {
  await show(view({ kind: 'search', text: 'rust' }, false));
  expect(rows.value).toHaveLength(20);
  await bring(1, [...posts(2, 'more rust'), ...posts(3, 'other')], now);
  await saysWaiting(2);
  await refresh();
  expect(rows.value).toHaveLength(22);
  await markAllRead({ kind: 'all' }, now);
  await show(view({ kind: 'search', text: 'rust' }));
  expect(rows.value).toEqual([]);
  await bring(1, posts(1, 'rust again'), now);
  expect(
    await until(
      async () => rows.value.length,
      (length) => length === 1,
      3000,
    ),
  ).toBe(1);
});

test('beside unread posts only those that came unread wait, and none once all are read', async () => {
  await show(view({ kind: 'all' }));
  await addRule({ query: 'title:known', does: { read: true } }, now);
  await bring(1, [...posts(12, 'new'), ...posts(3, 'known')], now);
  await saysWaiting(12);
  expect(areBack.value).toBe(false);
  await markAllRead({ kind: 'all' }, now);
  await saysWaiting(0);
  await show(view({ kind: 'all' }, false));
  await bring(1, posts(2, 'known too'), now);
  await saysWaiting(2);
});

test('a list of several pages says what came back once it stands to its end', async () => {
  await bring(1, posts(60, 'more'), now);
  await markRead([1, 2, 3, 4, 5], now);
  await show(view({ kind: 'all' }));
  await saysWaiting(0);
  // The list is watched from a moment after it stands.
  await new Promise((done) => setTimeout(done, 300));
  await loadMore();
  expect([phase.value, rows.value.length]).toEqual(['ended', 75]);
  await undo(now);
  await saysWaiting(5);
});
