/** A mute and its undo on a list that stands: what goes and comes back, goes and comes back in its place. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { followTags } from '../../src/panel/state/follow-tags.ts';
import { leaveOutHidden } from '../../src/panel/state/hidden-rows.ts';
import {
  comeBack,
  keepList,
  leaveList,
  listNumber,
  loadMore,
  rows,
  selectedId,
  show,
  type View,
} from '../../src/panel/state/listing.ts';
import { found } from '../../src/panel/state/searching.ts';
import { finishParts } from '../../src/panel/state/turning.ts';
import { followDatabase } from '../../src/panel/state/use-live.ts';
import { mute } from '../../src/storage/apply-rule.ts';
import { db } from '../../src/storage/database.ts';
import type { ActionRow } from '../../src/storage/schema-actions.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { until } from '../e2e/harness/until.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

const now = Date.UTC(2026, 4, 2);
const river: View = { scope: { kind: 'all' }, unreadOnly: true, order: 'newest', days: gmtDays };

/** The cards that were given the focus. */
const focused: string[] = [];
let stop = () => {};

beforeAll(async () => {
  // Node paints nothing.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  vi.stubGlobal('document', {
    querySelectorAll: () => [],
    querySelector: (article: string) => ({
      focus: () => focused.push(article),
      getBoundingClientRect: () => ({ top: -100, bottom: -50 }),
    }),
  });
  await subscribe({ url: 'https://many.example/feed' }, now);
  const posts = Array.from({ length: 600 }, (_, i) =>
    wirePost(i % 7 === 3 ? `loud ${i}` : `no. ${i}`, now - i * 60_000),
  );
  await bring(1, posts, now);
  await followDatabase();
  stop = followTags();
});
afterAll(() => {
  stop();
  leaveList();
  vi.unstubAllGlobals();
});
beforeEach(async () => {
  await show(river);
  await loadMore();
});

const loud = () => rows.value.filter(({ post }) => post.title?.includes('loud'));
const titles = () => rows.value.map(({ post }) => post.title);
const muteLoud = () => mute('title:loud', 'loud', now, () => true);

/** What stands on the screen is told that it is hidden as soon as a step has hidden it. */
async function untilTold(): Promise<void> {
  const areTold = async () => loud().every(({ post }) => post.hiddenAt !== undefined);
  expect(await until(areTold, (told) => told, 3000, 10)).toBe(true);
}

async function turn(way: typeof undo): Promise<void> {
  const { left: _left, ...action } = (await way(now)) as ActionRow;
  // The worker's part of it.
  while (await turnNextPart(now));
  await finishParts(action);
}

test('they come back where they stood, also in a list that has read on since', async () => {
  const [before, list] = [titles(), listNumber()];
  expect(before).toHaveLength(100);
  await muteLoud();
  await leaveOutHidden();
  const quiet = before.filter((title) => !title?.includes('loud'));
  expect(titles()).toEqual(quiet);
  await loadMore();
  await turn(undo);
  expect(titles().slice(0, 100)).toEqual(before);
  await turn(redo);
  expect(titles().filter((title) => title?.includes('loud'))).toEqual([]);
  await turn(undo);
  expect(titles().slice(0, 100)).toEqual(before);
  expect(listNumber()).toBe(list);
});

test('a list that was begun after the mute is begun anew by its undo', async () => {
  await muteLoud();
  await show(river);
  const list = listNumber();
  await turn(undo);
  expect(listNumber()).not.toBe(list);
  expect(titles()).toHaveLength(50);
  expect(titles().some((title) => title?.includes('loud'))).toBe(true);
});

test('what a mute of several steps hid comes back as it is stored, and stays so', async () => {
  let steps = 0;
  await mute('title:loud', 'loud', now, () => ++steps > 0);
  expect(steps).toBeGreaterThan(1);
  await untilTold();
  await leaveOutHidden();
  expect(loud()).toEqual([]);
  await turn(undo);
  expect(loud().length).toBeGreaterThan(10);
  expect(loud().filter(({ post }) => post.hiddenAt !== undefined)).toEqual([]);
});

test('a page that comes while it is looked which are hidden stays in the list', async () => {
  const before = titles();
  await muteLoud();
  await untilTold();
  const load = vi.spyOn(db.posts, 'bulkGet').mockImplementationOnce((ids) => {
    const read = db.posts.bulkGet(ids as number[]);
    return read.then(async (found) => {
      await loadMore();
      return found;
    }) as ReturnType<typeof db.posts.bulkGet>;
  });
  await leaveOutHidden();
  load.mockRestore();
  expect(titles().slice(0, 86)).toEqual(before.filter((title) => !title?.includes('loud')));
  expect(titles().length).toBeGreaterThan(120);
  await turn(undo);
  expect(titles().slice(0, 100)).toEqual(before);
});

test('where the post under the keys goes, keys and focus go on with the one that stands in its place', async () => {
  const [lost, below] = [rows.value[3]?.post, rows.value[4]?.post];
  selectedId.value = lost?.id;
  await muteLoud();
  await leaveOutHidden();
  expect(selectedId.value).toBe(below?.id);
  const card = `article[data-post-id="${below?.id}"]`;
  await until(
    async () => focused.length,
    (count) => count > 0,
    2000,
    10,
  );
  expect(focused).toEqual([card]);
  await turn(undo);
  expect(selectedId.value).toBe(below?.id);
});

const searched: View = { ...river, scope: { kind: 'search', text: 'loud' }, unreadOnly: false };

async function expectFound(count: number): Promise<void> {
  const told = async () => found.value.get('loud')?.count;
  expect(await until(told, (now) => now === count, 3000, 10)).toBe(count);
}

test('what a search found is counted anew with what a mute hides of it, and with its undo', async () => {
  await show(searched);
  const count = found.value.get('loud')?.count ?? 0;
  expect(count).toBeGreaterThan(20);
  await muteLoud();
  await leaveOutHidden();
  expect(rows.value).toEqual([]);
  await expectFound(0);
  await turn(undo);
  await expectFound(count);
  expect(loud()).toHaveLength(count);
});

test('a page of what was found before a mute shows none of what is hidden by now', async () => {
  await show({ ...searched, scope: { kind: 'search', text: 'post' } });
  await muteLoud();
  await leaveOutHidden();
  await loadMore();
  expect(rows.value.length).toBeGreaterThan(80);
  expect(loud()).toEqual([]);
  await turn(undo);
});

test('a search that was left before a mute is asked anew when one comes back to it', async () => {
  await show(searched);
  expect(rows.value).not.toEqual([]);
  keepList();
  await show(river);
  await muteLoud();
  await leaveOutHidden();
  leaveList();
  await comeBack(searched);
  expect(rows.value).toEqual([]);
  await expectFound(0);
  await turn(undo);
});
