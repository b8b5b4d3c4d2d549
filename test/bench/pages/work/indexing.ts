import { db } from '../../../../src/storage/database.ts';

/** The search index holds all posts up to this id. */
export async function indexedUpTo(): Promise<number> {
  return (await db.searchState.get(1))?.indexedUpTo ?? 0;
}
