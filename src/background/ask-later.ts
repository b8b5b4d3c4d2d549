import type * as All from './later.ts';

type Later = typeof All;
type Work = {
  [N in keyof Later]: Later[N] extends (...given: never[]) => Promise<unknown> ? N : never;
}[keyof Later];

/**
 * Loads what the worker does beyond its first request. It is the only import() of this room: whoever wants anything of it
 * has all of it, and what later.ts sets up holds for it.
 */
export function loadLater(): Promise<Later> {
  return import('./later.ts');
}

/** Has one of these things done. */
export async function later<N extends Work>(
  name: N,
  ...given: Parameters<Later[N]>
): Promise<Awaited<ReturnType<Later[N]>>> {
  const work = (await loadLater())[name] as (...given: unknown[]) => Promise<unknown>;
  return (await work(...given)) as Awaited<ReturnType<Later[N]>>;
}
