/** How far the search index has come; one row, id 1. */
export interface SearchStateRow {
  id: 1;
  /** An index of another version is built anew. */
  version: number;
  /** Posts with higher ids wait to be indexed: search reads them themselves. */
  indexedUpTo: number;
  lastSegment: number;
  merge?: SearchMerge;
}

/** Segments being merged into one, in small steps. */
export interface SearchMerge {
  /** The oldest first. */
  from: number[];
  into: number;
  /** How far each of them has been read: a block, and how many of its entries. */
  at: [block: number, entries: number][];
  /** The first terms of the blocks written. */
  blocks: string[];
}

/** Some posts' terms; the younger holds for a post that stands in two. */
export interface SearchSegmentRow {
  id: number;
  /** Where it stands among the segments by age: that of the youngest it was merged from. */
  age: number;
  posts: number;
  /** Lower than the ids of all its posts: distances begin there. */
  base: number;
  /** The first term of each block. */
  blocks: string[];
  /** Posts that were indexed before and changed or went: what older segments hold of them is void. */
  replaced: number[];
}

/** A part of a segment: 0 its terms and their posts, 1 where they stand (search/blocks.ts, search/postings.ts). */
export interface SearchBlockRow {
  segment: number;
  part: 0 | 1;
  number: number;
  bytes: Uint8Array;
}

/** Facts of posts with ids in a row, one list a fact (search/columns.ts). */
export interface SearchColumnsRow {
  number: number;
  feedIds: Uint32Array;
  storyIds: Uint32Array;
  ats: Float64Array;
  lengths: Uint16Array;
  flags: Uint8Array;
}

/** A post that was indexed and has changed or gone since. */
export interface SearchStaleRow {
  id?: number;
  postId: number;
}
