/**
 * The database as the panel's first page is read from it, while Dexie is still on its way: in the script that runs before all
 * others (src/panel/early.ts) this file stands for database.ts, so that what reads a page is one and the same code. It knows
 * what that code asks of Dexie, and no more.
 */
import type { ParkingRow } from './parking/schema-parking.ts';

type Key = IDBValidKey;

interface Running {
  transaction: IDBTransaction;
  /** The two stores of unread marks have changed places (parking/two-stores.ts). */
  areSwapped: boolean;
}

let running: Running | undefined;

const otherOf: Record<string, string> = { unread: 'parked', parked: 'unread' };

/** The answer to a question, while the transaction is still alive. */
function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function storeOf(table: string): IDBObjectStore {
  if (running === undefined) throw new Error('The first page is read in a transaction.');
  const { transaction, areSwapped } = running;
  return transaction.objectStore((areSwapped && otherOf[table]) || table);
}

function sourceOf(table: string, index: string): IDBObjectStore | IDBIndex {
  const store = storeOf(table);
  return index === ':id' ? store : store.index(index);
}

/** The rows of a stretch of an index, as Dexie's collections are asked for. */
class Stretch {
  private count: number | undefined;
  private isReverse = false;

  constructor(
    private readonly table: string,
    private readonly index: string,
    private readonly range: IDBKeyRange | undefined,
  ) {}

  limit(count: number): this {
    this.count = count;
    return this;
  }

  reverse(): this {
    this.isReverse = true;
    return this;
  }

  toArray(): Promise<unknown[]> {
    const source = sourceOf(this.table, this.index);
    const { range: query, count } = this;
    if (!this.isReverse) return answerOf(source.getAll(query, count));
    const options = { query, count, direction: 'prev' };
    return answerOf(
      (source as unknown as { getAll(options: object): IDBRequest<unknown[]> }).getAll(options),
    );
  }

  primaryKeys(): Promise<Key[]> {
    return answerOf(sourceOf(this.table, this.index).getAllKeys(this.range));
  }
}

class Table {
  constructor(readonly name: string) {}

  get(key: Key): Promise<unknown> {
    return answerOf(storeOf(this.name).get(key));
  }

  bulkGet(keys: Key[]): Promise<unknown[]> {
    const store = storeOf(this.name);
    return Promise.all(keys.map((key) => answerOf(store.get(key))));
  }

  toCollection(): Stretch {
    return new Stretch(this.name, ':id', undefined);
  }

  where(index: string) {
    return {
      between: (from: Key, to: Key, withFrom = true, withTo = false) =>
        new Stretch(this.name, index, IDBKeyRange.bound(from, to, !withFrom, !withTo)),
      anyOf: (keys: Key[]) => ({
        toArray: async () => {
          const source = sourceOf(this.name, index);
          return (await Promise.all(keys.map((key) => answerOf(source.getAll(key))))).flat();
        },
      }),
    };
  }
}

/**
 * Reads in one transaction of these tables; what is read inside another is read in that one. Whether the stores of unread
 * marks have changed places is asked meanwhile: if so, which is seldom, all is read once more.
 */
async function transaction<Result>(
  _mode: 'r',
  tables: Table[],
  read: () => Promise<Result>,
): Promise<Result> {
  if (running !== undefined) return read();
  const database = await opened;
  if (database === undefined) throw new Error('There is no database to be read early.');
  const begun = database.transaction([...tables.map(({ name }) => name), 'unread', 'parked', 'parking']);
  const parking = answerOf<ParkingRow | undefined>(begun.objectStore('parking').get(1));
  running = { transaction: begun, areSwapped: false };
  try {
    const found = await read();
    if (!(await parking)?.swapped) return found;
    running.areSwapped = true;
    return await read();
  } finally {
    running = undefined;
  }
}

/** Who takes the early database over keeps it open. */
const opened = globalThis.earlyDatabase;

const names = ['posts', 'unread', 'marks', 'feeds', 'folders', 'tags', 'counters'] as const;

export const db = {
  ...(Object.fromEntries(names.map((name) => [name, new Table(name)])) as Record<
    (typeof names)[number],
    Table
  >),
  transaction,
};
