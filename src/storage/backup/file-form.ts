/**
 * A backup file is gzipped lines of JSON: what it is; the rows of one table after the other; what stands in storage.local;
 * and at its end how many lines there were. gzip's own checksum covers all of it.
 */
import { isObject, number, oneOf, optional, shaped, text, whole } from './shape.ts';

/** The first line. */
export interface FileHead {
  sidereal: 'backup';
  form: number;
  /** The version of the schema its rows were written with. */
  schema: number;
  madeAt: number;
  /** Are the texts of the posts in it? */
  texts: boolean;
  /** The database it was saved from; absent: that of the local account. */
  store?: string;
}

/** The form that is written and read here. */
export const fileForm = 1;

/** The oldest schema whose rows can still be read: readers accept all shapes since. */
export const oldestSchema = 1;

/** A line after the first: a table's name and its row; 'settings' or 'credentials' and their value; 'end' and a count. */
export type FileLine = [name: string, value: unknown];

/** Why a file is not restored; the panel has a sentence for each (locale key `backupFlaw_<why>`). */
export type FlawKind = 'foreign' | 'damaged' | 'cut-off' | 'newer' | 'older';

/** A file that is not restored. */
export class BackupFlaw extends Error {
  constructor(
    readonly why: FlawKind,
    detail?: string,
  ) {
    super(`The backup is ${why}${detail ? `: ${detail}` : ''}.`);
  }
}

/** The head of a file's first line. Throws a BackupFlaw where it is none, or one this build cannot read. */
export function readHead(line: unknown, schema: number): FileHead {
  if (!isObject(line) || line.sidereal !== 'backup' || !whole(line.form)) throw new BackupFlaw('foreign');
  if ((line.form as number) > fileForm || (line.schema as number) > schema) throw new BackupFlaw('newer');
  if ((line.form as number) < fileForm || (line.schema as number) < oldestSchema)
    throw new BackupFlaw('older');
  if (!shaped({ schema: whole, madeAt: number, texts: oneOf(true, false), store: optional(text) })(line))
    throw new BackupFlaw('damaged', 'its head');
  return line as unknown as FileHead;
}

/** A line after the first. Throws a BackupFlaw where it is none. */
export function readLine(line: unknown): FileLine {
  if (!Array.isArray(line) || line.length !== 2 || !text(line[0])) throw new BackupFlaw('damaged', 'a line');
  return line as FileLine;
}
