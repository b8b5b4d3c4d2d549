/** The unread posts of a saved view are listed and marked as they are counted, without a search. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { markRangeRead, markScopeRead } from '../../src/panel/actions.ts';
import { isSettling } from '../../src/panel/settle-later.ts';
import { type ListScope, loadMore, phase, rows, show, waiting } from '../../src/panel/state/listing.ts';
import { keepView, reviseView } from '../../src/panel/view-actions.ts';
import { askViews } from '../../src/storage/ask-views.ts';
import { db } from '../../src/storage/database.ts';
import { labelWith } from '../../src/storage/label-stories.ts';
import { listViewCounts } from '../../src/storage/list-views.ts';
import { findPosts } from '../../src/storage/search/find-posts.ts';
import { settleViews } from '../../src/storage/settle-views.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import { saveView } from '../../src/storage/views.ts';
import { until } from '../e2e/harness/until.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

vi.mock('../../src/storage/search/find-posts.ts', { spy: true });
labelWith(askViews);

const now = Date.UTC(2026, 4, 2);
const hour = 3_600_000;
const posts = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => wirePost(`${name} ${i}`, now - i * hour));
const list = (scope: ListScope) => show({ scope, unreadOnly: true, order: 'newest', days: gmtDays });
const becomes = async (value: () => number, wanted: number) =>
  expect(
    await until(
      async () => value(),
      (seen) => seen === wanted,
      3000,
    ),
  ).toBe(wanted);

let scope: ListScope & { kind: 'search' };
const count = async () => (await listViewCounts()).get(scope.viewId ?? 0) ?? 0;

beforeEach(async () => {
  await db.delete();
  await db.open();
  // Node paints nothing.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  await subscribe({ url: 'https://many.example/feed' }, now);
  await bring(1, [...posts(60, 'rust'), ...posts(9, 'other')], now);
  scope = { kind: 'search', text: 'rust', viewId: await saveView('Rust', 'rust', now) };
});

test('it is read page by page, says what is new, and is marked read, with no search', async () => {
  await settleViews(now);
  vi.mocked(findPosts).mockClear();
  await list(scope);
  expect([phase.value, rows.value.length]).toEqual(['more', 50]);
  await loadMore();
  expect([phase.value, rows.value.length, await count()]).toEqual(['ended', 60, 60]);
  await bring(1, [...posts(2, 'more rust'), ...posts(3, 'more')], now);
  await becomes(() => waiting.value, 2);
  await markRangeRead(scope, { fromAt: Number.NEGATIVE_INFINITY, beforeAt: now - 39.5 * hour });
  expect(await count()).toBe(42);
  await undo(now);
  expect(await count()).toBe(62);
  await markScopeRead(scope);
  expect([await count(), await db.unread.count()]).toEqual([0, 12]);
  await undo(now);
  expect(await count()).toBe(62);
  expect(findPosts).not.toHaveBeenCalled();
});

test('a list that was drawn before its posts were noted does not stay empty', async () => {
  await list(scope);
  expect(rows.value).toEqual([]);
  await settleViews(now);
  await becomes(() => rows.value.length, 50);
});

test('as long as the posts of a view that was made or changed here are being noted, it is known', async () => {
  const settled = () => becomes(() => Number(isSettling()), 0);
  const id = await keepView('Other', 'other');
  expect(isSettling()).toBe(true);
  await settled();
  expect((await listViewCounts()).get(id)).toBe(9);
  await reviseView(id, 'Other', 'rust');
  expect(isSettling()).toBe(true);
  await settled();
  expect((await listViewCounts()).get(id)).toBe(60);
});
