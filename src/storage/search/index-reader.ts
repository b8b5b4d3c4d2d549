import type { Term } from '../../feeds/words.ts';
import { db } from '../database.ts';
import { blocksWith, termsOfBlock } from './blocks.ts';
import { Columns, columnsOf } from './columns.ts';
import { PostingsReader } from './postings.ts';
import type { SearchSegmentRow } from './rows.ts';
import { loadState } from './state.ts';
import { TermTable } from './term-table.ts';
import { textsOf } from './texts.ts';

/** So many posts that wait for the index are read by a search itself; while it is built anew there may be more. */
const MOST_READ = 300;

/** The index at one moment, the posts that wait for it included. Lives inside one transaction over `searchTables`. */
export class IndexReader {
  private readonly blocks = new Map<string, Uint8Array>();

  private constructor(
    /** The oldest first, each with the posts that younger ones hold. */
    private readonly segments: { row: SearchSegmentRow; voids: ReadonlySet<number> }[],
    private readonly tail: TermTable,
    readonly columns: Columns,
    /** The highest id given so far. */
    readonly lastId: number,
    /** Posts that are neither indexed nor were read: they cannot be found yet. */
    readonly waiting: number,
  ) {}

  static async open(): Promise<IndexReader> {
    const state = await loadState();
    const isStored = state.lastSegment > 0;
    const rows = isStored ? await db.searchSegments.toArray() : [];
    const segments = rows.sort((a, b) => a.age - b.age);
    const lastId = (await db.counters.get(['sequence', 'posts']))?.total ?? 0;
    const { table, columns, ids, notRead } = await readTail(state.indexedUpTo, lastId, isStored);
    let voids: ReadonlySet<number> = new Set(ids);
    const withVoids = segments.reverse().map((row) => {
      const here = { row, voids };
      if (row.replaced.length > 0) voids = new Set([...voids, ...row.replaced]);
      return here;
    });
    return new IndexReader(withVoids.reverse(), table, columns, lastId, notRead);
  }

  /** Reads the blocks that hold these terms, to be asked for then. */
  async load(terms: readonly Term[], withPlaces: boolean): Promise<void> {
    const parts = withPlaces ? [0, 1] : [0];
    await Promise.all(
      this.segments.flatMap(({ row }) =>
        terms.flatMap((term) => parts.map((part) => this.loadPart(row, part, term))),
      ),
    );
  }

  /** Blocks that hold a term are neighbours: one request for all of a segment. */
  private async loadPart({ id, blocks }: SearchSegmentRow, part: number, term: Term): Promise<void> {
    const numbers = blocksWith(blocks, term.text, term.prefix === true).filter(
      (number) => !this.blocks.has(`${id},${part},${number}`),
    );
    const [first, last] = [numbers[0], numbers.at(-1)];
    if (first === undefined || last === undefined) return;
    const rows = await db.searchBlocks
      .where('[segment+part+number]')
      .between([id, part, first], [id, part, last], true, true)
      .toArray();
    for (const { number, bytes } of rows) this.blocks.set(`${id},${part},${number}`, bytes);
  }

  /** Walks the posts that hold a term, or one that begins with it. Its blocks have to be loaded. */
  each(term: Term, onPost: (reader: PostingsReader) => void): void {
    for (const { row, voids } of this.segments) {
      for (const number of blocksWith(row.blocks, term.text, term.prefix === true)) {
        const places = this.blocks.get(`${row.id},1,${number}`);
        const docs = this.blocks.get(`${row.id},0,${number}`) ?? new Uint8Array();
        for (const found of termsOfBlock(docs)) {
          if (found.term < term.text) continue;
          // Terms rise: no other fits.
          if (!fits(found.term, term)) break;
          const own = places?.subarray(found.positionsAt, found.positionsAt + found.positionsLength);
          walk(new PostingsReader({ ...found, positions: own }, row.base), voids, onPost);
        }
      }
    }
    const waiting = term.prefix ? [...this.tail.terms()].filter((each) => fits(each, term)) : [term.text];
    for (const text of waiting) {
      const postings = this.tail.postings(text);
      if (postings !== undefined) walk(new PostingsReader(postings, this.tail.base), nothing, onPost);
    }
  }
}

const nothing: ReadonlySet<number> = new Set();

function walk(
  reader: PostingsReader,
  voids: ReadonlySet<number>,
  onPost: (reader: PostingsReader) => void,
): void {
  while (reader.next()) {
    if (voids.has(reader.id)) reader.skipPlaces();
    else onPost(reader);
  }
}

function fits(found: string, { text, prefix }: Term): boolean {
  return prefix ? found.startsWith(text) : found === text;
}

/**
 * Reads the posts that wait: new ones, and those that have changed or gone, of which older entries are void (`ids`).
 * `notRead` is how many more there are than it reads.
 */
async function readTail(indexedUpTo: number, lastId: number, isStored: boolean) {
  const fresh = await db.posts.where('id').above(indexedUpTo).limit(MOST_READ).toArray();
  const notes = await db.searchStale.toArray();
  const ids = [...new Set(notes.map((note) => note.postId))].filter((id) => id <= indexedUpTo);
  const stale = (await db.posts.bulkGet(ids)).filter((post) => post !== undefined);
  const read = stale.sort((a, b) => a.id - b.id).slice(0, MOST_READ);
  const last = fresh.at(-1);
  // Ids ahead, not rows: a number for the eye is not worth a walk through all keys.
  const ahead = last === undefined || fresh.length < MOST_READ ? 0 : lastId - last.id;
  const posts = [...read, ...fresh];
  const bodies = await db.bodies.bulkGet(posts.map((post) => post.id));
  const table = new TermTable();
  const columns = new Columns(isStored);
  await columns.load([...ids, ...posts.map((post) => post.id)]);
  for (const id of ids) columns.forget(id);
  for (const [i, post] of posts.entries()) {
    const { parts, ...texts } = textsOf(post, bodies[i]);
    columns.set(columnsOf(post, parts, table.add({ id: post.id, ...texts })));
  }
  return { table, columns, ids, notRead: ahead + stale.length - read.length };
}
