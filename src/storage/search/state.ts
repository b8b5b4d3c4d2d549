/** How far the index has come: all that a worker needs to know of it. */
import { db } from '../database.ts';
import type { SearchStateRow } from './rows.ts';

/** To be raised whenever words are cut, or packed, in another way: the index is then built anew. */
export const INDEX_VERSION = 4;

/** Fewer posts than these wait: search reads them itself, and no small segment is made of them. */
const fewWaiting = 48;

/** The index's state; that of an empty one where there is none, or one of another version. */
export async function loadState(): Promise<SearchStateRow> {
  const state = await db.searchState.get(1);
  if (state?.version === INDEX_VERSION) return state;
  return { id: 1, version: INDEX_VERSION, indexedUpTo: 0, lastSegment: 0 };
}

/** Is there enough to be done: posts that wait, a merge that was cut off, or an index of another version? */
export async function isIndexDue(): Promise<boolean> {
  const stored = await db.searchState.get(1);
  if (stored !== undefined && stored.version !== INDEX_VERSION) return true;
  if (stored?.merge !== undefined) return true;
  const indexedUpTo = stored?.indexedUpTo ?? 0;
  const fresh = await db.posts.where('id').above(indexedUpTo).limit(fewWaiting).primaryKeys();
  return fresh.length + (await db.searchStale.limit(fewWaiting).primaryKeys()).length >= fewWaiting;
}
