import { db } from './database.ts';
import type { RestoredRow } from './schema-backup.ts';

/** The last restoring; undefined when there was none. */
export async function lastRestored(): Promise<RestoredRow | undefined> {
  return db.restored.get(1);
}

/** The person has been told of it. */
export async function noteRestoredSeen(): Promise<void> {
  await db.restored.update(1, { seen: true });
}

/** What stands in storage.local has been taken over, too. */
export async function noteRestoredSettled(): Promise<void> {
  await db.restored.toCollection().modify((row) => {
    delete row.token;
  });
}
