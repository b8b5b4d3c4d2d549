import { schemaVersion } from '../refuse-newer.ts';
import { BackupFlaw, type FileHead, type FileLine, readHead, readLine } from './file-form.ts';
import { fromBase64 } from './pack-numbers.ts';
import { type KeptTable, rowShapes } from './row-shapes.ts';
import { isObject } from './shape.ts';
import { withoutFalseLinks } from './spare-links.ts';

/** What a file is made of, in this order; rows come some hundreds at a time. */
export type FilePart =
  | { kind: 'head'; head: FileHead }
  | { kind: 'rows'; table: KeptTable; rows: object[] }
  | { kind: 'settings' | 'credentials'; value: object };

const rowsAtOnce = 500;

/**
 * Reads a backup file piece by piece; each row is checked before it is given out. Throws a BackupFlaw as soon as
 * something is wrong, at the latest at the end: nothing of it may count before the last part has come.
 */
export async function* readBackupFile(file: Blob, schema = schemaVersion): AsyncGenerator<FilePart> {
  let head: FileHead | undefined;
  let rows: object[] = [];
  let table: KeptTable | undefined;
  let lines = 0;
  let isEnded = false;
  const references = new References();
  for await (const json of linesOf(file)) {
    if (isEnded) throw new BackupFlaw('damaged', 'lines after its end');
    if (head === undefined) {
      head = readHead(parse(json, 'foreign'), schema);
      yield { kind: 'head', head };
      continue;
    }
    const [name, value] = readLine(parse(json, 'damaged'));
    if (rows.length > 0 && table !== undefined && (name !== table || rows.length === rowsAtOnce)) {
      yield { kind: 'rows', table, rows };
      rows = [];
    }
    if (name === 'end') {
      if (!isObject(value) || value.lines !== lines) throw new BackupFlaw('damaged', 'lines are missing');
      isEnded = true;
      continue;
    }
    lines += 1;
    if (name === 'settings' || name === 'credentials') {
      if (!isObject(value)) throw new BackupFlaw('damaged', name);
      yield { kind: name, value };
      continue;
    }
    const row = mended(name, value);
    table = checked([name, row], references);
    rows.push(row as object);
  }
  if (head === undefined) throw new BackupFlaw('foreign');
  if (!isEnded) throw new BackupFlaw('cut-off');
}

function checked([name, value]: FileLine, references: References): KeptTable {
  if (!Object.hasOwn(rowShapes, name)) throw new BackupFlaw('damaged', `a table ${name}`);
  const table = name as KeptTable;
  if (!rowShapes[table](value) || !references.hold(table, value as Record<string, number>))
    throw new BackupFlaw('damaged', `a row of ${name}`);
  return table;
}

/** Whatever is said of a post or a feed must have one. */
class References {
  private readonly feeds = new Set<unknown>();
  private readonly posts = new Set<unknown>();

  hold(table: KeptTable, row: Record<string, number>): boolean {
    if (table === 'feeds') this.feeds.add(row.id);
    if (table === 'posts') this.posts.add(row.id);
    if (table === 'posts' || table === 'checks') return this.feeds.has(row.feedId);
    if (table === 'unread' || table === 'bodies') return this.posts.has(row.postId);
    return true;
  }
}

function parse(json: string, why: 'foreign' | 'damaged'): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new BackupFlaw(why, 'no JSON');
  }
}

/** A row as it is to be checked. */
function mended(table: string, row: unknown): unknown {
  return table === 'feeds' || table === 'posts' ? withoutFalseLinks(row) : withBytes(table, row);
}

/** An icon's picture is bytes, which JSON does not know. */
function withBytes(table: string, row: unknown): unknown {
  if (table !== 'icons' || !isObject(row) || !isObject(row.image)) return row;
  return { ...row, image: { ...row.image, bytes: fromBase64(String(row.image.bytes)) } };
}

/** The lines of a gzipped file. A file that is none, or does not come to its end, throws a BackupFlaw. */
async function* linesOf(file: Blob): AsyncGenerator<string> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) throw new BackupFlaw('foreign');
  const reader = file
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))
    .getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await read(reader);
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
  if (rest !== '') throw new BackupFlaw('cut-off');
}

/** As Chrome (and Node) say that a gzipped file ends too early; Firefox has one word for all that is wrong. */
const tooShort = /truncated|unexpected end|incomplete|\beof\b/i;

async function read(reader: ReadableStreamDefaultReader<string>) {
  try {
    return await reader.read();
  } catch (error) {
    throw new BackupFlaw(tooShort.test(String(error)) ? 'cut-off' : 'damaged', String(error));
  }
}
