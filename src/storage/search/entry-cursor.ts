import { db } from '../database.ts';
import { type BlockTerm, termsOfBlock } from './blocks.ts';
import type { Source } from './merge-postings.ts';
import type { SearchSegmentRow } from './rows.ts';

/** Walks the entries of a stored segment, block by block. Lives inside one transaction over searchBlocks. */
export class EntryCursor {
  private current: BlockTerm | undefined;
  private entries: Iterator<BlockTerm> = [][Symbol.iterator]();
  private positions: Uint8Array = new Uint8Array();
  private passed = 0;

  private constructor(
    private readonly segment: SearchSegmentRow,
    private readonly voids: ReadonlySet<number>,
    private block: number,
  ) {}

  /** Stands at an entry: its block, and how many of the block come before it. `voids` are posts that do not count. */
  static async open(
    segment: SearchSegmentRow,
    voids: ReadonlySet<number>,
    [block, passed]: [block: number, entries: number],
  ): Promise<EntryCursor> {
    const cursor = new EntryCursor(segment, voids, block - 1);
    if (cursor.isAtBlockEnd) await cursor.loadNext();
    while (cursor.passed < passed) cursor.next();
    if (cursor.isAtBlockEnd) await cursor.loadNext();
    return cursor;
  }

  /** Where to open it again. */
  get place(): [block: number, entries: number] {
    return [this.block, this.passed];
  }

  /** The block is read to its end, and there is another one. */
  get isAtBlockEnd(): boolean {
    return this.current === undefined && this.block + 1 < this.segment.blocks.length;
  }

  get term(): string | undefined {
    return this.current?.term;
  }

  next(): void {
    if (this.current !== undefined) this.passed++;
    const step = this.entries.next();
    this.current = step.done === true ? undefined : step.value;
  }

  async loadNext(): Promise<void> {
    this.block++;
    this.passed = 0;
    const [docs, positions] = await db.searchBlocks.bulkGet([
      [this.segment.id, 0, this.block],
      [this.segment.id, 1, this.block],
    ]);
    this.entries = termsOfBlock(docs?.bytes ?? new Uint8Array());
    this.positions = positions?.bytes ?? new Uint8Array();
    this.next();
  }

  /** The postings of the entry, not copied. */
  source(): Source {
    const { positionsAt, positionsLength, count, docs } = this.current as BlockTerm;
    const positions = this.positions.subarray(positionsAt, positionsAt + positionsLength);
    return { postings: { count, docs, positions }, base: this.segment.base, voids: this.voids };
  }
}
