import { signal } from '@preact/signals';
import type { Word } from '../words.ts';

/** Work in steps that is under way in this panel: what it does, and how far it is. */
export interface Work {
  text: Word;
  done: number;
  total: number;
  /** Ends it after the step under way; work that cannot be ended has none. */
  stop?: () => void;
}

export const work = signal<Work | undefined>(undefined);

/**
 * Answers how one piece of work tells of itself, undefined at its end. The foot has room for one: what came first keeps it,
 * and the other goes on untold until it is free.
 */
export function workTeller(): (next: Work | undefined) => void {
  let mine: Work | undefined;
  return (next) => {
    if (work.value !== undefined && work.value !== mine) return;
    mine = next;
    work.value = next;
  };
}
