/** Raw IndexedDB, without any of our code: what the browser itself takes for the same. */

let scratch: Promise<IDBDatabase> | undefined;

/** A database of its own with one bare store of keys [at, id]. */
function openScratch(): Promise<IDBDatabase> {
  scratch ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('bench-floor', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('keys', { keyPath: ['at', 'id'] });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return scratch;
}

async function timed(act: (keys: IDBObjectStore) => void): Promise<number> {
  const database = await openScratch();
  const start = performance.now();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction('keys', 'readwrite');
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    act(transaction.objectStore('keys'));
  });
  return performance.now() - start;
}

/** Milliseconds of putting so many keys in one transaction. */
export function rawPut(count: number): Promise<number> {
  const from = Date.now() * 1000;
  return timed((keys) => {
    for (let id = 0; id < count; id++) keys.put({ at: from + id, id });
  });
}

/** Milliseconds of clearing the store. */
export function rawClear(): Promise<number> {
  return timed((keys) => {
    keys.clear();
  });
}

async function read(store: string, ask: (store: IDBObjectStore) => IDBRequest): Promise<number> {
  const database = await openReal();
  const start = performance.now();
  await new Promise<void>((resolve, reject) => {
    const request = ask(database.transaction(store).objectStore(store));
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
  return performance.now() - start;
}

let real: Promise<IDBDatabase> | undefined;

function openReal(): Promise<IDBDatabase> {
  real ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('sidereal');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return real;
}

/** Milliseconds of reading fifty posts by key. */
export function rawPage(): Promise<number> {
  return read('posts', (posts) => posts.getAll(null, 50));
}

/** Milliseconds of reading one counter. */
export function rawGet(): Promise<number> {
  return read('counters', (counters) => counters.get(['total', 0]));
}
