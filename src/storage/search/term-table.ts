import { eachWord } from '../../feeds/words.ts';
import { type Block, BlockWriter } from './blocks.ts';
import { ByteWriter } from './bytes.ts';
import { type Counts, type Postings, writeHead } from './postings.ts';

/** A post's texts, plain. */
export interface PostTexts {
  id: number;
  title: string;
  author: string;
  text: string;
}

/** Where a word stood: `places` count four times the words before it in its field, plus the field's number. */
class Occurrences {
  length = 0;
  terms = new Uint32Array(4096);
  posts = new Uint32Array(4096);
  places = new Uint32Array(4096);

  add(term: number, post: number, place: number): void {
    if (this.length === this.terms.length) this.grow();
    this.terms[this.length] = term;
    this.posts[this.length] = post;
    this.places[this.length++] = place;
  }

  private grow(): void {
    for (const name of ['terms', 'posts', 'places'] as const) {
      const wider = new Uint32Array(this.length * 2);
      wider.set(this[name]);
      this[name] = wider;
    }
  }
}

/** The terms of some posts, in memory: what becomes a segment, and what search reads of posts that wait for one. */
export class TermTable {
  private readonly numbers = new Map<string, number>();
  private readonly all = new Occurrences();
  private readonly docs = new ByteWriter();
  private readonly positions = new ByteWriter();
  private order: { starts: Uint32Array; byTerm: Uint32Array } | undefined;

  /** Reads a post; ids rise from one to the next. Answers how many words its text has. */
  add({ id, title, author, text }: PostTexts): number {
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
    const count = this.pack(number);
    return { count, docs: this.docs.take(), positions: this.positions.take() };
  }

  /** Everything, packed. */
  blocks(): Block[] {
    const writer = new BlockWriter();
    for (const term of [...this.numbers.keys()].sort()) {
      const count = this.pack(this.numbers.get(term) as number);
      writer.add(term, { count, docs: this.docs.view(), positions: this.positions.view() });
    }
    return writer.take(true);
  }

  private note(term: string, post: number, place: number): void {
    let number = this.numbers.get(term);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(term, number);
    }
    this.all.add(number, post, place);
  }

  /** Writes the postings of a term into `docs` and `positions`; answers how many posts there are. */
  private pack(term: number): number {
    const { starts, byTerm } = this.sorted();
    const { posts, places } = this.all;
    const end = starts[term + 1] as number;
    this.docs.clear();
    this.positions.clear();
    let count = 0;
    let lastPost = 0;
    for (let at = starts[term] as number; at < end; ) {
      const post = posts[byTerm[at] as number] as number;
      const counts: Counts = [0, 0, 0];
      let last = -1;
      for (; at < end && posts[byTerm[at] as number] === post; at++) {
        const place = places[byTerm[at] as number] as number;
        // Two parts of one identifier may be the same.
        if (place === last) continue;
        const isSameField = last !== -1 && (last & 3) === (place & 3);
        this.positions.number((place >>> 2) - (isSameField ? last >>> 2 : 0));
        counts[(place & 3) as 0 | 1 | 2]++;
        last = place;
      }
      writeHead(this.docs, post - lastPost, counts);
      lastPost = post;
      count++;
    }
    return count;
  }

  /** All occurrences by term, those of one term as they came: a counting sort. */
  private sorted(): { starts: Uint32Array; byTerm: Uint32Array } {
    if (this.order !== undefined) return this.order;
    const { terms, length } = this.all;
    const starts = new Uint32Array(this.numbers.size + 1);
    for (let i = 0; i < length; i++)
      starts[(terms[i] as number) + 1] = (starts[(terms[i] as number) + 1] as number) + 1;
    for (let term = 0; term < this.numbers.size; term++)
      starts[term + 1] = (starts[term + 1] as number) + (starts[term] as number);
    const next = starts.slice();
    const byTerm = new Uint32Array(length);
    for (let i = 0; i < length; i++) {
      const term = terms[i] as number;
      byTerm[next[term] as number] = i;
      next[term] = (next[term] as number) + 1;
    }
    this.order = { starts, byTerm };
    return this.order;
  }
}
