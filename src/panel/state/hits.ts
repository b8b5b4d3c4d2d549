import { signal } from '@preact/signals';
import type { PostRow } from '../../storage/schema.ts';

/** Stretches of a text to be marked, in rising order and none over another. */
export type Ranges = [start: number, end: number][];

/** What a search marks in a card. */
export interface CardHits {
  titleHits?: Ranges | undefined;
  authorHits?: Ranges | undefined;
  /** The text around the first hit, where the usual beginning does not show it. */
  excerpt?: string | undefined;
  /** In the excerpt, or else in the beginning. */
  excerptHits?: Ranges | undefined;
}

/** What a search marks in the posts it lists. */
export interface Hits {
  /** Of a post's text. The same function as long as the same words are sought. */
  inText(text: string): Ranges;
  /** Of a card that shows this title, which may begin with who wrote it or stand for a text without one, and this author. */
  inCard(post: PostRow, title: string, author: string | undefined): CardHits;
}

/** undefined where nothing is marked: on all lists but those of a search for words. */
export const hits = signal<Hits | undefined>(undefined);
