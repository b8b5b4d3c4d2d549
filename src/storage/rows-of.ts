import type { Table } from 'dexie';

/** Ids of which at least a quarter lies between the first and the last are read as one range: one request instead of many. */
const dense = 4;

/** The first and the last of some ids, where reading all that lies between is cheaper than asking for each. */
export function rangeOver(ids: number[]): [first: number, last: number] | undefined {
  // Not Math.min(...ids): more arguments than a call can take are a RangeError.
  const first = ids.reduce((least, id) => Math.min(least, id));
  const last = ids.reduce((most, id) => Math.max(most, id));
  return last - first < ids.length * dense ? [first, last] : undefined;
}

/** The rows of these numeric ids, by id. Reads neighbours along where that is cheaper than asking for each. */
export async function rowsOf<Row>(
  table: Table<Row, number>,
  ids: number[],
  idOf: (row: Row) => number,
): Promise<Map<number, Row>> {
  if (ids.length === 0) return new Map();
  const range = rangeOver(ids);
  const rows = range
    ? await table
        .where(':id')
        .between(...range, true, true)
        .toArray()
    : await table.bulkGet(ids);
  return new Map(rows.filter((row) => row !== undefined).map((row) => [idOf(row), row]));
}

/** So many rows are read at the most to find some among them. */
const mostBetween = 300;

/**
 * The rows of these keys that there are. Where few rows lie between the first key and the last, all of them are read: one
 * request instead of fifty. For what is read once: a live query would follow all that lies between, too.
 */
export async function rowsAmongFew<Row, Key extends number | string>(
  table: Table<Row, Key>,
  keys: Key[],
  keyOf: (row: Row) => Key,
): Promise<Row[]> {
  const sorted = keys.toSorted((a, b) => (a < b ? -1 : 1));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const between = await table.where(':id').between(first, last, true, true).limit(mostBetween).toArray();
  const wanted = new Set(keys);
  if (between.length < mostBetween) return between.filter((row) => wanted.has(keyOf(row)));
  return (await table.bulkGet([...wanted])).filter((row) => row !== undefined);
}
