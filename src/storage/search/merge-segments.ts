import { db } from '../database.ts';
import { type BlockTerm, BlockWriter, blockOf, termsOfBlock } from './blocks.ts';
import { ByteWriter } from './bytes.ts';
import { putBlocks } from './index-posts.ts';
import { mergePostings, type Postings, PostingsReader } from './postings.ts';
import type { SearchMerge, SearchSegmentRow, SearchStateRow } from './rows.ts';
import { loadState } from './state.ts';

/** So many neighbours of one size become one: each post is packed anew once for each such step up. */
const FAN = 8;
const MOST_IN_A_ROW = 3 * FAN;
const SMALLEST = 64;
/** Bytes written in one step. */
const STEP_BYTES = 512 * 1024;

const tables = [db.searchState, db.searchSegments, db.searchBlocks];

/** Goes on with a merge, or begins one that is due; answers whether there was anything to do. One transaction. */
export function mergeStep(stepBytes = STEP_BYTES): Promise<boolean> {
  return db.transaction('rw', tables, async () => {
    const state = await loadState();
    const segments = await db.searchSegments.toArray();
    const merge = state.merge ?? beginMerge(segments, state);
    if (merge === undefined) return false;
    const from = segments.filter((segment) => merge.from.includes(segment.id)).sort((a, b) => a.age - b.age);
    await goOn(state, merge, from, segments, stepBytes);
    return true;
  });
}

/** The oldest neighbours among the youngest up to a size, when there are enough of that size; or when small ones pile up between larger. */
export function dueForMerge(segments: { id: number; age: number; posts: number }[]): number[] {
  const youngest = [...segments].sort((a, b) => b.age - a.age);
  const largest = Math.max(0, ...segments.map(tierOf));
  for (let tier = 0; tier <= largest; tier++) {
    const end = youngest.findIndex((segment) => tierOf(segment) > tier);
    const run = end === -1 ? youngest : youngest.slice(0, end);
    const ofTier = run.filter((segment) => tierOf(segment) === tier).length;
    if (ofTier >= FAN || run.length >= MOST_IN_A_ROW) return run.slice(-FAN).map(({ id }) => id);
  }
  return [];
}

function tierOf({ posts }: { posts: number }): number {
  return Math.max(0, Math.ceil(Math.log(Math.max(1, posts) / SMALLEST) / Math.log(FAN)));
}

function beginMerge(segments: SearchSegmentRow[], state: SearchStateRow): SearchMerge | undefined {
  const from = dueForMerge(segments);
  return from.length === 0 ? undefined : { from, into: state.lastSegment + 1, after: '', blocks: [] };
}

async function goOn(
  state: SearchStateRow,
  merge: SearchMerge,
  from: SearchSegmentRow[],
  all: SearchSegmentRow[],
  stepBytes: number,
): Promise<void> {
  const voids = from.map((_, i) => new Set(from.slice(i + 1).flatMap((younger) => younger.replaced)));
  const cursors = await Promise.all(from.map((segment) => TermCursor.open(segment, merge.after)));
  const writer = new BlockWriter();
  const docs = new ByteWriter();
  const positions = new ByteWriter();
  let written = 0;
  let after = merge.after;
  while (written < stepBytes) {
    const open = cursors.filter((cursor) => cursor.term !== undefined);
    if (open.length === 0) break;
    const term = open.map((cursor) => cursor.term as string).reduce((a, b) => (b < a ? b : a));
    const holders = open.filter((cursor) => cursor.term === term);
    const indexes = holders.map((cursor) => cursors.indexOf(cursor));
    const [only] = holders;
    const isWhole = holders.length === 1 && voids[indexes[0] as number]?.size === 0;
    let merged: Postings;
    if (isWhole && only !== undefined) merged = only.postings();
    else {
      const isKept = (reader: number, id: number) => voids[indexes[reader] as number]?.has(id) === false;
      docs.clear();
      positions.clear();
      const count = mergePostings(
        holders.map((cursor) => new PostingsReader(cursor.postings())),
        isKept,
        docs,
        positions,
      );
      merged = { count, docs: docs.view(), positions: positions.view() };
    }
    if (merged.count > 0) writer.add(term, merged);
    written += merged.docs.length + merged.positions.length;
    after = term;
    for (const cursor of holders) {
      cursor.next();
      // Awaited only where there is something to read: after a hundred awaits that touch no table the transaction is gone.
      if (cursor.isAtBlockEnd) await cursor.loadNext();
    }
  }
  const isDone = cursors.every((cursor) => cursor.term === undefined);
  const blocks = writer.take(true);
  await putBlocks(merge.into, merge.blocks.length, blocks);
  const firsts = [...merge.blocks, ...blocks.map((block) => block.first)];
  const lastSegment = Math.max(state.lastSegment, merge.into);
  const { merge: _merge, ...bare } = state;
  if (!isDone) {
    await db.searchState.put({ ...bare, lastSegment, merge: { ...merge, after, blocks: firsts } });
    return;
  }
  const age = Math.max(...from.map((segment) => segment.age));
  const isOldest = all.every((segment) => segment.age > age || merge.from.includes(segment.id));
  const goneIds = new Set(from.flatMap((segment) => segment.replaced));
  await db.searchSegments.put({
    id: merge.into,
    age,
    posts: from.reduce((sum, segment) => sum + segment.posts, 0),
    blocks: firsts,
    // Nothing is older: there is nothing left to make void.
    replaced: isOldest ? [] : [...goneIds],
  });
  await db.searchSegments.bulkDelete(merge.from);
  for (const id of merge.from)
    await db.searchBlocks.where('[segment+part+number]').between([id], [id, []]).delete();
  await db.searchState.put({ ...bare, lastSegment });
}

/** Walks the terms of a stored segment, block by block. */
class TermCursor {
  private current: BlockTerm | undefined;
  private terms: Iterator<BlockTerm> = [][Symbol.iterator]();
  private positions: Uint8Array = new Uint8Array();

  private constructor(
    private readonly segment: SearchSegmentRow,
    private block: number,
  ) {}

  /** Stands at the first term after this one. */
  static async open(segment: SearchSegmentRow, after: string): Promise<TermCursor> {
    const cursor = new TermCursor(segment, Math.max(0, blockOf(segment.blocks, after)) - 1);
    await cursor.loadNext();
    while (cursor.term !== undefined && cursor.term <= after) {
      cursor.next();
      if (cursor.isAtBlockEnd) await cursor.loadNext();
    }
    return cursor;
  }

  /** The block is read to its end, and there is another one. */
  get isAtBlockEnd(): boolean {
    return this.current === undefined && this.block + 1 < this.segment.blocks.length;
  }

  get term(): string | undefined {
    return this.current?.term;
  }

  next(): void {
    const step = this.terms.next();
    this.current = step.done === true ? undefined : step.value;
  }

  async loadNext(): Promise<void> {
    this.block++;
    const [docs, positions] = await db.searchBlocks.bulkGet([
      [this.segment.id, 0, this.block],
      [this.segment.id, 1, this.block],
    ]);
    this.terms = termsOfBlock(docs?.bytes ?? new Uint8Array());
    this.positions = positions?.bytes ?? new Uint8Array();
    this.next();
  }

  postings(): Postings {
    const { positionsAt, positionsLength, count, docs } = this.current as BlockTerm;
    return { count, docs, positions: this.positions.subarray(positionsAt, positionsAt + positionsLength) };
  }
}
