import { db } from '../database.ts';
import type { Block } from './blocks.ts';
import { Columns, type PostColumns } from './columns.ts';
import type { SearchBlockRow } from './rows.ts';
import { INDEX_VERSION, loadState } from './state.ts';
import { TermTable } from './term-table.ts';
import { textsOf } from './texts.ts';

/** Posts of one step; they are read and packed within a few hundred milliseconds and a few megabytes. */
const STEP = 256;

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
 * Indexes the next few posts that wait as one more segment; answers whether there were any. To be called by one at a
 * time. A post that changes between reading and writing has left a note, which stays.
 */
export async function indexStep(posts = STEP): Promise<boolean> {
  const batch = await readBatch(posts);
  if (batch.upTo === batch.state.indexedUpTo && batch.notes.length === 0) return false;
  const table = new TermTable();
  const columns: PostColumns[] = batch.posts.map(({ post, body }) => {
    const { parts, ...texts } = textsOf(post, body);
    return { post, parts, length: table.add({ id: post.id, ...texts }) };
  });
  await writeSegment(batch, table.blocks(), columns);
  return true;
}

type Batch = Awaited<ReturnType<typeof readBatch>>;

function readBatch(most: number) {
  return db.transaction('r', [db.posts, db.bodies, db.searchState, db.searchStale], async () => {
    const state = await loadState();
    const fresh = await db.posts.where('id').above(state.indexedUpTo).limit(most).toArray();
    const notes = await db.searchStale.limit(most).toArray();
    const upTo = fresh.at(-1)?.id ?? state.indexedUpTo;
    // A note about a post that was never indexed says nothing new.
    const staleIds = [...new Set(notes.map((note) => note.postId))].filter((id) => id <= state.indexedUpTo);
    const stale = (await db.posts.bulkGet(staleIds)).filter((post) => post !== undefined);
    const posts = [...stale.sort((a, b) => a.id - b.id), ...fresh];
    const bodies = await db.bodies.bulkGet(posts.map((post) => post.id));
    return {
      state,
      upTo,
      staleIds,
      // Notes about posts further ahead stay until those are read; where none is ahead, they are about posts that are gone.
      notes: notes
        .filter((note) => fresh.length < most || note.postId <= upTo)
        .map((note) => note.id as number),
      posts: posts.map((post, i) => ({ post, body: bodies[i] })),
    };
  });
}

async function writeSegment(batch: Batch, blocks: Block[], posts: PostColumns[]): Promise<void> {
  const tables = [db.searchState, db.searchSegments, db.searchBlocks, db.searchColumns, db.searchStale];
  await db.transaction('rw', tables, async () => {
    const state = await loadState();
    if (state.indexedUpTo !== batch.state.indexedUpTo) return;
    const id = state.lastSegment + 1;
    await putBlocks(id, 0, blocks);
    await db.searchSegments.put({
      id,
      age: id,
      posts: posts.length,
      blocks: blocks.map((block) => block.first),
      replaced: batch.staleIds,
    });
    const columns = new Columns(true);
    await columns.load([...batch.staleIds, ...posts.map(({ post }) => post.id)]);
    for (const gone of batch.staleIds) columns.forget(gone);
    for (const post of posts) columns.set(post);
    await columns.write();
    await db.searchStale.bulkDelete(batch.notes);
    await db.searchState.put({ ...state, indexedUpTo: batch.upTo, lastSegment: id });
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
