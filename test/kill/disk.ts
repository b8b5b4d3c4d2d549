import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Web } from './life.ts';

/** The parts of fake-indexeddb that a kill takes hold of. */
interface Connection extends Handlers {
  _runningVersionchangeTransaction: boolean;
  close(): void;
}
interface Transaction extends Handlers {
  _state: string;
  _requests: { request: Handlers }[];
  _abort(errorName: null): void;
}
type Handlers = Partial<Record<(typeof handlers)[number], unknown>>;
const handlers = [
  'onsuccess',
  'onerror',
  'oncomplete',
  'onabort',
  'onupgradeneeded',
  'onblocked',
  'onversionchange',
] as const;

/** What outlives a worker: its database, the browser's storage, and the clock on the wall. */
export class Disk {
  readonly indexedDB = new IDBFactory();
  /** storage.local and storage.session, by their names. */
  readonly stored: Record<string, Record<string, unknown>> = {};

  /** The web it is in, where that is another one than the feeds of today. */
  web?: Web;

  constructor(public now: number) {}

  /** Puts rows into a new database, as a build with this schema left them. */
  async fill(version: number, stores: Record<string, string>, rows: Record<string, object[]>): Promise<void> {
    const database = new Dexie('sidereal', { indexedDB: this.indexedDB, IDBKeyRange });
    database.version(version).stores(stores);
    for (const [table, all] of Object.entries(rows)) await database.table(table).bulkAdd(all);
    database.close();
  }

  /** Is the database at work on anything? */
  get isBusy(): boolean {
    const isUpgraded = this.connections().some((connection) => connection._runningVersionchangeTransaction);
    return isUpgraded || this.transactions().some(({ _state }) => _state !== 'finished');
  }

  /**
   * The process that used it is gone: what was under way is taken back, as a browser does, and nobody hears of that. What
   * was being opened is opened for nobody and closed again.
   */
  cutOff(opening: Iterable<object>): void {
    for (const transaction of this.transactions()) {
      silence(transaction);
      for (const { request } of transaction._requests) silence(request);
      if (transaction._state !== 'finished') transaction._abort(null);
    }
    for (const request of opening) silence(request);
    for (const connection of this.connections()) silence(connection);
  }

  /** Waits until what was cut off is taken back, also an upgrade that was only about to begin, and closes its connections. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 5; quiet = this.isBusy ? 0 : quiet + 1) {
      this.cutOff([]);
      for (const connection of this.connections())
        if (!connection._runningVersionchangeTransaction) connection.close();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private transactions(): Transaction[] {
    return this.databases().flatMap(({ transactions }) => transactions);
  }

  private connections(): Connection[] {
    return this.databases().flatMap(({ connections }) => connections);
  }

  private databases(): { transactions: Transaction[]; connections: Connection[] }[] {
    const { _databases } = this.indexedDB as unknown as { _databases: Map<string, never> };
    return [..._databases.values()];
  }
}

/** Whatever happens to it, nobody is told any more. */
export function silence(target: Handlers): void {
  for (const name of handlers) if (name in target) target[name] = null;
}
