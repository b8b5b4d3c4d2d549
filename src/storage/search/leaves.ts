import { leavesOf, type Mark, type Query } from '../../feeds/query.ts';
import { instantOf } from '../../feeds/query-dates.ts';
import { anyHolds, type Clock } from '../../feeds/query-match.ts';
import type { Term } from '../../feeds/words.ts';
import { db } from '../database.ts';
import { namesOf } from '../feed-names.ts';
import { folderChain } from '../places.ts';
import type { IndexReader } from './index-reader.ts';
import type { Counts, PostingsReader } from './postings.ts';

type Words = Query & { kind: 'words' };
type AskedFirst = Exclude<Query, { kind: 'words' | 'all' | 'any' | 'not' }>;

/** A title says more than a text of the same words. */
const titleWeight = 5;
const authorWeight = 3;

/** How heavily a post holds the words, 0 where it does not; and the ids of those that do. */
export interface Weighed {
  weightOf(id: number): number;
  ids: number[];
}

/** A list of every so many-th post takes less room by itself than a number for every post there is. */
const FEW = 8;

/** Asks a question of a post by its id. */
export type Test = (id: number) => boolean;

/** Weighs every post by each of the words that a query has side by side. */
export async function weighAll(query: Query, index: IndexReader): Promise<Map<Query, Weighed>> {
  const weighed = new Map<Query, Weighed>();
  let room: Float32Array | undefined;
  for (const leaf of leavesOf(query)) {
    if (leaf.kind !== 'words') continue;
    room ??= new Float32Array(index.lastId + 1);
    const weights = room;
    const ids = await weigh(leaf, index, weights);
    if (ids.length * FEW > index.lastId) {
      weighed.set(leaf, { ids, weightOf: (id) => weights[id] as number });
      room = undefined;
      continue;
    }
    const few = new Map<number, number>();
    for (const id of ids) {
      few.set(id, weights[id] as number);
      weights[id] = 0;
    }
    weighed.set(leaf, { ids, weightOf: (id) => few.get(id) ?? 0 });
  }
  return weighed;
}

/** Writes into an empty list, by id, how heavily posts hold some words that stand side by side; answers which do. */
async function weigh({ terms, field }: Words, index: IndexReader, weights: Float32Array): Promise<number[]> {
  await index.load(terms, terms.length > 1);
  const ids: number[] = [];
  const add = (id: number, counts: Counts) => {
    const weight = weightOf(counts, field);
    if (weight === 0) return;
    if (weights[id] === 0) ids.push(id);
    weights[id] = (weights[id] as number) + weight;
  };
  const [term] = terms;
  if (term !== undefined && terms.length === 1) index.each(term, (reader) => add(reader.id, reader.counts));
  else phrases(terms, index, add);
  return ids;
}

function weightOf([title, author, text]: Counts, field: Words['field']): number {
  if (field === 'title') return title * titleWeight;
  if (field === 'author') return author * authorWeight;
  return title * titleWeight + author * authorWeight + text;
}

type Places = [number[], number[], number[]];

/** Finds posts that hold all terms, and of those the ones where they stand as asked. */
function phrases(
  terms: readonly Term[],
  index: IndexReader,
  add: (id: number, counts: Counts) => void,
): void {
  // A query has 500 characters at most, in some scripts each of them a term.
  const held = new Uint16Array(index.lastId + 1);
  for (const [i, term] of terms.entries()) {
    index.each(term, (reader) => {
      reader.skipPlaces();
      if (held[reader.id] === i) held[reader.id] = i + 1;
    });
  }
  const starts = new Map<number, Places>();
  for (const [i, term] of terms.entries()) {
    const here = new Map<number, Places>();
    index.each(term, (reader) => {
      if (held[reader.id] === terms.length) gather(here, reader, term.at);
      else reader.skipPlaces();
    });
    for (const [id, places] of here) {
      const before = starts.get(id);
      if (i === 0) starts.set(id, places);
      else if (before !== undefined) starts.set(id, both(before, places));
    }
  }
  for (const [id, places] of starts) add(id, places.map((list) => list.length) as Counts);
}

/** Notes where the words would begin if this is the word `offset` after the first. */
function gather(into: Map<number, Places>, reader: PostingsReader, offset: number): void {
  const places = reader.readPlaces().map((list) => list.map((at) => at - offset)) as Places;
  const known = into.get(reader.id);
  // Two words that begin alike.
  into.set(
    reader.id,
    known ? (known.map((list, i) => [...list, ...(places[i] as number[])]) as Places) : places,
  );
}

function both(a: Places, b: Places): Places {
  return a.map((list, field) => {
    const other = new Set(b[field as 0 | 1 | 2]);
    return list.filter((at) => other.has(at));
  }) as Places;
}

/** The question of a leaf that asks neither for words nor for what is unread. */
export async function testOf(leaf: AskedFirst, index: IndexReader, clock: Clock): Promise<Test> {
  const { columns } = index;
  switch (leaf.kind) {
    case 'feed':
    case 'folder': {
      const feedIds = await (leaf.kind === 'feed' ? feedsNamed(leaf.terms) : feedsInFolders(leaf.terms));
      return (id) => feedIds.has(columns.feedId(id));
    }
    case 'tag': {
      const storyIds = await storiesTagged(leaf.key, leaf.prefix, index);
      return (id) => storyIds.has(columns.storyId(id));
    }
    case 'is':
      return markTest(leaf.mark, index);
    case 'has':
      return (id) => columns.has(id, leaf.part);
    case 'after':
    case 'before': {
      const instant = instantOf(leaf.moment, clock.now, clock.days);
      return leaf.kind === 'after' ? (id) => columns.at(id) >= instant : (id) => columns.at(id) < instant;
    }
  }
}

async function feedsNamed(terms: readonly Term[]): Promise<Set<number>> {
  const feeds = await db.feeds.toArray();
  return new Set(feeds.filter((feed) => anyHolds(namesOf(feed), terms)).map((feed) => feed.id));
}

async function feedsInFolders(terms: readonly Term[]): Promise<Set<number>> {
  const folders = await db.folders.toArray();
  const named = new Set(folders.filter(({ title }) => anyHolds([title], terms)).map(({ id }) => id));
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const feeds = await db.feeds.toArray();
  return new Set(
    feeds
      .filter(({ folderId }) => folderChain(folderId, byId).some((id) => named.has(id)))
      .map((feed) => feed.id),
  );
}

/** The index of tags names the faces of the stories. */
async function storiesTagged(key: string, prefix: boolean, { columns }: IndexReader): Promise<Set<number>> {
  const faces = await db.posts
    .where('tagAts')
    .between([key], [prefix ? `${key}\uffff` : key, []])
    .primaryKeys();
  await columns.load(faces);
  return new Set(faces.map((id) => columns.storyId(id)));
}

/** Starring changes no index: it is asked of the table of marks. */
async function markTest(mark: Mark, { columns }: IndexReader): Promise<Test> {
  if (mark === 'edited') return (id) => columns.has(id, 'edited');
  const storyIds = new Set(await db.marks.where('starAt').above([]).primaryKeys());
  return (id) => storyIds.has(columns.storyId(id));
}
