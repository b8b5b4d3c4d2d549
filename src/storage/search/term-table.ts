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
  private readonly writer = new PostingsWriter();
  /** Lower than the ids of all its posts. */
  base = 0;
  private order: { starts: Uint32Array; byTerm: Uint32Array } | undefined;

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
      const write = () => blocks.add(term, this.writer.view());
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
    const { posts, places } = this.all;
    const { writer, base } = this;
    const end = starts[term + 1] as number;
    const counts: Counts = [0, 0, 0];
    writer.begin(base);
    for (let at = starts[term] as number; at < end; ) {
      if (writer.length > most) {
        onFull();
        writer.begin(base);
      }
      const post = posts[byTerm[at] as number] as number;
      counts.fill(0);
      let last = -1;
      for (; at < end && posts[byTerm[at] as number] === post; at++) {
        const place = places[byTerm[at] as number] as number;
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
