import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { tasks } from '../../src/offscreen/tasks.ts';
import { applyRule } from '../../src/storage/apply-rule.ts';
import { countsOf } from '../../src/storage/counters.ts';
import { viewKey } from '../../src/storage/saved-view.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import { saveView } from '../../src/storage/views.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

const now = Date.UTC(2026, 4, 2);

test('what a large undo puts back is asked which saved views it answers', async () => {
  await subscribe({ url: 'https://many.example/feed' }, now);
  await bring(1, [wirePost('one', now), wirePost('two', now)], now);
  const id = await saveView('Starred', 'is:starred', now);
  const counted = async () => (await countsOf('tag', viewKey(id))).unread;
  await applyRule({ query: 'one', does: { star: true } }, now, () => true);
  expect(await counted()).toBe(1);
  await undo(now);
  await tasks.finishTurning({});
  expect(await counted()).toBe(0);
});
