import Dexie, { RangeSet, type Table } from 'dexie';
import { mustBeInTransaction } from './database.ts';
import { storeOf } from './parking/two-stores.ts';

/** Which ranges of which indexes a transaction has changed: Dexie tells live queries of them once it is committed. */
interface Watched {
  mutatedParts?: Record<string, RangeSet>;
}

/**
 * Adds many rows as the browser's own database takes them. Dexie notes each key of each index for its live queries,
 * here and in every open panel: for the posts of a first check that is a third of the work. Here they are told that the
 * indexes have changed, and where the primary keys lie. Fails, and ends the transaction, as bulkAdd does; inside the
 * caller's transaction.
 */
export function addRows<Row extends object>(
  table: Table<Row, number>,
  rows: readonly Row[],
): PromiseLike<void> {
  mustBeInTransaction();
  const transaction = Dexie.currentTransaction.idbtrans;
  return new Dexie.Promise<void>((resolve, reject) => {
    if (rows.length === 0) return resolve();
    const add = (name: string) => {
      const store = transaction.objectStore(name);
      for (const [i, row] of rows.entries()) {
        const adding = store.add(row);
        adding.onerror = () => reject(adding.error);
        if (i === rows.length - 1) adding.onsuccess = () => resolve();
      }
    };
    storeOf(table.db.core, transaction, table.name).then(add).catch(reject);
    const { primKey } = table.schema;
    const keys = rows.map((row) => Number(Dexie.getByKeyPath(row, primKey.keyPath as string)));
    // Not Math.min(...keys): more arguments than a call can take are a RangeError.
    const from = keys.reduce((least, key) => Math.min(least, key));
    const to = keys.reduce((most, key) => Math.max(most, key));
    tellOf(transaction, table, { from, to });
  });
}

interface Keys {
  from: number;
  to: number | never[][];
}

const everything: Keys = { from: Number.NEGATIVE_INFINITY, to: [[]] };

/** Tells live queries that all rows of a table may have changed. Inside the caller's transaction. */
export function tellOfAll(table: Table): void {
  mustBeInTransaction();
  const partOf = tellOf(Dexie.currentTransaction.idbtrans, table, everything);
  partOf(':dels').add(everything);
}

function tellOf(
  transaction: IDBTransaction & Watched,
  table: Table,
  keys: Keys,
): (index: string) => RangeSet {
  transaction.mutatedParts ??= {};
  const parts = transaction.mutatedParts;
  const partOf = (index: string) => {
    const name = `idb://${table.db.name}/${table.name}/${index}`;
    const known = parts[name];
    // What Dexie itself noted before in the transaction may be a bare range.
    if (known instanceof RangeSet) return known;
    const whole = known === undefined ? new RangeSet() : new RangeSet().add(known);
    parts[name] = whole;
    return whole;
  };
  partOf('').add(keys);
  for (const { name } of table.schema.indexes) partOf(name).add(everything);
  return partOf;
}
