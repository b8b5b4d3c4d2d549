import { signal } from '@preact/signals';

/** What a search marks in the posts it lists. */
export interface Hits {
  /** Stretches of a title, an author's name or a text to be marked, in rising order. */
  rangesIn(text: string, field: 'title' | 'author' | 'text'): [start: number, end: number][];
  /** The text around the first hit, by post id; none where the usual beginning shows it. */
  excerpts: ReadonlyMap<number, string>;
}

/** undefined on all lists but those of a search. */
export const hits = signal<Hits | undefined>(undefined);
