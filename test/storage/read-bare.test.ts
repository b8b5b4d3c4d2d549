/** The first reads of a worker come from the database that was opened early, if it is the right one; else from Dexie's. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { localStore, storeOf } from '../../src/storage/account.ts';
import fake from '../fakes/browser.ts';

const server = storeOf('https://reader.example', 'ann');
let opened: Dexie[] = [];

beforeEach(async () => {
  globalThis.takeEarly = undefined;
  globalThis.earlyDatabase = undefined;
  for (const { name } of await indexedDB.databases()) await Dexie.delete(name as string);
  await fake.storage.local.clear();
});
afterEach(() => {
  for (const db of opened) db.close();
  opened = [];
});

/** A worker that starts: its modules are evaluated anew. */
async function wake(early = true) {
  vi.resetModules();
  if (early) await import('../../src/storage/open-early.ts');
  const { db } = await import('../../src/storage/database.ts');
  opened.push(db);
  return { db, ...(await import('../../src/storage/read-bare.ts')) };
}

async function fill(name: string, host: string): Promise<void> {
  await fake.storage.local.set({ account: { store: name } });
  const { db } = await wake(false);
  await db.hosts.put({ host, notBeforeAt: 1 });
  db.close();
}

const hosts = (store: (name: string) => IDBObjectStore) => [store('hosts').getAllKeys()];

test('the local account is read before Dexie is open, and Dexie takes the same connection', async () => {
  await fill(localStore, 'one.example');
  const open = vi.spyOn(indexedDB, 'open');
  const { db, readBare, isLocalOpen } = await wake();
  expect(await readBare(['hosts'], hosts)).toEqual([['one.example']]);
  expect(await isLocalOpen()).toBe(true);
  expect(db.isOpen()).toBe(false);
  await db.hosts.put({ host: 'two.example', notBeforeAt: 2 });
  expect(await readBare(['hosts'], hosts)).toEqual([['one.example', 'two.example']]);
  expect(open).toHaveBeenCalledTimes(1);
  open.mockRestore();
});

test('with the account of a server nothing is read of the local one', async () => {
  await fill(localStore, 'local.example');
  await fill(server, 'server.example');
  const { readBare, isLocalOpen } = await wake();
  expect(await isLocalOpen()).toBe(false);
  expect(await readBare(['hosts'], hosts)).toEqual([['server.example']]);
});

test('a database that is not there yet is made first', async () => {
  const { readBare, isLocalOpen } = await wake();
  expect(await readBare(['hosts'], hosts)).toEqual([[]]);
  expect(await isLocalOpen()).toBe(true);
});

test('without an early opening Dexie opens it', async () => {
  await fill(localStore, 'one.example');
  const { readBare } = await wake(false);
  expect(await readBare(['hosts'], hosts)).toEqual([['one.example']]);
});
