/** A list that is come back to, while its texts are still being read: nothing is read on, and nothing lost. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { drawTextsWith } from '../../src/panel/state/first-texts.ts';
import { keepLeft, takeLeft } from '../../src/panel/state/left-lists.ts';
import {
  comeBack,
  fillEmptyList,
  keepList,
  type ListScope,
  leaveList,
  listNumber,
  loadMore,
  marks,
  phase,
  refresh,
  rows,
  scope,
  show,
  type View,
} from '../../src/panel/state/listing.ts';
import { settings } from '../../src/panel/state/settings.ts';
import { followDatabase } from '../../src/panel/state/use-live.ts';
import { star } from '../../src/storage/stars.ts';
import { storyOf } from '../../src/storage/story.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

// The sanitizer needs a page's window.
vi.mock('../../src/panel/sanitize.ts', () => ({ sanitize: () => undefined }));

const now = Date.UTC(2026, 4, 2);
const view = (scope: ListScope): View => ({ scope, unreadOnly: false, order: 'newest', days: gmtDays });
const river = view({ kind: 'all' });
const feed = view({ kind: 'feed', feedId: 1 });

beforeAll(async () => {
  // Node paints nothing, and has no page.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  vi.stubGlobal('document', { querySelectorAll: () => [] });
  await subscribe({ url: 'https://many.example/feed' }, now);
  const posts = Array.from({ length: 180 }, (_, i) => wirePost(`no. ${i}`, now - i * 60_000));
  await bring(1, posts, now);
  await followDatabase();
  settings.value = { ...settings.value, density: 'full' };
});
afterAll(() => {
  settings.value = { ...settings.value, density: 'comfortable' };
  leaveList();
  vi.unstubAllGlobals();
});

let isWaiting: Promise<void>;

/** The feed's list was left with its first page and is come back to from the river, which goes on. */
beforeEach(async () => {
  drawTextsWith(async () => {});
  await show(feed);
  keepLeft(feed, {
    rows: rows.value,
    phase: 'more',
    cursor: {},
    newestId: 180,
    openIds: new Set(),
    selectedId: undefined,
    alsoIn: new Map(),
    marks: new Map(),
    place: undefined,
  });
  leaveList();
  await show(river);
  expect(phase.value).toBe('more');
  leaveList();
  isWaiting = new Promise((begun) => {
    drawTextsWith(async () => {
      begun();
      await new Promise((done) => setTimeout(done, 60));
    });
  });
});

test('what stands below is not read on in the name of the list before', async () => {
  const back = comeBack(feed);
  await isWaiting;
  expect(phase.value).toBe('loading');
  await loadMore();
  await back;
  expect(phase.value).toBe('more');
  expect(rows.value.map(({ post }) => post.feedId)).toEqual(Array(50).fill(1));
  expect(new Set(rows.value.map(({ post }) => post.id)).size).toBe(50);
});

test('what undo fills is an empty list, not one that is still coming back', async () => {
  const back = comeBack(feed);
  await isWaiting;
  const list = listNumber();
  await fillEmptyList();
  await back;
  expect(listNumber()).toBe(list);
  expect(rows.value).toHaveLength(50);
});

test('left again meanwhile, it is still kept', async () => {
  const back = comeBack(feed);
  await isWaiting;
  leaveList();
  await back;
  expect(takeLeft(feed)?.rows).toHaveLength(50);
});

test('the posts of the list before are not shown as those of the one that is come back to', async () => {
  await show(river);
  const back = comeBack(feed);
  await isWaiting;
  expect([scope.value, rows.value.length]).toEqual([feed.scope, 0]);
  keepList();
  await back;
  expect(takeLeft(feed)).toBeUndefined();
  expect(rows.value.map(({ post }) => post.feedId)).toEqual(Array(50).fill(1));
});

test('stars and views are there with the posts', async () => {
  drawTextsWith(async () => {});
  await show(river);
  const [first] = rows.value.map(({ post }) => storyOf(post));
  await star(first as number, true, now);
  await refresh();
  keepList();
  leaveList();
  await show(view({ kind: 'tag', tag: 'none' }));
  expect(marks.value.size).toBe(0);
  leaveList();
  await comeBack(river);
  expect(marks.value.get(first as number)?.starredAt).toBe(now);
});

test('left while the next page is being read, it is kept as it stood before that page', async () => {
  drawTextsWith(async () => {});
  await show(river);
  await loadMore();
  const more = loadMore();
  expect(phase.value).toBe('loading');
  keepList();
  leaveList();
  await more;
  await comeBack(river);
  expect([phase.value, rows.value.length]).toEqual(['more', 100]);
  await loadMore();
  expect(new Set(rows.value.map(({ post }) => post.id)).size).toBe(150);
});

test('a list that was left says nothing of the next one', async () => {
  drawTextsWith(async () => {});
  await show(view({ kind: 'starred' }));
  expect(phase.value).toBe('ended');
  leaveList();
  expect(phase.value).toBe('loading');
});
