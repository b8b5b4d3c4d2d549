import { ByteReader, ByteWriter } from './bytes.ts';
import type { PostingsWriter } from './postings.ts';

/** A block is closed at so many bytes of terms and posts. */
const BLOCK = 16 * 1024;
/** It holds no more bytes of places, unless one entry has more: Chromium puts values of 64 kB into files of their own. */
const PLACES = 48 * 1024;
/** The postings of a term are cut into entries of about so many bytes, each of which is complete. */
export const ENTRY = 24 * 1024;
/** So many letters at most are taken from the term before: their number and that of the letters that follow are one byte. */
const MOST_SHARED = 13;
/** So many bytes of docs beyond one for each post, and of positions, are told in one byte. */
const FEW = 14;

/** Some neighbouring terms with their posts, and apart from them, since only phrases ask, where they stand. */
export interface Block {
  first: string;
  docs: Uint8Array;
  positions: Uint8Array;
}

/** An entry of a block: a term, and all or some of its posts; `positionsAt` is where their places begin among the block's. */
export interface BlockTerm {
  term: string;
  count: number;
  docs: Uint8Array;
  positionsAt: number;
  positionsLength: number;
}

/** Packs entries, whose terms come in rising order, into blocks. */
export class BlockWriter {
  private readonly full: Block[] = [];
  private readonly docs = new ByteWriter();
  private readonly positions = new ByteWriter();
  private first = '';
  private last = '';

  /** Adds what was written of a term. */
  add(term: string, { count, docs, positions }: PostingsWriter): void {
    if (this.positions.length + positions.length > PLACES) this.close();
    if (this.docs.length === 0) {
      this.first = term;
      this.last = '';
    }
    const shared = sharedLength(this.last, term);
    this.docs.number((term.length - shared) * (MOST_SHARED + 1) + shared);
    for (let i = shared; i < term.length; i++) this.docs.number(term.charCodeAt(i));
    this.docs.number(count);
    const [docsMore, positionsMore] = [docs.length - count, positions.length - count];
    if (docsMore < FEW && positionsMore < FEW) this.docs.number(positionsMore * FEW + docsMore);
    else {
      this.docs.number(FEW * FEW);
      this.docs.number(docsMore);
      this.docs.number(positionsMore);
    }
    this.docs.copyOf(docs);
    this.positions.copyOf(positions);
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

/** The entries of a block, their terms in rising order. */
export function* termsOfBlock(bytes: Uint8Array): Generator<BlockTerm> {
  const reader = new ByteReader(bytes);
  let term = '';
  let positionsAt = 0;
  while (!reader.isAtEnd) {
    const letters = reader.number();
    term = term.slice(0, letters % (MOST_SHARED + 1));
    for (let left = Math.floor(letters / (MOST_SHARED + 1)); left > 0; left--)
      term += String.fromCharCode(reader.number());
    const count = reader.number();
    const more = reader.number();
    const isFew = more < FEW * FEW;
    const docsLength = count + (isFew ? more % FEW : reader.number());
    const positionsLength = count + (isFew ? Math.floor(more / FEW) : reader.number());
    yield { term, count, docs: reader.slice(docsLength), positionsAt, positionsLength };
    positionsAt += positionsLength;
  }
}

/** The numbers of the blocks that may hold a term, or with `prefix` terms that begin with it, given the first terms of all. */
export function blocksWith(firsts: readonly string[], term: string, prefix: boolean): number[] {
  // A term that begins a block may have entries in the one before it.
  let number = Math.max(0, firstNotBelow(firsts, term) - 1);
  const numbers: number[] = [];
  for (; number < firsts.length; number++) {
    const first = firsts[number] as string;
    if (first > term && !(prefix && first.startsWith(term))) break;
    numbers.push(number);
  }
  return numbers;
}

function firstNotBelow(firsts: readonly string[], term: string): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firsts[middle] as string) < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < MOST_SHARED && length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}
