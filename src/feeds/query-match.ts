import { type Days, localDays } from './days.ts';
import type { Mark, Part, Query } from './query.ts';
import { instantOf } from './query-dates.ts';
import { eachWord, type Term } from './words.ts';

/** All that a query can ask of a post. */
export interface PostFacts {
  title: string;
  author: string;
  /** Its plain text. */
  text: string;
  /** Each name its feed goes by; the titles of the folders around it. */
  feedNames: readonly string[];
  folderNames: readonly string[];
  /** Keys (feeds/tag-key.ts). */
  tags: readonly string[];
  at: number;
  marks: ReadonlySet<Mark>;
  parts: ReadonlySet<Part>;
}

/** When a query is asked, and where its days begin. */
export interface Clock {
  now: number;
  days: Days;
}

/** The clock by which queries are asked: their dates are those of the reader's zone, wherever they are asked. */
export function clockAt(now: number): Clock {
  return { now, days: localDays };
}

/** Where the words of a text stand: the places of each, in rising order. */
export type Places = ReadonlyMap<string, readonly number[]>;

/** Does a post answer a query? */
export function matches(query: Query, facts: PostFacts, clock: Clock): boolean {
  switch (query.kind) {
    case 'all':
      return query.of.every((part) => matches(part, facts, clock));
    case 'any':
      return query.of.some((part) => matches(part, facts, clock));
    case 'not':
      return !matches(query.of, facts, clock);
    case 'words':
      return fieldsOf(query, facts).some((text) => holds(placesOf(text, facts), query.terms));
    case 'feed':
      return anyHolds(facts.feedNames, query.terms);
    case 'folder':
      return anyHolds(facts.folderNames, query.terms);
    case 'tag':
      return facts.tags.some((tag) => (query.prefix ? tag.startsWith(query.key) : tag === query.key));
    case 'is':
      return facts.marks.has(query.mark);
    case 'has':
      return facts.parts.has(query.part);
    case 'after':
      return facts.at >= instantOf(query.moment, clock.now, clock.days);
    case 'before':
      return facts.at < instantOf(query.moment, clock.now, clock.days);
  }
}

/** Does one of these names hold the words? */
export function anyHolds(names: readonly string[], terms: readonly Term[]): boolean {
  return names.some((name) => holds(readPlaces(name), terms));
}

/** Reads where the words of a text stand. */
export function readPlaces(text: string): Places {
  const places = new Map<string, number[]>();
  eachWord(text, (term, at) => {
    const known = places.get(term);
    if (known === undefined) places.set(term, [at]);
    // Two parts of one identifier may be the same.
    else if (known.at(-1) !== at) known.push(at);
  });
  return places;
}

function fieldsOf(query: Query & { kind: 'words' }, facts: PostFacts): string[] {
  return query.field === undefined ? [facts.title, facts.author, facts.text] : [facts[query.field]];
}

/** Several queries are asked of the same facts: each text is read once. */
const readTexts = new WeakMap<PostFacts, Map<string, Places>>();

function placesOf(text: string, facts: PostFacts): Places {
  const texts = readTexts.get(facts) ?? new Map<string, Places>();
  readTexts.set(facts, texts);
  const places = texts.get(text) ?? readPlaces(text);
  texts.set(text, places);
  return places;
}

function holds(places: Places, terms: readonly Term[]): boolean {
  const [first, ...rest] = terms.map((term) => ({ at: term.at, places: placesOfTerm(places, term) }));
  return (
    first?.places.some((start) => rest.every((term) => term.places.includes(start + term.at - first.at))) ===
    true
  );
}

function placesOfTerm(places: Places, { text, prefix }: Term): readonly number[] {
  if (!prefix) return places.get(text) ?? [];
  return [...places].flatMap(([word, at]) => (word.startsWith(text) ? at : []));
}
