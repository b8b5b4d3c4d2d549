import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { addRows } from '../../src/storage/add-rows.ts';
import { db } from '../../src/storage/database.ts';
import { live } from '../../src/storage/live.ts';
import type { UnreadRow } from '../../src/storage/schema.ts';

const row = (postId: number): UnreadRow => ({ postId, feedId: 1, at: postId, riverAt: postId });

function add(rows: UnreadRow[]): Promise<void> {
  return db.transaction('rw', [db.unread], async () => {
    await addRows(db.unread, rows);
  });
}

test('live queries hear of rows that were added, by their index and by their key', async () => {
  await db.delete();
  await db.open();
  const seen = { river: [] as number[], one: [] as (number | undefined)[] };
  const stops = [
    live(
      () => db.unread.where('[riverAt+postId]').above([5, 0]).count(),
      (count) => seen.river.push(count),
      console.error,
    ),
    live(
      () => db.unread.get(7),
      (found) => seen.one.push(found?.postId),
      console.error,
    ),
  ];
  await expect.poll(() => [seen.river, seen.one]).toEqual([[0], [undefined]]);
  await add([row(6), row(7)]);
  await expect.poll(() => [seen.river.at(-1), seen.one.at(-1)]).toEqual([2, 7]);
  for (const stop of stops) stop();
});

test('a key that is there already ends the transaction, and nothing of it stays', async () => {
  await db.delete();
  await db.open();
  await add([row(1)]);
  await expect(add([row(2), row(1), row(3)])).rejects.toMatchObject({ name: 'ConstraintError' });
  expect(await db.unread.toCollection().primaryKeys()).toEqual([1]);
});

test('outside a transaction nothing is added', async () => {
  expect(() => addRows(db.unread, [row(9)])).toThrow('transaction');
});

test('after other writes of the same transaction, too', async () => {
  await db.delete();
  await db.open();
  const seen: number[] = [];
  const stop = live(
    () => db.unread.where('[riverAt+postId]').above([0, 0]).count(),
    (count) => seen.push(count),
    console.error,
  );
  await expect.poll(() => seen).toEqual([0]);
  await db.transaction('rw', [db.unread], async () => {
    await db.unread.bulkPut([row(1)]);
    await addRows(db.unread, [row(2), row(3)]);
  });
  await expect.poll(() => seen.at(-1)).toBe(3);
  stop();
});
