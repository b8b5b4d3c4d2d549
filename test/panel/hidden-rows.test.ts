/** A mute and its undo on a list that stands: what goes and comes back, goes and comes back in its place. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { leaveOutHidden } from '../../src/panel/state/hidden-rows.ts';
import { leaveList, listNumber, loadMore, rows, show, type View } from '../../src/panel/state/listing.ts';
import { finishParts } from '../../src/panel/state/turning.ts';
import { followDatabase } from '../../src/panel/state/use-live.ts';
import { mute } from '../../src/storage/apply-rule.ts';
import type { ActionRow } from '../../src/storage/schema-actions.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

const now = Date.UTC(2026, 4, 2);
const river: View = { scope: { kind: 'all' }, unreadOnly: true, order: 'newest', days: gmtDays };

beforeAll(async () => {
  // Node paints nothing.
  globalThis.requestAnimationFrame = (run) => Number(setTimeout(run));
  vi.stubGlobal('document', { querySelectorAll: () => [] });
  await subscribe({ url: 'https://many.example/feed' }, now);
  const posts = Array.from({ length: 120 }, (_, i) =>
    wirePost(i % 7 === 3 ? `loud ${i}` : `no. ${i}`, now - i * 60_000),
  );
  await bring(1, posts, now);
  await followDatabase();
});
afterAll(() => {
  leaveList();
  vi.unstubAllGlobals();
});
beforeEach(async () => {
  await show(river);
  await loadMore();
});

const titles = () => rows.value.map(({ post }) => post.title);
const muteLoud = () => mute('title:loud', 'loud', now, () => true);

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
