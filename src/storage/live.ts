import Dexie, { liveQuery } from 'dexie';

/**
 * For as long as the answer of a live query stays the same, Dexie gathers the keys of all that is written anywhere, for
 * each query anew: some hundred bytes a write, in a panel that is open all day and follows dozens. After so many writes
 * the query begins anew.
 */
const mostWrites = 20;
/** Queries begun: they do not all begin anew with the same write. */
let begun = 0;

/** Runs a query now and after each change of what it read, in this page or the worker; answers how to stop. */
export function live<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
): () => void {
  let writes = begun++ % mostWrites;
  let subscription = liveQuery(query).subscribe(onValue, onError);
  const onWrite = () => {
    if (++writes < mostWrites) return;
    writes = 0;
    subscription.unsubscribe();
    subscription = liveQuery(query).subscribe(onValue, onError);
  };
  Dexie.on('storagemutated', onWrite);
  return () => {
    Dexie.on.storagemutated.unsubscribe(onWrite);
    subscription.unsubscribe();
  };
}
