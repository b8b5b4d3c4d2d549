import { localStore, openStore } from './account.ts';

/**
 * The first reads of a worker that wakes, made by the browser's own interface: Dexie, which takes as long to be loaded and to
 * look through all tables as all of these together, is imported where it is first needed (import() here and in what reads
 * by this file). Once Dexie is open it is Dexie's connection.
 */

/** The connection that was opened early, if it is that of the account that is open and still free. */
let local: Promise<IDBDatabase | undefined> | undefined;

async function openedEarly(): Promise<IDBDatabase | undefined> {
  const early = globalThis.earlyDatabase;
  if (early === undefined) return undefined;
  local ??= openStore().then((name) => (name === localStore ? early : undefined));
  const database = await local;
  // Who took it meanwhile may close it.
  return globalThis.earlyDatabase === early ? database : undefined;
}

/** Is the local account open, and its database was opened early? Then all that is asked here is answered before Dexie is loaded. */
export async function isOpenEarly(): Promise<boolean> {
  return (await openedEarly()) !== undefined;
}

/** Is the local account open? Known before Dexie has opened its database. */
export async function isLocalOpen(): Promise<boolean> {
  if (await isOpenEarly()) return true;
  const { openedStore } = await import('./database.ts');
  return !(await openedStore()).isOfServer;
}

/** A store of the transaction that is asked in, by its name. */
export type BareStore = (name: string) => IDBObjectStore;

/**
 * The answers to these questions, in one transaction. What is read is not followed by a live query; it must not be called
 * inside a transaction.
 */
export async function readBare(
  stores: string[],
  ask: (store: BareStore) => IDBRequest[],
): Promise<unknown[]> {
  const database = (await openedEarly()) ?? (await (await import('./database.ts')).openedConnection());
  const transaction = database.transaction(stores);
  return new Promise((resolve, reject) => {
    const asked = ask((name) => transaction.objectStore(name));
    transaction.onabort = () => reject(transaction.error);
    for (const request of asked) request.onerror = () => reject(request.error);
    const last = asked.at(-1);
    if (last === undefined) resolve([]);
    else last.onsuccess = () => resolve(asked.map(({ result }) => result));
  });
}
