/** Three copies in storage.local: whatever happens within a day, those of the days before stay. */
import { beforeEach, expect, test } from 'vitest';
import { isCopyDue, keepCopy, listCopies, loadCopies } from '../../../src/storage/backup/kept-copies.ts';
import fake from '../../fakes/browser.ts';

const start = Date.UTC(2026, 4, 2);
const hourMs = 3_600_000;
const of = { feeds: '1 1', actions: 5 };
const keep = (hour: number) => keepCopy({ text: `copy of ${hour}`, feeds: 1 }, of, start + hour * hourMs);

beforeEach(() => fake.storage.local.clear());

test('without any there is nothing to restore', async () => {
  expect(await loadCopies()).toEqual([]);
});

test('one a day: the three newest are kept, the newest first', async () => {
  for (const day of [0, 1, 2, 3, 4]) await keep(day * 24);
  expect(await loadCopies()).toEqual(['copy of 96', 'copy of 72', 'copy of 48']);
});

test('one an hour, for a week: the newest, and one of each of the two days before', async () => {
  for (let hour = 0; hour < 24 * 7; hour++) await keep(hour);
  const [newest = 0, second = 0, third = 0] = (await listCopies()).map(
    ({ madeAt }) => (madeAt - start) / hourMs,
  );
  expect(newest).toBe(24 * 7 - 1);
  expect(second).toBeGreaterThanOrEqual(24 * 5);
  expect(second - third).toBeGreaterThanOrEqual(24);
  expect(Object.keys(await fake.storage.local.get()).sort()).toEqual(['copies', 'copy1', 'copy2', 'copy3']);
});

test('a list that is no list is none', async () => {
  await fake.storage.local.set({ copies: 'nonsense' });
  expect(await listCopies()).toEqual([]);
  await fake.storage.local.set({ copies: [null, { slot: 'settings' }] });
  expect(await listCopies()).toEqual([]);
  await keep(0);
  expect(await loadCopies()).toEqual(['copy of 0']);
});

test('a copy is due at first, when feeds came or went, an hour after something was done, and once a day', () => {
  const newest = { slot: 'copy1', madeAt: start, feeds: 1, of };
  const isDue = (hours: number, now: object = {}) =>
    isCopyDue(newest, { ...of, ...now }, start + hours * hourMs);
  expect(isCopyDue(undefined, of, start)).toBe(true);
  expect(isDue(0.5, { feeds: '2 2' })).toBe(true);
  expect(isDue(0.5, { actions: 50 })).toBe(false);
  expect(isDue(1.5, { actions: 6 })).toBe(true);
  expect(isDue(23)).toBe(false);
  expect(isDue(25)).toBe(true);
  expect(isDue(-48)).toBe(true);
});
