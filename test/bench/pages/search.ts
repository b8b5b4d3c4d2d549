/** What `npm run bench:search` asks of the database, inside a page of the extension. */
import { localDays } from '../../../src/feeds/days.ts';
import { parseQuery } from '../../../src/feeds/query.ts';
import { ask } from '../../../src/messages.ts';
import { db } from '../../../src/storage/database.ts';
import { findPosts } from '../../../src/storage/search/find-posts.ts';
import { dropOldIndex, indexStep } from '../../../src/storage/search/index-posts.ts';
import { mergeStep } from '../../../src/storage/search/merge-segments.ts';
import { isIndexDue } from '../../../src/storage/search/state.ts';
import { TermTable } from '../../../src/storage/search/term-table.ts';
import { randomOf } from '../../random.ts';
import { readable } from './readable-posts.ts';

export interface SearchBench {
  begin(): Promise<void>;
  /** Makes so many more posts, to be put; answers the bytes of their plain text. */
  make(from: number, posts: number): Promise<number>;
  /** Puts the posts that were made with their bodies; answers the time. */
  put(): Promise<number>;
  /** Indexes for half a minute, merges counted; answers the time, and whether there is more to do. */
  index(): Promise<{ ms: number; isDone: boolean; heap: number }>;
  /** Empties the index, and leaves it to the extension itself; answers the time until all is indexed and merged. */
  leaveToWorker(): Promise<number>;
  /** The bytes and segments of the index. */
  size(): Promise<{ bytes: number; segments: number }>;
  /** Two words and a prefix, the first 50 hits with their rows; and in turn 50 rows by key. */
  search(seed: number, runs: number): Promise<{ times: number[]; floors: number[]; found: number[] }>;
}

const random = randomOf(7);
let letGo = () => {};
let made: ReturnType<ReturnType<typeof readable>['posts']>;

const bench: SearchBench = {
  async begin() {
    // Or the worker, woken by its alarm, would index the same posts at the same time.
    await new Promise<void>((held) => {
      void navigator.locks.request('search-index', () => {
        held();
        return new Promise<void>((done) => {
          letGo = done;
        });
      });
    });
    await db.delete();
    await db.open();
    await db.feeds.bulkAdd(readable(1).feeds);
  },
  async make(from, posts) {
    made = readable(from).posts(from, posts);
    return made.textBytes;
  },
  async put() {
    const { rows, bodies } = made;
    const startedAt = performance.now();
    await db.transaction('rw', db.posts, db.bodies, async () => {
      await db.posts.bulkAdd(rows);
      await db.bodies.bulkAdd(bodies);
    });
    const ms = performance.now() - startedAt;
    await db.counters.put({ kind: 'sequence', id: 'posts', unread: 0, total: rows.at(-1)?.id ?? 0 });
    return ms;
  },
  async index() {
    const startedAt = performance.now();
    let most = heap();
    const table = new TermTable();
    let isDone = false;
    while (!isDone && performance.now() - startedAt < 30_000) {
      isDone = !(await mergeStep()) && !(await indexStep(undefined, table));
      most = Math.max(most, heap());
    }
    return { ms: performance.now() - startedAt, isDone, heap: most };
  },
  async leaveToWorker() {
    await db.searchState.put({ id: 1, version: 0, indexedUpTo: 0, lastSegment: 0 });
    await dropOldIndex();
    letGo();
    const startedAt = performance.now();
    for (let looks = 0; (await isIndexDue()) || (await isHeld()); looks++) {
      // There is no server: all it does is to look what follows a sync. One that is being stopped never answers.
      if (looks % 20 === 0) void ask('sync', { pushOnly: true }).catch(() => {});
      await new Promise((go) => setTimeout(go, 100));
    }
    return performance.now() - startedAt;
  },
  async size() {
    let bytes = 0;
    await db.searchBlocks.each((row) => {
      bytes += row.bytes.length;
    });
    await db.searchColumns.each((row) => {
      bytes += row.ats.byteLength + row.feedIds.byteLength + row.storyIds.byteLength;
      bytes += row.lengths.byteLength + row.flags.byteLength;
    });
    const segments = await db.searchSegments.toArray();
    bytes += segments.reduce((sum, segment) => sum + segment.blocks.join().length, 0);
    return { bytes, segments: segments.length };
  },
  async search(seed, runs) {
    const { word } = readable(1_000_000 + seed);
    const last = (await db.counters.get(['sequence', 'posts']))?.total ?? 1;
    const times: number[] = [];
    const floors: number[] = [];
    const found: number[] = [];
    for (let run = 0; run < runs; run++) {
      const parsed = parseQuery(`${word()} ${word()} ${word().slice(0, 3)}*`);
      if (parsed.kind === 'wrong') throw new Error(parsed.why);
      let startedAt = performance.now();
      const answer = await findPosts(parsed.query, 'best', { now: Date.now(), days: localDays });
      await db.posts.bulkGet(answer.page(0, 50));
      times.push(performance.now() - startedAt);
      found.push(answer.count);
      const ids = Array.from({ length: 50 }, () => 1 + random.below(last));
      startedAt = performance.now();
      await db.posts.bulkGet(ids);
      floors.push(performance.now() - startedAt);
    }
    return { times, floors, found };
  },
};

async function isHeld(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === 'search-index');
}

function heap(): number {
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
}

Object.assign(globalThis, { searchBench: bench });
