import { ByteReader, ByteWriter } from './bytes.ts';
import type { Postings } from './postings.ts';

/** Bytes of a block's terms and posts; a term that has more has a block of its own. */
const BLOCK = 16 * 1024;

/** Some neighbouring terms with their posts, and apart from them, since only phrases ask, where they stand. */
export interface Block {
  first: string;
  docs: Uint8Array;
  positions: Uint8Array;
}

/** A term in a block; `positionsAt` is where its places begin among the block's. */
export interface BlockTerm {
  term: string;
  count: number;
  docs: Uint8Array;
  positionsAt: number;
  positionsLength: number;
}

/** Packs terms, which come in rising order, into blocks. */
export class BlockWriter {
  private readonly full: Block[] = [];
  private readonly docs = new ByteWriter();
  private readonly positions = new ByteWriter();
  private first = '';
  private last = '';

  add(term: string, { count, docs, positions }: Postings): void {
    if (this.docs.length === 0) {
      this.first = term;
      this.last = '';
    }
    const shared = sharedLength(this.last, term);
    this.docs.number(shared);
    this.docs.number(term.length - shared);
    for (let i = shared; i < term.length; i++) this.docs.number(term.charCodeAt(i));
    this.docs.number(count);
    this.docs.number(docs.length);
    this.docs.number(positions.length);
    this.docs.copy(docs);
    this.positions.copy(positions);
    this.last = term;
    if (this.docs.length >= BLOCK) this.close();
  }

  /** The blocks that are full; with `all`, also the one begun. */
  take(all: boolean): Block[] {
    if (all) this.close();
    return this.full.splice(0);
  }

  private close(): void {
    if (this.docs.length === 0) return;
    this.full.push({ first: this.first, docs: this.docs.take(), positions: this.positions.take() });
  }
}

/** The terms of a block, in rising order. */
export function* termsOfBlock(bytes: Uint8Array): Generator<BlockTerm> {
  const reader = new ByteReader(bytes);
  let term = '';
  let positionsAt = 0;
  while (!reader.isAtEnd) {
    const shared = reader.number();
    term = term.slice(0, shared);
    for (let left = reader.number(); left > 0; left--) term += String.fromCharCode(reader.number());
    const count = reader.number();
    const docsLength = reader.number();
    const positionsLength = reader.number();
    yield { term, count, docs: reader.slice(docsLength), positionsAt, positionsLength };
    positionsAt += positionsLength;
  }
}

/** Which block would hold a term, given the first terms of all; -1 before the first. */
export function blockOf(firsts: readonly string[], term: string): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firsts[middle] as string) <= term) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}
