/** Rows by their ids, however many: a call takes only so many arguments. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { rowsOf } from '../../src/storage/rows-of.ts';

test('half a million ids are looked up at once', async () => {
  await db.opened.bulkAdd([{ feedId: 7, times: 1 } as never, { feedId: 499_999, times: 2 } as never]);
  const ids = Array.from({ length: 500_000 }, (_, i) => i + 1);
  const found = await rowsOf(db.opened, ids, (row) => row.feedId);
  expect([...found.keys()]).toEqual([7, 499_999]);
});
