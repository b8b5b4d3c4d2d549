/** The post that an address asks for is opened however far down it stands in its feed's list. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { open } from '../../src/panel/actions.ts';
import { openAsked } from '../../src/panel/open-asked.ts';
import { leaveList, rows, scope, selectedId, show, type View } from '../../src/panel/state/listing.ts';
import { hideNotice, notice } from '../../src/panel/state/notice.ts';
import { route } from '../../src/panel/state/route.ts';
import { followDatabase } from '../../src/panel/state/use-live.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { until } from '../e2e/harness/until.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

vi.mock('../../src/panel/actions.ts', () => ({ open: vi.fn() }));

const now = Date.UTC(2026, 4, 2);
const count = 1300;
/** The first of a document is its newest, and has the highest id. */
const newest = count;
const oldestFirst: View = {
  scope: { kind: 'feed', feedId: 1 },
  unreadOnly: true,
  order: 'oldest',
  days: gmtDays,
};
const address = '#/feed/1';

beforeAll(async () => {
  // Node paints nothing, and has no page.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  vi.stubGlobal('document', { querySelectorAll: () => [], querySelector: () => null });
  vi.stubGlobal('scrollY', 0);
  await subscribe({ url: 'https://many.example/feed' }, now);
  const posts = Array.from({ length: count }, (_, i) => wirePost(`no. ${i}`, now - i * 60_000));
  await bring(1, posts, now);
  await followDatabase();
  route.value = { view: 'feed', id: 1 };
});
beforeEach(async () => {
  vi.mocked(open).mockClear();
  hideNotice();
  await show(oldestFirst);
});
afterAll(() => {
  hideNotice();
  leaveList();
  vi.unstubAllGlobals();
});

async function asks(postId: number): Promise<(number | string | undefined)[]> {
  await openAsked(postId, address);
  await until(
    async () => notice.value !== undefined || vi.mocked(open).mock.calls.length > 0,
    (isOver) => isOver,
    20_000,
    20,
  );
  return [vi.mocked(open).mock.calls[0]?.[0].id, notice.value?.text];
}

test('the newest of a long list that begins with the oldest is opened', async () => {
  expect(await asks(newest)).toEqual([newest, undefined]);
  expect(selectedId.value).toBe(newest);
  expect(rows.value.map(({ post }) => post.id)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
});

test('no more is read than twice what stands above it', async () => {
  expect(await asks(120)).toEqual([120, undefined]);
  expect(rows.value.length).toBeLessThan(300);
});

test('one that is read by now is said to be so, once all of the list was looked through', async () => {
  await markRead([newest], now);
  await show(oldestFirst);
  expect(await asks(newest)).toEqual([undefined, 'askedIsRead']);
  expect([scope.value, rows.value.length]).toEqual([oldestFirst.scope, count - 1]);
});
