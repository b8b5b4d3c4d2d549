/** The query language: one for search, saved views and rules. */
import { ageOf, dateOf, type Moment } from './query-dates.ts';
import { type Lexeme, lexemes, QueryError, type WordLexeme, type WrongQuery } from './query-lexemes.ts';
import { tagKey } from './tag-key.ts';
import { type Term, termsOf } from './words.ts';

const MARKS = ['unread', 'starred', 'edited'] as const;
const PARTS = ['code', 'audio', 'image'] as const;
export type Mark = (typeof MARKS)[number];
export type Part = (typeof PARTS)[number];

/** What a query asks. `words` stand side by side, in the title, the author or the text when no field is named. */
export type Query =
  | { kind: 'all' | 'any'; of: Query[] }
  | { kind: 'not'; of: Query }
  | { kind: 'words'; field?: 'title' | 'author'; terms: Term[] }
  | { kind: 'feed' | 'folder'; terms: Term[] }
  | { kind: 'tag'; key: string; prefix: boolean }
  | { kind: 'is'; mark: Mark }
  | { kind: 'has'; part: Part }
  | { kind: 'after' | 'before'; moment: Moment };

export type ParsedQuery = { kind: 'query'; query: Query } | ({ kind: 'wrong' } & WrongQuery);

/** Characters of a query; parentheses within each other. */
const LONGEST = 500;
const DEEPEST = 20;

/**
 * Reads a query. An empty one asks for all posts. The grammar:
 *
 *     query  = { group }                               all of them
 *     group  = item { "OR" item }                      one of them
 *     item   = ["-"] ( "(" query ")" | [field ":"] value | age )
 *     value  = word | '"' words '"', each with "*" at its end for words that begin so
 *     age    = number ( "h" | "d" | "w" | "m" | "y" )  newer than
 *     field  = title author feed folder tag is has after before
 *
 * What cannot be read is answered with the place and the reason; the sentence is `query_<why>` in the locales.
 */
export function parseQuery(text: string): ParsedQuery {
  try {
    if (text.length > LONGEST) throw new QueryError('too-long', LONGEST, text.length);
    const reader = new QueryReader(lexemes(text), text.length);
    return { kind: 'query', query: reader.read() };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { kind: 'wrong', ...error.wrong };
  }
}

/** Is this mark asked for wherever the query matches? Such a query finds nothing among posts without it. */
export function demands(query: Query, mark: Mark): boolean {
  if (query.kind === 'is') return query.mark === mark;
  if (query.kind === 'all') return query.of.some((part) => demands(part, mark));
  return query.kind === 'any' && query.of.every((part) => demands(part, mark));
}

/** Every leaf of a query that is asked for, and not asked against: what to mark in the texts that it finds. */
export function soughtWords(query: Query): (Query & { kind: 'words' })[] {
  if (query.kind === 'words') return [query];
  return query.kind === 'all' || query.kind === 'any' ? query.of.flatMap(soughtWords) : [];
}

/** All leaves of a query. */
export function leavesOf(query: Query): Query[] {
  if (query.kind === 'not') return leavesOf(query.of);
  return query.kind === 'all' || query.kind === 'any' ? query.of.flatMap(leavesOf) : [query];
}

/** Does a query ask for an age, so that its answer changes while the posts stay? False for one that is wrong. */
export function asksForAge(text: string): boolean {
  const parsed = parseQuery(text);
  if (parsed.kind === 'wrong') return false;
  return leavesOf(parsed.query).some((leaf) => 'moment' in leaf && 'agoSeconds' in leaf.moment);
}

class QueryReader {
  private next = 0;

  constructor(
    private readonly all: Lexeme[],
    private readonly end: number,
  ) {}

  read(): Query {
    const query = this.groups(0);
    const stray = this.all[this.next];
    if (stray !== undefined) throw new QueryError('stray-parenthesis', stray.start, stray.end, ')');
    const [first] = this.all;
    // Nothing but dashes and dots: that finds all posts, which nobody meant.
    if (first?.kind === 'word' && query.kind === 'all' && query.of.length === 0)
      throw new QueryError('no-words', first.start, this.end, saidIn(first));
    return query;
  }

  private groups(depth: number): Query {
    const of: Query[] = [];
    for (let at = this.all[this.next]; at !== undefined && at.kind !== ')'; at = this.all[this.next]) {
      const group = this.group(depth);
      if (group !== undefined) of.push(group);
    }
    return joined('all', of);
  }

  private group(depth: number): Query | undefined {
    const items = [this.item(depth)];
    for (let or = this.all[this.next]; or?.kind === 'or'; or = this.all[this.next]) {
      this.next++;
      const beside = this.all[this.next];
      if (beside === undefined || beside.kind === ')' || beside.kind === 'or')
        throw new QueryError('nothing-beside-or', or.start, or.end);
      items.push(this.item(depth));
    }
    const found = items.filter((item) => item !== undefined);
    return found.length === 0 ? undefined : joined('any', found);
  }

  private item(depth: number): Query | undefined {
    const lexeme = this.all[this.next++] as Lexeme;
    switch (lexeme.kind) {
      case 'or':
        throw new QueryError('nothing-beside-or', lexeme.start, lexeme.end);
      case '-': {
        const of = this.item(depth);
        const { end } = this.all[this.next - 1] as Lexeme;
        if (of === undefined) throw new QueryError('no-words', lexeme.start, end, '-');
        return { kind: 'not', of };
      }
      case '(':
        return this.parenthesis(lexeme, depth + 1);
      default:
        return leaf(lexeme as WordLexeme);
    }
  }

  private parenthesis(open: Lexeme, depth: number): Query {
    if (depth > DEEPEST) throw new QueryError('too-deep', open.start, open.end);
    const inside = this.groups(depth);
    const close = this.all[this.next++];
    if (close === undefined) throw new QueryError('open-parenthesis', open.start, this.end);
    if (inside.kind === 'all' && inside.of.length === 0)
      throw new QueryError('empty-parenthesis', open.start, close.end);
    return inside;
  }
}

function joined(kind: 'all' | 'any', of: Query[]): Query {
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { kind, of };
}

/** What one word asks; undefined for a bare one that holds neither letter nor digit. */
function leaf(word: WordLexeme): Query | undefined {
  const { field, text, start, end, quoted, prefix } = word;
  const age = field === undefined && !quoted && !prefix ? ageOf(text) : undefined;
  if (age !== undefined) return { kind: 'after', moment: age };
  switch (field) {
    case 'tag': {
      const key = tagKey(text);
      if (key === '') throw new QueryError('no-words', start, end, saidIn(word));
      return { kind: 'tag', key, prefix };
    }
    case 'is':
      if (text.toLowerCase() === 'read') return { kind: 'not', of: { kind: 'is', mark: 'unread' } };
      return { kind: 'is', mark: oneOf(MARKS, word, 'unknown-mark') };
    case 'has':
      return { kind: 'has', part: oneOf(PARTS, word, 'unknown-part') };
    case 'after':
    case 'before': {
      const moment = ageOf(text) ?? dateOf(text);
      if (moment === undefined) throw new QueryError('bad-date', start, end, text);
      return { kind: field, moment };
    }
  }
  const terms = termsOf(text, prefix);
  if (terms.length > 0)
    return field === 'feed' || field === 'folder'
      ? { kind: field, terms }
      : { kind: 'words', ...(field !== undefined && { field }), terms };
  if (field !== undefined) throw new QueryError('no-words', start, end, saidIn(word));
  return undefined;
}

/** What a sentence about a word calls it, also where nothing but its quotes or its star is there. */
function saidIn({ text, quoted }: WordLexeme): string {
  return text || (quoted ? '""' : '*');
}

function oneOf<T extends string>(known: readonly T[], word: WordLexeme, why: WrongQuery['why']): T {
  const found = known.find((each) => each === word.text.toLowerCase());
  if (found === undefined) throw new QueryError(why, word.start, word.end, word.text);
  return found;
}
