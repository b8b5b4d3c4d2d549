import Dexie from 'dexie';
import { localStore } from '../account.ts';
import { db } from '../database.ts';
import { fitAccount } from './fit-account.ts';
import { type FilePart, readBackupFile } from './read-file.ts';

/** What a file holds. */
export interface FileSummary {
  madeAt: number;
  /** The database it was saved from. */
  store: string;
  texts: boolean;
  feeds: number;
  posts: number;
  settings: object;
  credentials?: object;
}

/** Reads a file to its end without keeping anything. Throws a BackupFlaw where it could not be restored. */
export async function summarize(file: Blob): Promise<FileSummary> {
  const summary = emptySummary();
  for await (const part of readBackupFile(file)) add(summary, part);
  return summary;
}

function emptySummary(): FileSummary {
  return { madeAt: 0, store: localStore, texts: false, feeds: 0, posts: 0, settings: {} };
}

function add(summary: FileSummary, part: FilePart): void {
  if (part.kind === 'head') {
    const { madeAt, texts, store = localStore } = part.head;
    Object.assign(summary, { madeAt, texts, store });
  } else if (part.kind !== 'rows') summary[part.kind] = part.value;
  else if (part.table === 'feeds' || part.table === 'posts') summary[part.table] += part.rows.length;
}

/**
 * Puts a file in the place of all that is stored, in one transaction, in which the file is read and checked once more:
 * whatever fails or is killed on the way, the browser takes all of it back. (The other way, a second database that takes
 * the place of the first, needs as much room again, and a moment in which neither is the right one.) The search index is
 * built anew. `token` goes into the row that tells of it.
 */
export async function restoreFile(
  file: Blob,
  token: string,
  now: number,
  onProgress: (rows: number) => void = () => {},
): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    for (const table of db.tables) await table.clear();
    const summary = emptySummary();
    const parts = readBackupFile(file);
    let rows = 0;
    // While some rows are stored the next ones are read.
    let reading = parts.next();
    for (;;) {
      const { value: part, done } = await Dexie.waitFor(reading);
      if (done) break;
      reading = parts.next();
      // Should storing fail, nobody asks for these any more.
      reading.catch(() => {});
      add(summary, part);
      if (part.kind !== 'rows') continue;
      await db.table(part.table).bulkAdd(part.rows);
      rows += part.rows.length;
      onProgress(rows);
    }
    await fitAccount(summary.store, now);
    const { madeAt, feeds } = summary;
    await db.restored.put({ id: 1, at: now, madeAt, feeds, token, seen: true });
  });
}
