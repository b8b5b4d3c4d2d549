/**
 * Begins to open the database while the panel's scripts are still being loaded, and the worker's evaluated: this is a file
 * of its own, the first of the page, and imports nothing. Which account is open is not known yet, so it is the local one's database that is
 * opened. Who then asks for a database (refuse-newer.ts) takes the request over if it is for this one; else it is closed,
 * and nothing of it was read.
 */
const name = 'sidereal';
const version = 40;

let isGone = false;

// A browser without a database, or one that refuses it at once: who asks next is told.
try {
  begin(indexedDB.open(name, version));
} catch {}

function begin(request: IDBOpenDBRequest): void {
  const letGo = () => letGoOf(request);
  request.onsuccess = () => {
    request.result.onversionchange = letGo;
  };
  // What is to be made or upgraded stays as it is, for who asks next.
  request.onupgradeneeded = letGo;
  request.onerror = (event) => {
    isGone = true;
    event.preventDefault();
  };
  globalThis.earlyDatabase = new Promise((resolve) => {
    request.addEventListener('success', () => resolve(isGone ? undefined : request.result));
    request.addEventListener('error', () => resolve(undefined));
  });
  globalThis.takeEarly = (wanted, wantedVersion) => take(request, wanted, wantedVersion);
}

function letGoOf(request: IDBOpenDBRequest): void {
  isGone = true;
  request.transaction?.abort();
  if (request.readyState === 'done') request.result.close();
  request.onsuccess = () => request.result.close();
}

function take(
  request: IDBOpenDBRequest,
  wanted: string,
  wantedVersion: number | undefined,
): IDBOpenDBRequest | undefined {
  globalThis.takeEarly = undefined;
  globalThis.earlyDatabase = undefined;
  if (!isGone && (wanted !== name || wantedVersion !== version)) letGoOf(request);
  if (isGone) return undefined;
  // Who takes it over still has to listen.
  if (request.readyState === 'done') queueMicrotask(() => request.onsuccess?.(new Event('success')));
  return request;
}

export {};
