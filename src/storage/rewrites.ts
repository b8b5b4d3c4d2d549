import type { Table } from 'dexie';
import { db } from './database.ts';

/**
 * Rows that an upgrade of the schema leaves to be rewritten. The upgrade itself changes tables and indexes only: it holds
 * every page up, and a large one may be killed. From then on readers accept both shapes of a row, and this rewrites the
 * old ones bit by bit.
 */
export interface Rewrite {
  /** For good: how far it has come is kept under it. */
  name: string;
  table: string;
  /** The row in its new shape; undefined where it has that already. */
  rewrite(row: object): object | undefined;
}

/** One for each change of shape, the oldest first. There has been none yet. */
const rewrites: Rewrite[] = [];

const stepRows = 500;

/** Rewrites what is left, some hundred rows a transaction, which also notes how far it has come: killed, it goes on there. */
export async function rewriteRows(
  rest: () => Promise<void>,
  all: readonly Rewrite[] = rewrites,
  rowsAtOnce = stepRows,
): Promise<void> {
  for (const each of all) while (await rewriteSome(each, rowsAtOnce)) await rest();
}

/** Answers whether there is more. */
function rewriteSome({ name, table: of, rewrite }: Rewrite, rowsAtOnce: number): Promise<boolean> {
  const table: Table<object, number> = db.table(of);
  return db.transaction('rw', [table, db.rewrites], async () => {
    const at = await db.rewrites.get(name);
    if (at?.done) return false;
    const ahead = table.where(':id').above(at?.after ?? Number.NEGATIVE_INFINITY);
    const keys = await ahead.limit(rowsAtOnce).primaryKeys();
    const last = keys.at(-1);
    if (last === undefined) {
      await db.rewrites.put({ name, done: true });
      return false;
    }
    const rows = (await table.bulkGet(keys)).flatMap((row) => (row && rewrite(row)) ?? []);
    await table.bulkPut(rows);
    await db.rewrites.put({ name, after: last });
    return true;
  });
}
