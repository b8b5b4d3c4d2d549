import { ByteReader, ByteWriter } from './bytes.ts';

/**
 * The posts that hold a term, in rising order of their ids. `docs`: for each post the distance to the id before it (of
 * the first: to the base of its segment), and how often the term stands in the title, the author and the text (see
 * writeHead); `positions`: where, field by field.
 */
export interface Postings {
  count: number;
  docs: Uint8Array;
  positions: Uint8Array;
}

/** How often a term stands in each field of a post. */
export type Counts = [title: number, author: number, text: number];

/**
 * What the number at the head of a post says. Below ONCE: once in the text, at a distance of that and one. Below FEW: the
 * distance less one, and eight times how much more often than twice it stands in the text. Below NEAR: the distance less
 * one; the counts follow. Above: the same distance, doubled, and whether counts follow. All but the last are one byte.
 */
const ONCE = 152;
const MOST_NEAR = 8;
const MOST_FEW = 9;
const FEW = ONCE + MOST_NEAR * (MOST_FEW - 1);
const NEAR = FEW + MOST_NEAR;
/** What stands beside the count in the text. */
const TITLE_ONCE = 1;
const AUTHOR_ONCE = 2;
const OTHERS_FOLLOW = 3;

/** Walks the posts of a term. `positions` may be missing where only the counts are wanted. */
export class PostingsReader {
  id: number;
  readonly counts: Counts = [0, 0, 0];
  private left: number;
  private readonly docs: ByteReader;
  private readonly places: ByteReader | undefined;

  /** `base` is that of the segment. */
  constructor(
    { count, docs, positions }: Omit<Postings, 'positions'> & { positions?: Uint8Array | undefined },
    base: number,
  ) {
    this.id = base;
    this.left = count;
    this.docs = new ByteReader(docs);
    this.places = positions && new ByteReader(positions);
  }

  /** Where in `docs` the next post begins. */
  get docsAt(): number {
    return this.docs.at;
  }

  /** Goes to the next post. The places of each must be read or skipped before. */
  next(): boolean {
    if (this.left === 0) return false;
    this.left--;
    const { counts } = this;
    const head = this.docs.number();
    counts[0] = 0;
    counts[1] = 0;
    counts[2] = 1;
    if (head < ONCE) this.id += head + 1;
    else if (head < FEW) {
      this.id += ((head - ONCE) % MOST_NEAR) + 1;
      counts[2] = Math.floor((head - ONCE) / MOST_NEAR) + 2;
    } else if (head < NEAR) {
      this.id += head - FEW + 1;
      this.readCounts();
    } else {
      this.id += ((head - NEAR) >>> 1) + 1;
      if ((head & 1) === 1) this.readCounts();
    }
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

  private readCounts(): void {
    const { counts, docs } = this;
    const text = docs.number();
    counts[2] = text >>> 2;
    const others = text & 3;
    if (others === OTHERS_FOLLOW) {
      counts[0] = docs.number();
      counts[1] = docs.number();
    } else if (others === TITLE_ONCE) counts[0] = 1;
    else if (others === AUTHOR_ONCE) counts[1] = 1;
  }
}

/** Writes postings, post by post in the order of their ids. One writer serves many terms. */
export class PostingsWriter {
  count = 0;
  readonly docs = new ByteWriter();
  readonly positions = new ByteWriter();
  private last = 0;

  get length(): number {
    return this.docs.length + this.positions.length;
  }

  /** Begins a term of a segment of this base. */
  begin(base: number): void {
    this.count = 0;
    this.last = base;
    this.docs.clear();
    this.positions.clear();
  }

  /** Adds a post; its places are written into `positions` by the caller. */
  post(id: number, counts: Counts): void {
    writeHead(this.docs, id - this.last, counts);
    this.last = id;
    this.count++;
  }

  /** Adds all of some postings, whose ids are higher than those here, and of which the last one is known. */
  append(postings: Postings, base: number, last: number): void {
    const reader = new PostingsReader(postings, base);
    reader.next();
    this.post(reader.id, reader.counts);
    this.docs.copy(postings.docs, reader.docsAt);
    this.positions.copy(postings.positions);
    this.count += postings.count - 1;
    this.last = last;
  }

  take(): Postings {
    return { count: this.count, docs: this.docs.take(), positions: this.positions.take() };
  }
}

function writeHead(docs: ByteWriter, distance: number, [title, author, text]: Counts): void {
  const step = distance - 1;
  if (title === 0 && author === 0) {
    if (text === 1) {
      docs.number(step < ONCE ? step : NEAR + step * 2);
      return;
    }
    if (step < MOST_NEAR && text <= MOST_FEW) {
      docs.number(ONCE + (text - 2) * MOST_NEAR + step);
      return;
    }
  }
  docs.number(step < MOST_NEAR ? FEW + step : NEAR + step * 2 + 1);
  const isTitleOnce = title === 1 && author === 0;
  const isAuthorOnce = title === 0 && author === 1;
  if (title + author === 0) docs.number(text * 4);
  else if (isTitleOnce) docs.number(text * 4 + TITLE_ONCE);
  else if (isAuthorOnce) docs.number(text * 4 + AUTHOR_ONCE);
  else {
    docs.number(text * 4 + OTHERS_FOLLOW);
    docs.number(title);
    docs.number(author);
  }
}
