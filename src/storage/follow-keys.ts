import Dexie, { type ObservabilitySet, RangeSet } from 'dexie';
import { db } from './database.ts';

/**
 * Told of each committed change of a table's rows, in this page, another one or the worker: whether the row of a primary
 * key may be another now. Answers how to stop. A live query of some hundred rows would read all of them again for one that
 * changed, and gather what is written elsewhere meanwhile. The keys are Dexie's (RangeSet, see ObservabilitySet in dexie.d.ts).
 */
export function followKeys(
  table: 'unread' | 'marks' | 'posts',
  onChange: (mayHaveChanged: (key: number) => boolean) => void,
): () => void {
  const listener = (parts: ObservabilitySet) => {
    // `all` is told when a database was opened anew.
    const changed = parts.all ?? parts[`idb://${db.name}/${table}/`];
    if (changed === undefined) return;
    // What other pages tell comes as a plain tree.
    const keys = RangeSet(changed);
    onChange((key) => Boolean(keys.hasKey(key)));
  };
  Dexie.on.storagemutated.subscribe(listener);
  return () => Dexie.on.storagemutated.unsubscribe(listener);
}
