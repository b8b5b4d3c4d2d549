import { db } from '../database.ts';
import { type Block, BlockWriter, ENTRY } from './blocks.ts';
import { EntryCursor } from './entry-cursor.ts';
import { putBlocks } from './index-posts.ts';
import { mergePostings } from './merge-postings.ts';
import { PostingsWriter } from './postings.ts';
import type { SearchMerge, SearchSegmentRow, SearchStateRow } from './rows.ts';
import { loadState } from './state.ts';

/** So many neighbours of one size become one: each post is packed anew once for each such step up. */
const FAN = 8;
const MOST_IN_A_ROW = 3 * FAN;
const SMALLEST = 64;
/** Bytes written in one step. Each step reads a block of each segment again: smaller ones read twice what they write. */
const STEP_BYTES = 2 * 1024 * 1024;

const tables = [db.searchState, db.searchSegments, db.searchBlocks];

/** Goes on with a merge, or begins one that is due; answers whether there was anything to do. One transaction. */
export function mergeStep(stepBytes = STEP_BYTES): Promise<boolean> {
  return db.transaction('rw', tables, async () => {
    const state = await loadState();
    const segments = await db.searchSegments.toArray();
    const merge = state.merge ?? beginMerge(segments, state);
    if (merge === undefined) return false;
    const from = merge.from.map((id) => segments.find((segment) => segment.id === id) as SearchSegmentRow);
    const cursors = await openCursors(from, merge);
    const blocks = await mergeSome(cursors, baseOf(from), stepBytes);
    await putBlocks(merge.into, merge.blocks.length, blocks);
    const firsts = [...merge.blocks, ...blocks.map((block) => block.first)];
    const next = { ...state, lastSegment: Math.max(state.lastSegment, merge.into) };
    if (cursors.every((cursor) => cursor.term === undefined))
      await finish(next, merge.into, from, firsts, segments);
    else
      await db.searchState.put({
        ...next,
        merge: { ...merge, at: cursors.map((cursor) => cursor.place), blocks: firsts },
      });
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
  const due = dueForMerge(segments);
  if (due.length === 0) return undefined;
  const ageOf = new Map(segments.map(({ id, age }) => [id, age]));
  const from = due.sort((a, b) => (ageOf.get(a) as number) - (ageOf.get(b) as number));
  return { from, into: state.lastSegment + 1, at: from.map(() => [0, 0]), blocks: [] };
}

/** The lowest of all; those without posts have none. */
function baseOf(from: SearchSegmentRow[]): number {
  const bases = from.filter(({ blocks }) => blocks.length > 0).map(({ base }) => base);
  return bases.length === 0 ? 0 : Math.min(...bases);
}

function openCursors(from: SearchSegmentRow[], { at }: SearchMerge): Promise<EntryCursor[]> {
  return Promise.all(
    from.map((segment, i) => {
      const voids = new Set(from.slice(i + 1).flatMap((younger) => younger.replaced));
      return EntryCursor.open(segment, voids, at[i] as SearchMerge['at'][number]);
    }),
  );
}

/** Merges term by term until about so many bytes are packed, or all are at their end. */
async function mergeSome(cursors: EntryCursor[], base: number, stepBytes: number): Promise<Block[]> {
  const blocks = new BlockWriter();
  const writer = new PostingsWriter();
  let written = 0;
  while (written < stepBytes) {
    const holders = holdersOfNext(cursors);
    const term = holders[0]?.term;
    if (term === undefined) break;
    const write = () => {
      written += writer.length;
      if (writer.count > 0) blocks.add(term, writer);
      writer.begin(base);
    };
    writer.begin(base);
    mergePostings(
      holders.map((cursor) => cursor.source()),
      writer,
      ENTRY,
      write,
    );
    write();
    for (const cursor of holders) {
      cursor.next();
      // Awaited only where there is something to read: after a hundred awaits that touch no table the transaction is gone.
      if (cursor.isAtBlockEnd) await cursor.loadNext();
    }
  }
  return blocks.take(true);
}

/** The cursors that stand at the lowest term. */
function holdersOfNext(cursors: EntryCursor[]): EntryCursor[] {
  let lowest: string | undefined;
  let holders: EntryCursor[] = [];
  for (const cursor of cursors) {
    const { term } = cursor;
    if (term === undefined || (lowest !== undefined && term > lowest)) continue;
    if (term !== lowest) holders = [];
    lowest = term;
    holders.push(cursor);
  }
  return holders;
}

/** Puts the merged segment in the place of those it was merged from. */
async function finish(
  state: SearchStateRow,
  id: number,
  from: SearchSegmentRow[],
  blocks: string[],
  all: SearchSegmentRow[],
): Promise<void> {
  const age = Math.max(...from.map((segment) => segment.age));
  const isOldest = all.every((segment) => segment.age > age || from.includes(segment));
  const goneIds = new Set(from.flatMap((segment) => segment.replaced));
  await db.searchSegments.put({
    id,
    age,
    posts: from.reduce((sum, segment) => sum + segment.posts, 0),
    base: baseOf(from),
    blocks,
    // Nothing is older: there is nothing left to make void.
    replaced: isOldest ? [] : [...goneIds],
  });
  for (const { id: old } of from) {
    await db.searchSegments.delete(old);
    await db.searchBlocks.where('[segment+part+number]').between([old], [old, []]).delete();
  }
  const { merge: _merge, ...bare } = state;
  await db.searchState.put(bare);
}
