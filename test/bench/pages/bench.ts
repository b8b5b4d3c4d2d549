/** What the bench may call in its page: the real storage code, and the raw floors beside it. */
import { db } from '../../../src/storage/database.ts';
import { markAllRead } from '../../../src/storage/marks.ts';
import { undo } from '../../../src/storage/undo.ts';
import { fill } from './fill.ts';

const bench = { db, fill, markAllRead, undo };

export type Bench = typeof bench;

(globalThis as unknown as { bench: Bench }).bench = bench;
