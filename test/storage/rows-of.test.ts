/** Rows by their ids, however many: a call takes only so many arguments. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { rowsAmongFew, rowsOf } from '../../src/storage/rows-of.ts';

test('half a million ids are looked up at once', async () => {
  await db.opened.bulkAdd([{ feedId: 7, times: 1 } as never, { feedId: 499_999, times: 2 } as never]);
  const ids = Array.from({ length: 500_000 }, (_, i) => i + 1);
  const found = await rowsOf(db.opened, ids, (row) => row.feedId);
  expect([...found.keys()]).toEqual([7, 499_999]);
});

test.each([10, 1000])('of %i rows those of some keys are found, and only those', async (count) => {
  await db.tags.clear();
  await db.tags.bulkAdd(Array.from({ length: count }, (_, i) => ({ key: `t${i}`, label: `T${i}` })));
  const found = await rowsAmongFew(db.tags, ['t9', 't0', 'missing', 't3', 'a'], (tag) => tag.key);
  expect(found.map((tag) => tag.label).sort()).toEqual(['T0', 'T3', 'T9']);
  expect(await rowsAmongFew(db.tags, [], (tag) => tag.key)).toEqual([]);
});
