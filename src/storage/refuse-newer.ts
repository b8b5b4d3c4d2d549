/** The schema's version. A browser's own number is ten times that, and one more where Dexie had to add to it. */
export const schemaVersion = 4;

declare global {
  /** Set where a database was opened early (open-early.ts): gives the request for it, once, to who wants that very one. */
  var takeEarly: ((name: string, version?: number) => IDBOpenDBRequest | undefined) | undefined;
  /** The database that was opened early, for as long as nobody has taken it; undefined in it where there is none of this version. */
  var earlyDatabase: Promise<IDBDatabase | undefined> | undefined;
}

/**
 * IndexedDB for Dexie, which opens a newer database without a word and may even add to it. It is told first that the
 * database is newer, and then asks for whatever version there is: this refuses, before anything is touched. The error is
 * a VersionError, as the browser's own.
 */
export const refuseNewer = {
  open(name: string, version?: number): IDBOpenDBRequest {
    const request = globalThis.takeEarly?.(name, version) ?? indexedDB.open(name, version);
    // Heard before Dexie hears of it.
    if (version === undefined) request.addEventListener('success', (event) => refuse(request, event));
    return request;
  },
  deleteDatabase: (name: string) => indexedDB.deleteDatabase(name),
  databases: () => indexedDB.databases(),
};

function refuse(request: IDBOpenDBRequest, event: Event): void {
  if (request.result.version < (schemaVersion + 1) * 10) return;
  event.stopImmediatePropagation();
  request.result.close();
  const error = new DOMException('The database is newer than this build.', 'VersionError');
  request.onerror?.({ target: { error } } as unknown as Event);
}
