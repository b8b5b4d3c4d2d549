import { type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { live } from '../../storage/live.ts';

type Begin = () => Promise<void>;
/** Signals that follow once the first posts are painted; undefined from then on. */
let waiting: Begin[] | undefined = [];
let following: Promise<unknown> | undefined;

/** A signal that follows a query of the database for as long as the panel is open, from followDatabase() on. */
export function liveSignal<T>(first: T, query: () => Promise<T>): Signal<T> {
  const value = signal(first);
  const begin = () =>
    new Promise<void>((answered) => {
      const onValue = (next: T) => {
        value.value = next;
        answered();
      };
      const onError = (error: unknown) => {
        report(error);
        answered();
      };
      live(query, onValue, onError);
    });
  if (waiting === undefined) void begin();
  else waiting.push(begin);
  return value;
}

/** Lets all live signals follow the database; resolves once each has had its first answer. */
export function followDatabase(): Promise<unknown> {
  following ??= Promise.all((waiting ?? []).map((begin) => begin()));
  waiting = undefined;
  return following;
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
