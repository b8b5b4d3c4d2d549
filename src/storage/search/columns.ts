import type { Part } from '../../feeds/query.ts';
import { db } from '../database.ts';
import type { PostRow } from '../schema.ts';
import { storyOf } from '../story.ts';
import type { SearchColumnsRow } from './rows.ts';

/** So many ids share a row: one of 39 kB. From 64 kB on Chromium would put each into a file of its own. */
const SPAN = 2048;
const flagOf: Record<Part | 'edited', number> = { code: 1, audio: 2, image: 4, edited: 8 };

/** What search asks of many posts without reading their rows. */
export interface PostColumns {
  id: number;
  feedId: number;
  storyId: number;
  at: number;
  /** Words of its text. */
  length: number;
  flags: number;
}

/** What is kept of a post whose text has so many words. */
export function columnsOf(post: PostRow, parts: ReadonlySet<Part>, length: number): PostColumns {
  let flags = post.editedAt === undefined ? 0 : flagOf.edited;
  for (const part of parts) flags |= flagOf[part];
  return {
    id: post.id,
    feedId: post.feedId,
    storyId: storyOf(post),
    at: post.at,
    length: Math.min(length, 65_535),
    flags,
  };
}

/** A few facts of every indexed post, by its id, packed into rows of 2,048. A post that is gone has feed 0. */
export class Columns {
  private readonly rows = new Map<number, SearchColumnsRow>();

  /** What is stored counts for nothing where the index is of another version. */
  constructor(private readonly isStored: boolean) {}

  /** Loads the rows that hold these ids. */
  async load(ids: Iterable<number>): Promise<void> {
    const wanted = new Set<number>();
    for (const id of ids) wanted.add(Math.floor(id / SPAN));
    const numbers = [...wanted].filter((number) => !this.rows.has(number));
    const rows = this.isStored ? await db.searchColumns.bulkGet(numbers) : [];

    for (const [i, number] of numbers.entries()) this.rows.set(number, rows[i] ?? emptyRow(number));
  }

  set({ id, feedId, storyId, at, length, flags }: PostColumns): void {
    const row = this.rowOf(id);
    const place = id % SPAN;
    row.feedIds[place] = feedId;
    row.storyIds[place] = storyId;
    row.ats[place] = at;
    row.lengths[place] = length;
    row.flags[place] = flags;
  }

  forget(id: number): void {
    this.rowOf(id).feedIds[id % SPAN] = 0;
  }

  /** 0 when there is no such post. */
  feedId(id: number): number {
    return this.rowOf(id).feedIds[id % SPAN] as number;
  }

  storyId(id: number): number {
    return this.rowOf(id).storyIds[id % SPAN] as number;
  }

  at(id: number): number {
    return this.rowOf(id).ats[id % SPAN] as number;
  }

  length(id: number): number {
    return this.rowOf(id).lengths[id % SPAN] as number;
  }

  has(id: number, what: Part | 'edited'): boolean {
    return ((this.rowOf(id).flags[id % SPAN] as number) & flagOf[what]) !== 0;
  }

  /** Writes all rows that were loaded. Inside the caller's transaction. */
  async write(): Promise<void> {
    await db.searchColumns.bulkPut([...this.rows.values()]);
  }

  private rowOf(id: number): SearchColumnsRow {
    const number = Math.floor(id / SPAN);
    const row = this.rows.get(number);
    if (row === undefined) throw new Error(`The columns of post ${id} were not loaded.`);
    return row;
  }
}

function emptyRow(number: number): SearchColumnsRow {
  return {
    number,
    feedIds: new Uint32Array(SPAN),
    storyIds: new Uint32Array(SPAN),
    ats: new Float64Array(SPAN),
    lengths: new Uint16Array(SPAN),
    flags: new Uint8Array(SPAN),
  };
}
