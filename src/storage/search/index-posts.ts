import { db } from '../database.ts';
import type { BodyRow, PostRow } from '../schema.ts';
import type { Block } from './blocks.ts';
import { Columns, columnsOf, type PostColumns } from './columns.ts';
import type { SearchBlockRow, SearchStateRow } from './rows.ts';
import { INDEX_VERSION, loadState } from './state.ts';
import { TermTable } from './term-table.ts';
import { textsOf } from './texts.ts';

/** Posts of one step at most; a longer text counts for more of them, so that its words never fill the memory. */
const STEP = 2048;
const MOST_WORDS = 700_000;
/** So many are read at once, while those before are taken apart. */
const PART = 128;

/** Empties an index of another version, so that all posts wait to be indexed again. */
export async function dropOldIndex(): Promise<void> {
  const tables = [db.searchState, db.searchSegments, db.searchBlocks, db.searchColumns, db.searchStale];
  await db.transaction('rw', tables, async () => {
    if ((await db.searchState.get(1))?.version === INDEX_VERSION) return;
    for (const table of tables) await table.clear();
    await db.searchState.put(await loadState());
  });
}

/**
 * Indexes the next posts that wait as one more segment; answers whether there were any. To be called by one at a time. A
 * post that changes between reading and writing has left a note, which stays. `table` lends its memory to one step after
 * the other.
 */
export async function indexStep(most = STEP, table = new TermTable()): Promise<boolean> {
  const { state, notes, staleIds } = await readNotes(most);
  table.clear();
  const segment = new NewSegment(table);
  for (let from = 0; from < staleIds.length; from += PART)
    segment.add(await readPosts(staleIds.slice(from, from + PART)));
  const { upTo, isAtEnd } = await addFresh(segment, state.indexedUpTo, most);
  // Notes about posts further ahead stay until those are read; where none is ahead, they are about posts that are gone.
  const done = notes.filter((note) => isAtEnd || note.postId <= upTo).map((note) => note.id as number);
  if (upTo === state.indexedUpTo && done.length === 0) return false;
  await writeSegment(segment, { state, upTo, staleIds, notes: done });
  return true;
}

/** What was noted of posts that are indexed, before they are read: what changes afterwards leaves another note. */
function readNotes(most: number) {
  return db.transaction('r', [db.searchState, db.searchStale], async () => {
    const state = await loadState();
    const notes = await db.searchStale.limit(most).toArray();
    // A note about a post that was never indexed says nothing new.
    const noted = new Set(notes.map((note) => note.postId).filter((id) => id <= state.indexedUpTo));
    return { state, notes, staleIds: [...noted].sort((a, b) => a - b) };
  });
}

/** Adds the posts after an id; answers how far it came, and whether there are no more. */
async function addFresh(segment: NewSegment, after: number, most: number) {
  let upTo = after;
  let left = most;
  let next = readFresh(upTo, Math.min(PART, left));
  for (;;) {
    const posts = await next;
    const isAtEnd = posts.length < Math.min(PART, left);
    left -= posts.length;
    upTo = posts.at(-1)?.post.id ?? upTo;
    const isLast = isAtEnd || left === 0 || segment.words > MOST_WORDS;
    if (!isLast) next = readFresh(upTo, Math.min(PART, left));
    segment.add(posts);
    if (isLast) return { upTo, isAtEnd };
  }
}

interface Text {
  post: PostRow;
  body: BodyRow | undefined;
}

function readFresh(after: number, most: number): PromiseLike<Text[]> {
  return db.transaction('r', [db.posts, db.bodies], async () => {
    const posts = await db.posts.where('id').above(after).limit(most).toArray();
    const last = posts.at(-1);
    if (last === undefined) return [];
    // One request: asked for one by one they cost as much as all else.
    const rows = await db.bodies.where('postId').between(after, last.id, false, true).toArray();
    const bodies = new Map(rows.map((body) => [body.postId, body]));
    return posts.map((post) => ({ post, body: bodies.get(post.id) }));
  });
}

function readPosts(ids: number[]): PromiseLike<Text[]> {
  return db.transaction('r', [db.posts, db.bodies], async () => {
    const posts = await db.posts.bulkGet(ids);
    const bodies = await db.bodies.bulkGet(ids);
    return posts.flatMap((post, i) => (post === undefined ? [] : [{ post, body: bodies[i] }]));
  });
}

/** The terms and the columns of some posts. */
class NewSegment {
  readonly columns: PostColumns[] = [];

  constructor(readonly table: TermTable) {}

  get words(): number {
    return this.table.words;
  }

  add(texts: Text[]): void {
    for (const { post, body } of texts) {
      const { parts, ...texts } = textsOf(post, body);
      this.columns.push(columnsOf(post, parts, this.table.add({ id: post.id, ...texts })));
    }
  }
}

interface Reached {
  state: SearchStateRow;
  upTo: number;
  staleIds: number[];
  notes: number[];
}

async function writeSegment({ table, columns }: NewSegment, reached: Reached): Promise<void> {
  const { staleIds, upTo } = reached;
  const blocks = table.blocks();
  const tables = [db.searchState, db.searchSegments, db.searchBlocks, db.searchColumns, db.searchStale];
  await db.transaction('rw', tables, async () => {
    const state = await loadState();
    if (state.indexedUpTo !== reached.state.indexedUpTo) return;
    const id = state.lastSegment + 1;
    await putBlocks(id, 0, blocks);
    await db.searchSegments.put({
      id,
      age: id,
      posts: columns.length,
      base: table.base,
      blocks: blocks.map((block) => block.first),
      replaced: staleIds,
    });
    const stored = new Columns(true);
    await stored.load([...staleIds, ...columns.map((each) => each.id)]);
    for (const gone of staleIds) stored.forget(gone);
    for (const each of columns) stored.set(each);
    await stored.write();
    await db.searchStale.bulkDelete(reached.notes);
    await db.searchState.put({ ...state, indexedUpTo: upTo, lastSegment: id });
  });
}

/** Writes blocks of a segment, numbered from `from` on. Inside the caller's transaction (searchBlocks). */
export async function putBlocks(segment: number, from: number, blocks: Block[]): Promise<void> {
  const rows = blocks.flatMap(({ docs, positions }, i): SearchBlockRow[] => [
    { segment, part: 0, number: from + i, bytes: docs },
    { segment, part: 1, number: from + i, bytes: positions },
  ]);
  await db.searchBlocks.bulkPut(rows);
}
