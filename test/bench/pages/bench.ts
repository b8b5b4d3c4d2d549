/** What the benches may call in their page: the real storage code, and the raw floors beside it. */
import * as filling from './work/fill.ts';
import * as floors from './work/floors.ts';
import * as indexing from './work/indexing.ts';
import * as settling from './work/settling.ts';
import * as storing from './work/storing.ts';
import * as viewing from './work/viewing.ts';

const work = { ...filling, ...floors, ...indexing, ...settling, ...storing, ...viewing };

export type BenchWork = typeof work;

(globalThis as unknown as { work: BenchWork }).work = work;
