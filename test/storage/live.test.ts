/** Live queries: in a panel that is open all day they see every change and gather nothing. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test, vi } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { live } from '../../src/storage/live.ts';

/** As Dexie tells of writes that do not concern the query: of several in one moment only once. */
function writeElsewhere(times: number): void {
  for (let i = 0; i < times; i++) Dexie.on.storagemutated.fire({});
}

test('a query that nothing concerns begins anew now and then, sees what comes later, and stops', async () => {
  const query = vi.fn(() => db.folders.toArray());
  const values: string[][] = [];
  const stop = live(
    query,
    (folders) => values.push(folders.map(({ title }) => title)),
    () => {},
  );
  await vi.waitFor(() => expect(values).toEqual([[]]));
  const atFirst = query.mock.calls.length;
  writeElsewhere(250);
  await vi.waitFor(() => expect(values).toEqual([[], []]));
  expect(query.mock.calls.length - atFirst).toBe(1);
  await db.folders.put({ id: 1, parentId: 0, position: 1, title: 'New' });
  await vi.waitFor(() => expect(values.at(-1)).toEqual(['New']));
  stop();
  const asked = query.mock.calls.length;
  writeElsewhere(450);
  await db.folders.put({ id: 1, parentId: 0, position: 1, title: 'Later' });
  expect(query).toHaveBeenCalledTimes(asked);
});

test('after twenty writes what was gathered of them is dropped', async () => {
  const query = vi.fn(() => db.folders.toArray());
  const stop = live(
    query,
    () => {},
    () => {},
  );
  await vi.waitFor(() => expect(query).toHaveBeenCalledTimes(1));
  for (const times of [2, 3, 4]) {
    writeElsewhere(20);
    await vi.waitFor(() => expect(query).toHaveBeenCalledTimes(times));
  }
  stop();
});

test('no second copy of an answer is kept', async () => {
  const onValue = vi.fn();
  const stop = live(() => db.folders.toArray(), onValue, console.error);
  await vi.waitFor(() => expect(onValue).toHaveBeenCalled());
  expect(Object.keys(Dexie.cache)).toEqual([]);
  stop();
});
