import { liveQuery } from 'dexie';

/** Runs a query now and after each change of what it read, in this page or the worker; answers how to stop. */
export function live<T>(
  query: () => Promise<T>,
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
): () => void {
  const subscription = liveQuery(query).subscribe(onValue, onError);
  return () => subscription.unsubscribe();
}
