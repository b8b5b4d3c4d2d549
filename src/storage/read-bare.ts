import { localStore, openStore } from './account.ts';
import { db, openedStore } from './database.ts';

/**
 * The first reads of a worker that wakes, made by the browser's own interface: Dexie looks through all tables before it
 * reads the first row, which takes as long as all of these together. Once Dexie is open it is Dexie's connection.
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

/** Is the local account open? Known before Dexie has opened its database. */
export async function isLocalOpen(): Promise<boolean> {
  if (!db.isOpen() && (await openedEarly()) !== undefined) return true;
  return !(await openedStore()).isOfServer;
}

/**
 * The answers to these questions, in one transaction. What is read is not followed by a live query; it must not be called
 * inside a transaction.
 */
export async function readBare(
  stores: string[],
  ask: (store: (name: string) => IDBObjectStore) => IDBRequest[],
): Promise<unknown[]> {
  const early = db.isOpen() ? undefined : await openedEarly();
  if (early === undefined) await db.open();
  const transaction = (early ?? db.backendDB()).transaction(stores);
  return new Promise((resolve, reject) => {
    const asked = ask((name) => transaction.objectStore(name));
    transaction.onabort = () => reject(transaction.error);
    for (const request of asked) request.onerror = () => reject(request.error);
    const last = asked.at(-1);
    if (last === undefined) resolve([]);
    else last.onsuccess = () => resolve(asked.map(({ result }) => result));
  });
}
