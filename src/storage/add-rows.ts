import Dexie, { RangeSet, type Table } from 'dexie';
import { mustBeInTransaction } from './database.ts';

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
  const store = transaction.objectStore(table.name);
  return new Dexie.Promise<void>((resolve, reject) => {
    if (rows.length === 0) return resolve();
    for (const [i, row] of rows.entries()) {
      const adding = store.add(row);
      adding.onerror = () => reject(adding.error);
      if (i === rows.length - 1) adding.onsuccess = () => resolve();
    }
    tellOf(transaction as IDBTransaction & Watched, table, rows);
  });
}

function tellOf(transaction: Watched, table: Table, rows: readonly object[]): void {
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
  const { primKey, indexes } = table.schema;
  const keys = rows.map((row) => Number(Dexie.getByKeyPath(row, primKey.keyPath as string)));
  // Not Math.min(...keys): more arguments than a call can take are a RangeError.
  const from = keys.reduce((least, key) => Math.min(least, key));
  const to = keys.reduce((most, key) => Math.max(most, key));
  partOf('').add({ from, to });
  for (const { name } of indexes) partOf(name).add({ from: Number.NEGATIVE_INFINITY, to: [[]] });
}
