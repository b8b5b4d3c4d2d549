import { eachWord } from '../../feeds/words.ts';
import { type Block, BlockWriter, ENTRY } from './blocks.ts';
import { type Counts, type Postings, PostingsWriter } from './postings.ts';

/** A post's texts, plain. */
export interface PostTexts {
  id: number;
  title: string;
  author: string;
  text: string;
}

/** So many occurrences lie in one list: grown in place, each list would be copied, and thrown away, every time it doubles. */
const CHUNK = 1 << 14;

/** Where a word stood: `places` count four times the words before it in its field, plus the field's number. */
class Occurrences {
  length = 0;
  private readonly terms: Uint32Array[] = [];
  private readonly posts: Uint32Array[] = [];
  private readonly places: Uint32Array[] = [];

  add(term: number, post: number, place: number): void {
    const chunk = this.length >>> 14;
    const at = this.length++ & (CHUNK - 1);
    if (chunk === this.terms.length)
      for (const list of [this.terms, this.posts, this.places]) list.push(new Uint32Array(CHUNK));
    (this.terms[chunk] as Uint32Array)[at] = term;
    (this.posts[chunk] as Uint32Array)[at] = post;
    (this.places[chunk] as Uint32Array)[at] = place;
  }

  term(i: number): number {
    return (this.terms[i >>> 14] as Uint32Array)[i & (CHUNK - 1)] as number;
  }

  post(i: number): number {
    return (this.posts[i >>> 14] as Uint32Array)[i & (CHUNK - 1)] as number;
  }

  place(i: number): number {
    return (this.places[i >>> 14] as Uint32Array)[i & (CHUNK - 1)] as number;
  }
}

/** The terms of some posts, in memory: what becomes a segment, and what search reads of posts that wait for one. */
export class TermTable {
  private readonly numbers = new Map<string, number>();
  private readonly all = new Occurrences();
  private readonly writer = new PostingsWriter();
  /** Lower than the ids of all its posts. */
  base = 0;
  private order: { starts: Uint32Array; byTerm: Uint32Array } | undefined;
  private room = new Uint32Array(0);

  /** Begins anew in the same memory: what is thrown away in large pieces waits long for the collector. */
  clear(): void {
    this.numbers.clear();
    this.all.length = 0;
    this.order = undefined;
  }

  /** Words so far, each as often as it stands there. */
  get words(): number {
    return this.all.length;
  }

  /** Reads a post; ids rise from one to the next. Answers how many words its text has. */
  add({ id, title, author, text }: PostTexts): number {
    if (this.all.length === 0) this.base = id - 1;
    eachWord(title, (term, at) => this.note(term, id, at * 4));
    eachWord(author, (term, at) => this.note(term, id, at * 4 + 1));
    return eachWord(text, (term, at) => this.note(term, id, at * 4 + 2));
  }

  /** All terms, in no order. */
  terms(): Iterable<string> {
    return this.numbers.keys();
  }

  /** A copy of the postings of a term. */
  postings(term: string): Postings | undefined {
    const number = this.numbers.get(term);
    if (number === undefined) return undefined;
    this.pack(number, Number.POSITIVE_INFINITY, () => {});
    return this.writer.take();
  }

  /** Everything, packed. */
  blocks(): Block[] {
    const blocks = new BlockWriter();
    for (const term of [...this.numbers.keys()].sort()) {
      const write = () => blocks.add(term, this.writer);
      this.pack(this.numbers.get(term) as number, ENTRY, write);
      write();
    }
    return blocks.take(true);
  }

  private note(term: string, post: number, place: number): void {
    let number = this.numbers.get(term);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(term, number);
    }
    this.all.add(number, post, place);
  }

  /** Writes the postings of a term into the writer; `onFull` takes them whenever they are longer than `most` bytes. */
  private pack(term: number, most: number, onFull: () => void): void {
    const { starts, byTerm } = this.sorted();
    const { writer, base, all } = this;
    const end = starts[term + 1] as number;
    const counts: Counts = [0, 0, 0];
    writer.begin(base);
    for (let at = starts[term] as number; at < end; ) {
      if (writer.length > most) {
        onFull();
        writer.begin(base);
      }
      const post = all.post(byTerm[at] as number);
      counts.fill(0);
      let last = -1;
      for (; at < end && all.post(byTerm[at] as number) === post; at++) {
        const place = all.place(byTerm[at] as number);
        // Two parts of one identifier may be the same.
        if (place === last) continue;
        const isSameField = last !== -1 && (last & 3) === (place & 3);
        writer.positions.number((place >>> 2) - (isSameField ? last >>> 2 : 0));
        counts[(place & 3) as 0 | 1 | 2]++;
        last = place;
      }
      writer.post(post, counts);
    }
  }

  /** All occurrences by term, those of one term as they came: a counting sort. */
  private sorted(): { starts: Uint32Array; byTerm: Uint32Array } {
    if (this.order !== undefined) return this.order;
    const { all } = this;
    // How many a term has is counted two places on. Summed up, one place on says where its next one goes: in the end, where
    // the term after it begins.
    const starts = new Uint32Array(this.numbers.size + 2);
    for (let i = 0; i < all.length; i++) (starts[all.term(i) + 2] as number)++;
    for (let term = 2; term < starts.length; term++)
      starts[term] = (starts[term] as number) + (starts[term - 1] as number);
    if (this.room.length < all.length) this.room = new Uint32Array(all.length);
    const byTerm = this.room;
    for (let i = 0; i < all.length; i++) {
      const after = all.term(i) + 1;
      byTerm[starts[after] as number] = i;
      starts[after] = (starts[after] as number) + 1;
    }
    this.order = { starts, byTerm };
    return this.order;
  }
}
