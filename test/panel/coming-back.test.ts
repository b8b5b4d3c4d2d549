/** A list that is come back to, while its texts are still being read: nothing is read on, and nothing lost. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { drawTextsWith } from '../../src/panel/state/first-texts.ts';
import { keepLeft, takeLeft } from '../../src/panel/state/left-lists.ts';
import {
  comeBack,
  type ListScope,
  leaveList,
  loadMore,
  phase,
  rows,
  show,
  type View,
} from '../../src/panel/state/listing.ts';
import { settings } from '../../src/panel/state/settings.ts';
import { followDatabase } from '../../src/panel/state/use-live.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

// The sanitizer needs a page's window.
vi.mock('../../src/panel/sanitize.ts', () => ({ sanitize: () => undefined }));

const now = Date.UTC(2026, 4, 2);
const view = (scope: ListScope): View => ({ scope, unreadOnly: false, order: 'newest', days: gmtDays });
const river = view({ kind: 'all' });
const feed = view({ kind: 'feed', feedId: 1 });

beforeAll(async () => {
  // Node paints nothing.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  await subscribe({ url: 'https://many.example/feed' }, now);
  const posts = Array.from({ length: 180 }, (_, i) => wirePost(`no. ${i}`, now - i * 60_000));
  await bring(1, posts, now);
  await followDatabase();
  settings.value = { ...settings.value, density: 'full' };
});
afterAll(() => {
  settings.value = { ...settings.value, density: 'comfortable' };
  leaveList();
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

test('left again meanwhile, it is still kept', async () => {
  const back = comeBack(feed);
  await isWaiting;
  leaveList();
  await back;
  expect(takeLeft(feed)?.rows).toHaveLength(50);
});
