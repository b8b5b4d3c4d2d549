/** Rows that restoring from a backup leaves behind, and rewriting after an upgrade; the others are in schema.ts. */

/**
 * What a backup knew of the posts of a feed that were not stored with it: asked when such a post comes (held.ts).
 * Posts are named by the beginning of a hash of their key: `bits` of it, so that the lists stay short.
 */
export interface HeldRow {
  feedId: number;
  /** When it was restored; kept for a quarter of a year, until no document brings such posts any more. */
  restoredAt: number;
  bits: number;
  /** Posts that say this instant or an earlier one are read, but for those in `unread`; absent: none is. */
  readUpTo?: number;
  /** Read although they say a later instant, or none. */
  read: number[];
  unread: number[];
  given: HeldGift[];
}

/** What a person gave a post: a star, tags by hand, and the feed's tags that were taken away. */
export interface HeldGift {
  hash: number;
  star?: true;
  tags?: string[];
  droppedTags?: string[];
}

/** The last restoring; one row, id 1. */
export interface RestoredRow {
  id: 1;
  at: number;
  /** When the backup was made. */
  madeAt: number;
  feeds: number;
  /** Of a file that was restored: tells that its settings are to be taken over, too (panel/settle-restored.ts). */
  token?: string;
  /** The person has been told. */
  seen?: true;
}

/** How far rows have been rewritten after an upgrade of the schema (rewrites.ts). */
export interface RewriteRow {
  name: string;
  /** The last key that is done. */
  after?: number;
  done?: true;
}
