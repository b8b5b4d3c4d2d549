import { signal } from '@preact/signals';

/** Where the fetching of a post's whole text stands; nothing while nobody asked. */
export type FullTextState = { kind: 'asking' } | { kind: 'failed'; why: string };

export const fullTexts = signal<ReadonlyMap<number, FullTextState>>(new Map());
/** Posts that show what the feed brought although their whole text is here. */
export const feedTextIds = signal<ReadonlySet<number>>(new Set());
/** By post, the address that may not be asked yet: looked up before the click, in which the browser wants to be asked. */
export const lacking = new Map<number, string>();
/** The post whose versions are compared. */
export const comparingId = signal<number | undefined>(undefined);

/** Notes where a post's fetching stands. */
export function noteFullText(postId: number, state: FullTextState | undefined): void {
  const next = new Map(fullTexts.value);
  if (state === undefined) next.delete(postId);
  else next.set(postId, state);
  fullTexts.value = next;
}
