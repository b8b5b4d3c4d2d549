import { ByteReader, type ByteWriter } from './bytes.ts';

/**
 * The posts that hold a term, in rising order of their ids. `docs`: for each post the distance to the id before it, and
 * how often the term stands in the title, the author and the text; `positions`: where, field by field. A post that holds
 * it once, in the text, takes a single number: twice the distance, plus one.
 */
export interface Postings {
  count: number;
  docs: Uint8Array;
  positions: Uint8Array;
}

/** How often a term stands in each field of a post. */
export type Counts = [title: number, author: number, text: number];

/** Walks the posts of a term. `positions` may be missing where only the counts are wanted. */
export class PostingsReader {
  id = 0;
  readonly counts: Counts = [0, 0, 0];
  private left: number;
  private readonly docs: ByteReader;
  private readonly places: ByteReader | undefined;

  constructor({
    count,
    docs,
    positions,
  }: Omit<Postings, 'positions'> & { positions?: Uint8Array | undefined }) {
    this.left = count;
    this.docs = new ByteReader(docs);
    this.places = positions && new ByteReader(positions);
  }

  /** Goes to the next post. The places of each must be read or skipped before. */
  next(): boolean {
    if (this.left === 0) return false;
    this.left--;
    const { counts, docs } = this;
    const head = docs.number();
    this.id += head >>> 1;
    counts[0] = 0;
    counts[1] = 0;
    counts[2] = 1;
    if ((head & 1) === 1) return true;
    const more = docs.number();
    counts[2] = more >>> 2;
    if ((more & 2) !== 0) counts[0] = docs.number();
    if ((more & 1) !== 0) counts[1] = docs.number();
    return true;
  }

  /** Where the term stands in the title, the author and the text. */
  readPlaces(): [number[], number[], number[]] {
    return this.counts.map((count) => {
      let at = 0;
      return Array.from({ length: count }, () => {
        at += this.places?.number() ?? 0;
        return at;
      });
    }) as [number[], number[], number[]];
  }

  /** Passes them by. */
  skipPlaces(): void {
    this.places?.skip(this.counts[0] + this.counts[1] + this.counts[2]);
  }

  /** Copies them. */
  copyPlaces(to: ByteWriter): void {
    const places = this.places as ByteReader;
    const from = places.at;
    this.skipPlaces();
    to.copy(places.bytes, from, places.at);
  }
}

/** Writes what stands at the head of a post: see Postings. */
export function writeHead(docs: ByteWriter, distance: number, [title, author, text]: Counts): void {
  if (title === 0 && author === 0 && text === 1) {
    docs.number(distance * 2 + 1);
    return;
  }
  docs.number(distance * 2);
  docs.number(text * 4 + (title > 0 ? 2 : 0) + (author > 0 ? 1 : 0));
  if (title > 0) docs.number(title);
  if (author > 0) docs.number(author);
}

/**
 * Writes the postings of several readers as one, post by post in the order of their ids, into two empty writers;
 * `isKept` may leave some out. Answers how many posts there are.
 */
export function mergePostings(
  readers: PostingsReader[],
  isKept: (reader: number, id: number) => boolean,
  docs: ByteWriter,
  positions: ByteWriter,
): number {
  let count = 0;
  let last = 0;
  const waiting = readers.map((reader, index) => ({ reader, index })).filter(({ reader }) => reader.next());
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.reader.id - b.reader.id);
    const [first, second] = waiting as [(typeof waiting)[0], (typeof waiting)[0] | undefined];
    const { reader, index } = first;
    // Segments hold stretches of ids: it is long the same reader's turn.
    const limit = second?.reader.id ?? Number.POSITIVE_INFINITY;
    let isOpen = true;
    while (isOpen && reader.id <= limit) {
      if (isKept(index, reader.id)) {
        writeHead(docs, reader.id - last, reader.counts);
        reader.copyPlaces(positions);
        last = reader.id;
        count++;
      } else reader.skipPlaces();
      isOpen = reader.next();
    }
    if (!isOpen) waiting.shift();
  }
  return count;
}
