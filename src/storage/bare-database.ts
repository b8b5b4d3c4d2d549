/**
 * The database as the panel's first page is read from it, while Dexie is still on its way: in the script that runs before all
 * others (src/panel/early.ts) this file stands for database.ts, so that what reads a page is one and the same code. It knows
 * what that code asks of Dexie, and no more.
 */
import type { ParkingRow } from './parking/schema-parking.ts';

type Key = IDBValidKey;

interface Running {
  transaction: IDBTransaction;
  /** Have the two stores of unread marks changed places? (parking/two-stores.ts) It is asked first of all. */
  swap: Promise<boolean>;
  /** The answer, once it is here. */
  areSwapped?: boolean;
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

/**
 * Asks the store in which a table's rows lie. Until it is known whether marks lie in the other one, the usual is asked, so
 * that nobody waits; where that was wrong, once more.
 */
async function asked<Result>(
  table: string,
  ask: (store: IDBObjectStore) => Promise<Result>,
): Promise<Result> {
  if (running === undefined) throw new Error('The first page is read in a transaction.');
  const { transaction, swap, areSwapped = false } = running;
  const storeIn = (isSwapped: boolean) => transaction.objectStore((isSwapped && otherOf[table]) || table);
  const found = await ask(storeIn(areSwapped));
  const isSwapped = otherOf[table] === undefined ? areSwapped : await swap;
  return isSwapped === areSwapped ? found : ask(storeIn(isSwapped));
}

function sourceIn(store: IDBObjectStore, index: string): IDBObjectStore | IDBIndex {
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
    return asked(this.table, (store) => {
      const source = sourceIn(store, this.index);
      const { range: query, count } = this;
      if (!this.isReverse) return answerOf(source.getAll(query, count));
      const options = { query, count, direction: 'prev' };
      return answerOf(
        (source as unknown as { getAll(options: object): IDBRequest<unknown[]> }).getAll(options),
      );
    });
  }

  primaryKeys(): Promise<Key[]> {
    return asked(this.table, (store) => answerOf(sourceIn(store, this.index).getAllKeys(this.range)));
  }
}

class Table {
  constructor(readonly name: string) {}

  get(key: Key): Promise<unknown> {
    return asked(this.name, (store) => answerOf(store.get(key)));
  }

  bulkGet(keys: Key[]): Promise<unknown[]> {
    return asked(this.name, (store) => Promise.all(keys.map((key) => answerOf(store.get(key)))));
  }

  toCollection(): Stretch {
    return new Stretch(this.name, ':id', undefined);
  }

  where(index: string) {
    return {
      between: (from: Key, to: Key, withFrom = true, withTo = false) =>
        new Stretch(this.name, index, IDBKeyRange.bound(from, to, !withFrom, !withTo)),
      anyOf: (keys: Key[]) => ({
        toArray: () =>
          asked(this.name, async (store) => {
            const source = sourceIn(store, index);
            return (await Promise.all(keys.map((key) => answerOf(source.getAll(key))))).flat();
          }),
      }),
    };
  }
}

/** Reads in one transaction of these tables; what is read inside another is read in that one. */
async function transaction<Result>(
  _mode: 'r',
  tables: Table[],
  read: () => Promise<Result>,
): Promise<Result> {
  if (running !== undefined) return read();
  const database = await opened;
  if (database === undefined) throw new Error('There is no database to be read early.');
  const begun = database.transaction([...tables.map(({ name }) => name), 'unread', 'parked', 'parking']);
  const swap = answerOf<ParkingRow | undefined>(begun.objectStore('parking').get(1)).then(
    (row) => row?.swapped === true,
  );
  const mine: Running = { transaction: begun, swap };
  running = mine;
  // Who asks for marks is told of a failure.
  swap.then(
    (areSwapped) => Object.assign(mine, { areSwapped }),
    () => {},
  );
  try {
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
