import Dexie, { type Table } from 'dexie';
import { db } from '../database.ts';
import type { IconRow } from '../icon-row.ts';
import type { ParkingRow } from '../parking/schema-parking.ts';
import { schemaVersion } from '../refuse-newer.ts';
import type { CheckRow, PostRow } from '../schema.ts';
import { type FileHead, type FileLine, fileForm } from './file-form.ts';
import { toBase64 } from './pack-numbers.ts';
import { type KeptTable, rowShapes } from './row-shapes.ts';

/** Rows read and packed in one go. */
const stepRows = 500;

const tablesOfTexts: KeptTable[] = ['bodies', 'revisions'];

export interface FileWish {
  texts: boolean;
  settings: object;
  /** Left out unless the person asked for them. */
  credentials?: object;
  now: number;
}

/**
 * Writes everything into a gzipped file (file-form.ts says how), streamed: of the rows only a few hundred are in memory.
 * All is read in one transaction, which is kept open while the packing goes on: the file is the database as it was at
 * one moment. `database` may be another one than ours, read as it stands. Tells how many rows are done.
 */
export async function writeBackupFile(
  { texts, settings, credentials, now }: FileWish,
  onProgress: (rows: number) => void = () => {},
  database: Dexie = db,
): Promise<Blob> {
  const names = (Object.keys(rowShapes) as KeptTable[]).filter(
    (name) => (texts || !tablesOfTexts.includes(name)) && hasTable(database, name),
  );
  const gzip = new CompressionStream('gzip');
  const file = new Response(gzip.readable).blob();
  const writer = gzip.writable.getWriter();
  const head: FileHead = {
    sidereal: 'backup',
    form: fileForm,
    schema: schemaVersion,
    madeAt: now,
    texts,
    store: database.name,
  };
  let rows = 0;
  const write = async (lines: object[]) => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    await writer.write(new TextEncoder().encode(text));
  };
  try {
    // While some rows are packed the next ones are read.
    let packing = write([head]);
    await database.transaction('r', names, async () => {
      for (const name of names) {
        const table = database.table<object>(name);
        let after: unknown;
        for (;;) {
          const found = await nextRows(table, after);
          if (found.length === 0) break;
          after = keyOf(table, found.at(-1) as object);
          const lines = found.map((row): FileLine => [name, asWritten(name, row, texts)]);
          await Dexie.waitFor(packing);
          packing = write(lines);
          rows += found.length;
          onProgress(rows);
        }
      }
    });
    await packing;
    const rest: FileLine[] = [['settings', settings]];
    if (credentials !== undefined) rest.push(['credentials', credentials]);
    await write([...rest, ['end', { lines: rows + rest.length }] satisfies FileLine]);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    await file.catch(() => {});
    throw error;
  }
  return file;
}

function hasTable(database: Dexie, name: string): boolean {
  return database.tables.some((table) => table.name === name);
}

function nextRows(table: Table<object>, after: unknown): PromiseLike<object[]> {
  const rows = after === undefined ? table.orderBy(':id') : table.where(':id').above(after);
  return rows.limit(stepRows).toArray();
}

function keyOf(table: Table<object>, row: object): unknown {
  const { keyPath } = table.schema.primKey;
  if (Array.isArray(keyPath)) return keyPath.map((path) => Dexie.getByKeyPath(row, path));
  return Dexie.getByKeyPath(row, keyPath as string);
}

function asWritten(table: KeptTable, row: object, texts: boolean): object {
  if (table === 'icons') return withoutBytes(row as IconRow);
  if (table === 'parking') return withoutStore(row as ParkingRow);
  return texts ? row : withoutTexts(table, row);
}

/** In a file, as in what is made of it, each table is a store of its own. */
function withoutStore({ swapped: _swapped, ...row }: ParkingRow): object {
  return row;
}

/** JSON knows no bytes. */
function withoutBytes({ image, ...icon }: IconRow): object {
  return image === undefined ? icon : { ...icon, image: { ...image, bytes: toBase64(image.bytes) } };
}

/** Without their texts the posts that are still carried must be read anew: nothing says that they are known already. */
function withoutTexts(table: KeptTable, row: object): object {
  if (table === 'posts') return { ...(row as PostRow), fingerprint: '' };
  if (table !== 'checks') return row;
  const { etag: _e, lastModified: _l, bodyHash: _b, validatorsAt: _v, ...check } = row as CheckRow;
  return check;
}
