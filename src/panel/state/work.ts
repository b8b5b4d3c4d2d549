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
