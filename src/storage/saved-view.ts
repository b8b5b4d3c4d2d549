/** A query with a name. */
export interface ViewRow {
  id: number;
  name: string;
  /** In the language of feeds/query.ts, as typed. */
  text: string;
  position: number;
}

/**
 * Saved views are counted and kept like tags: a story that answers one carries its key among its tags. No tag's key
 * begins with "#" (feeds/tag-key.ts), so the two cannot meet.
 */
export function viewKey(viewId: number): string {
  return `#${viewId}`;
}

/** Is this the key of a saved view, and not of a tag? */
export function isViewKey(key: string): boolean {
  return key.startsWith('#');
}
