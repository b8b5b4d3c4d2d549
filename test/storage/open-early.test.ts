/** The panel opens a database before it knows which: it is taken over if it is the right one, and else left as it was. */
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { chooseStore, localStore, storeOf } from '../../src/storage/account.ts';
import { Database } from '../../src/storage/database.ts';
import { schemaVersion } from '../../src/storage/refuse-newer.ts';

const folder = { id: 1, parentId: 0, position: 1, title: 'Here' };
const server = storeOf('https://reader.example', 'ann');

beforeEach(async () => {
  globalThis.takeEarly = undefined;
  for (const { name } of await indexedDB.databases()) await Dexie.delete(name as string);
  await chooseStore(localStore);
});

async function openEarly(): Promise<void> {
  vi.resetModules();
  await import('../../src/storage/open-early.ts');
}

/** The early opening has answered when the database is asked for, or has not. */
const moments = [
  ['has answered', async () => new Promise<void>((done) => setTimeout(done, 30))],
  ['is under way', async () => {}],
] as const;

async function makeDatabase(name: string): Promise<void> {
  const made = new Database(name);
  await made.folders.put(folder);
  made.close();
}

describe.each(moments)('while it %s,', (_, wait) => {
  test('the database of the local account is opened once', async () => {
    await makeDatabase(localStore);
    const open = vi.spyOn(indexedDB, 'open');
    await openEarly();
    await wait();
    const db = new Database();
    expect(await db.folders.toArray()).toEqual([folder]);
    expect(open).toHaveBeenCalledTimes(1);
    open.mockRestore();
    db.close();
  });

  test('that of another account is opened in its place, and the early one closed', async () => {
    await makeDatabase(localStore);
    await chooseStore(server);
    const close = vi.spyOn(IDBDatabase.prototype, 'close');
    await openEarly();
    await wait();
    const db = new Database();
    expect(await db.folders.toArray()).toEqual([]);
    expect(db.name).toBe(server);
    await vi.waitFor(() =>
      expect(close.mock.contexts.map((closed) => (closed as IDBDatabase).name)).toEqual([localStore]),
    );
    close.mockRestore();
    db.close();
  });

  test('a database that is not there yet is made whole', async () => {
    await openEarly();
    await wait();
    const db = new Database();
    await db.folders.put(folder);
    expect(db.tables.length).toBe(db.backendDB().objectStoreNames.length);
    db.close();
  });

  test('an older one is upgraded with its rows', async () => {
    const older = new Dexie(localStore);
    older.version(schemaVersion - 1).stores({ folders: 'id, parentId' });
    await older.table('folders').put(folder);
    older.close();
    await openEarly();
    await wait();
    const db = new Database();
    expect(await db.folders.toArray()).toEqual([folder]);
    expect(db.backendDB().version).toBe(schemaVersion * 10);
    expect(db.tables.length).toBe(db.backendDB().objectStoreNames.length);
    db.close();
  });

  test('a newer one is refused', async () => {
    const newer = new Dexie(localStore);
    newer.version(schemaVersion + 1).stores({ folders: 'id' });
    await newer.open();
    newer.close();
    await openEarly();
    await wait();
    await expect(new Database().open()).rejects.toThrow('newer');
  });
});

test('who wants to delete it, before anyone took it, is not held up', async () => {
  await makeDatabase(localStore);
  await openEarly();
  await moments[0][1]();
  await Dexie.delete(localStore);
  const db = new Database();
  expect(await db.folders.toArray()).toEqual([]);
  db.close();
});

test.each([
  ['no database', undefined],
  [
    'one that refuses',
    {
      open: () => {
        throw new DOMException('No.', 'SecurityError');
      },
    },
  ],
])('a browser with %s: all else that is imported is evaluated', async (_, none) => {
  vi.stubGlobal('indexedDB', none);
  vi.resetModules();
  await import('../../src/storage/open-early.ts');
  vi.unstubAllGlobals();
});
