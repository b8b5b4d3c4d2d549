import { type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { live } from '../../storage/live.ts';

/** A signal that follows a query of the database for as long as the panel is open. */
export function liveSignal<T>(first: T, query: () => Promise<T>): Signal<T> {
  const value = signal(first);
  live(query, (next) => (value.value = next), report);
  return value;
}

/** The answer of a query, kept true while the component is shown; undefined until the first answer. */
export function useLive<T>(query: () => Promise<T>, inputs: unknown[]): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined);
  useEffect(() => live(query, (next) => setValue(() => next), report), inputs);
  return value;
}

function report(error: unknown): void {
  console.error('A query of the panel failed.', error);
}
