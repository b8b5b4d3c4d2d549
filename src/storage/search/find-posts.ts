import { leavesOf, type Query, soughtWords } from '../../feeds/query.ts';
import type { Clock } from '../../feeds/query-match.ts';
import { db } from '../database.ts';
import type { FeedRow } from '../schema.ts';
import { isHeardFeed } from '../story.ts';
import { hiddenAmong, unreadAmong } from './asked-last.ts';
import { IndexReader } from './index-reader.ts';
import { type Test, testOf, type Weighed, weighAll } from './leaves.ts';
import { type Hit, type HitOrder, scoreOf, topHits } from './rank.ts';

/** What a search found. */
export interface Found {
  /** Stories, each once. */
  count: number;
  /** Posts that are not indexed yet (after an update of the extension): more may be found later. */
  waiting: number;
  /** Ids of posts, of each story the one that answers best: of the original rather than a planet's copy. */
  page(from: number, to: number): number[];
  /** All of the stories, in no order. */
  stories(): number[];
}

const searchTables = [
  db.searchState,
  db.searchSegments,
  db.searchBlocks,
  db.searchColumns,
  db.searchStale,
  db.posts,
  db.bodies,
  db.unread,
  db.marks,
  db.feeds,
  db.folders,
  db.counters,
];

/**
 * Finds the posts of subscribed feeds (muted ones and hidden posts left out) that answer a query (feeds/query-match.ts says what that means), in
 * this order. Reads the index, not the posts; of those only the few that wait to be indexed. `asUnread` asks as if all were
 * unread; `above`: only stories whose posts all have higher ids.
 */
export function findPosts(
  query: Query,
  order: HitOrder,
  clock: Clock,
  { asUnread = false, above = 0 } = {},
): Promise<Found> {
  return db.transaction('r', searchTables, async () => {
    const index = await IndexReader.open();
    const words = await weighAll(query, index);
    const among = candidates(query, words);
    const all = among ?? everyId(index.lastId);
    const since = above === 0 ? all : all.filter((id) => id > above);
    await index.columns.load(since);
    const ids = above === 0 ? all : since.filter((id) => index.columns.storyId(id) > above);
    const tests = new Map<Query, Test>();
    for (const leaf of leavesOf(query).filter((each) => !asksUnread(each)))
      tests.set(leaf, await leafTest(leaf, words, index, clock));
    const feeds = await heardFeeds();
    const heard = ids.filter((id) => feeds.has(index.columns.feedId(id)));
    const answering = await answersAmong(heard, query, tests, asUnread);
    const hidden = await hiddenAmong(answering);
    const shown = answering.filter((id) => !hidden.has(id));
    const sought = soughtWords(query).map((leaf) => words.get(leaf) as Weighed);
    const hits = bestOfStories(shown, index, feeds, (id) =>
      scoreOf(id, sought, index.lastId, index.columns.length(id), clock.now - index.columns.at(id)),
    );
    return {
      count: hits.length,
      waiting: index.waiting,
      page: (from, to) => topHits(hits, order, from, to).map((hit) => hit.id),
      stories: () => hits.map(({ id }) => index.columns.storyId(id)),
    };
  });
}

async function leafTest(
  leaf: Query,
  words: ReadonlyMap<Query, Weighed>,
  index: IndexReader,
  clock: Clock,
): Promise<Test> {
  const weighed = words.get(leaf);
  if (weighed !== undefined) return (id) => weighed.weightOf(id) !== 0;
  return testOf(leaf as Parameters<typeof testOf>[0], index, clock);
}

/** The posts among which all answers are: those of the rarest words that must stand in them; undefined for all there are. */
function candidates(query: Query, words: ReadonlyMap<Query, Weighed>): readonly number[] | undefined {
  if (query.kind === 'words') return words.get(query)?.ids;
  if (query.kind !== 'all' && query.kind !== 'any') return undefined;
  const lists = query.of.map((part) => candidates(part, words));
  const known = lists.filter((list) => list !== undefined);
  if (query.kind === 'all') return known.sort((a, b) => a.length - b.length)[0];
  return known.length === lists.length ? [...new Set(known.flat())] : undefined;
}

function everyId(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}

function compile(query: Query, tests: ReadonlyMap<Query, Test>): Test {
  if (query.kind === 'not') {
    const test = compile(query.of, tests);
    return (id) => !test(id);
  }
  if (query.kind !== 'all' && query.kind !== 'any') return tests.get(query) as Test;
  const parts = query.of.map((part) => compile(part, tests));
  return query.kind === 'all'
    ? (id) => parts.every((test) => test(id))
    : (id) => parts.some((test) => test(id));
}

function asksUnread(leaf: Query): boolean {
  return leaf.kind === 'is' && leaf.mark === 'unread';
}

/** Those of the posts that answer. Which are unread is asked only of posts on which it depends. */
async function answersAmong(
  ids: readonly number[],
  query: Query,
  tests: Map<Query, Test>,
  asUnread: boolean,
): Promise<number[]> {
  const asking = leavesOf(query).filter(asksUnread);
  let said = true;
  for (const leaf of asking) tests.set(leaf, () => said);
  const test = compile(query, tests);
  if (asUnread || asking.length === 0) return ids.filter(test);
  const always: number[] = [];
  const ifUnread: number[] = [];
  const ifRead: number[] = [];
  for (const id of ids) {
    said = true;
    const whenUnread = test(id);
    said = false;
    const whenRead = test(id);
    if (whenUnread && whenRead) always.push(id);
    else if (whenUnread) ifUnread.push(id);
    else if (whenRead) ifRead.push(id);
  }
  const unread = await unreadAmong([...ifUnread, ...ifRead]);
  return [...always, ...ifUnread.filter((id) => unread.has(id)), ...ifRead.filter((id) => !unread.has(id))];
}

/** What muted feeds bring stands in their own lists only. */
async function heardFeeds(): Promise<Map<number, FeedRow>> {
  const feeds = await db.feeds.toArray();
  return new Map(feeds.filter(isHeardFeed).map((feed) => [feed.id, feed]));
}

/** Of each story the post that answers best. */
function bestOfStories(
  ids: readonly number[],
  { columns }: IndexReader,
  feeds: ReadonlyMap<number, FeedRow>,
  scoreOfPost: (id: number) => number,
): Hit[] {
  const best = new Map<number, StoryHit>();
  for (const id of ids) {
    const isCopy = feeds.get(columns.feedId(id))?.planet === true;
    const hit = { id, at: columns.at(id), score: scoreOfPost(id), isCopy };
    const storyId = columns.storyId(id);
    const known = best.get(storyId);
    if (known === undefined || isBetter(hit, known)) best.set(storyId, hit);
  }
  return [...best.values()];
}

interface StoryHit extends Hit {
  /** It came by a planet. */
  isCopy: boolean;
}

function isBetter(hit: StoryHit, known: StoryHit): boolean {
  if (hit.isCopy !== known.isCopy) return known.isCopy;
  return hit.score > known.score || (hit.score === known.score && hit.id < known.id);
}
