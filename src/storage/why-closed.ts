import Dexie from 'dexie';
import { db, type openDatabase } from './database.ts';
import { twoStores } from './parking/two-stores.ts';
import { schemaVersion } from './refuse-newer.ts';

/** Why there is no store, for the panel's sentence (locale keys `storeTitle_<why>`, `storeText_<why>`). */
export type StoreTrouble = 'newer' | 'upgrade' | 'full' | 'refused';

/** What an error of openDatabase means. Nothing is changed to find that out. */
export async function whyClosed(
  error: NonNullable<Awaited<ReturnType<typeof openDatabase>>>,
): Promise<StoreTrouble> {
  const names = [error.name, error.inner?.name];
  if (names.includes('VersionError')) return 'newer';
  if (names.includes('QuotaExceededError')) return 'full';
  const found = await indexedDB.databases().catch(() => []);
  const version = found.find((each) => each.name === db.name)?.version ?? schemaVersion * 10;
  return version < schemaVersion * 10 ? 'upgrade' : 'refused';
}

/** The database as it stands, by the tables it has: to be read where ours cannot be opened. Rejects where that fails, too. */
export function openAsItStands(): PromiseLike<Dexie> {
  return new Dexie(db.name).use(twoStores).open();
}

/** Deletes the database: an empty one takes its place, into which the newest copy comes back by itself. */
export async function deleteDatabase(): Promise<void> {
  await Dexie.delete(db.name);
}
