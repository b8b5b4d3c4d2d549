import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedFeed, ParsedPost } from '../../src/feeds/model.ts';
import { parseQuery, type Query } from '../../src/feeds/query.ts';
import { db } from '../../src/storage/database.ts';
import { renameFeed } from '../../src/storage/feeds.ts';
import { hideStories, showPost } from '../../src/storage/hiding.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { storeFullText } from '../../src/storage/posts.ts';
import { actionTables } from '../../src/storage/record.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { BodyRow, CheckRow, PostRow } from '../../src/storage/schema.ts';
import { reading } from '../../src/storage/search/asked-last.ts';
import { findPosts } from '../../src/storage/search/find-posts.ts';
import { dropOldIndex, indexStep } from '../../src/storage/search/index-posts.ts';
import { dueForMerge, mergeStep } from '../../src/storage/search/merge-segments.ts';
import { topHits } from '../../src/storage/search/rank.ts';
import { markStale } from '../../src/storage/search/stale.ts';
import { textsOf } from '../../src/storage/search/texts.ts';
import { star } from '../../src/storage/stars.ts';
import { storyOf } from '../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { addTag, removeTag } from '../../src/storage/tagging.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { randomOf, seedOf } from '../random.ts';
import { scan } from './scan.ts';

const runs = Number(process.env.SEARCH_RUNS ?? 4);
const steps = 120;
const seed = seedOf('SEARCH_SEED');
const clock = { now: 1_800_000_000_000, days: gmtDays };
const urls = ['https://a.example/feed', 'https://b.example/feed', 'https://planet.example/feed'];
const vocabulary =
  'rust Rust compiler getElementById os.path café cafe C++ 東京 東京都 京都 the the the of of engine engines read reader'.split(
    ' ',
  );
const queries = [
  '',
  'rust',
  'cafe compiler',
  '"the of"',
  '"東京 the"',
  '東京',
  '都',
  'eng*',
  'r* e*',
  'element OR path',
  'rust -the',
  '-rust',
  '-(rust the)',
  'title:rust',
  'author:zoe rust',
  'author:z*',
  'feed:planet the',
  '-feed:planet rust',
  'folder:x',
  'tag:web',
  'tag:py* -tag:web',
  'is:unread rust',
  '-is:unread',
  'is:unread',
  '(rust -is:unread) OR (the is:unread)',
  'rust OR is:unread OR -is:unread',
  'is:starred',
  'is:edited the',
  'has:code',
  '-has:code has:image',
  '30d rust',
  'before:2026-12-30 the',
  '"the the"',
  '"os.path rust"',
  'c++',
  '(rust OR cafe) (engine OR the) -is:starred',
].map((text) => ({ text, query: queryOf(text) }));

type Random = ReturnType<typeof randomOf>;

function queryOf(text: string): Query {
  const parsed = parseQuery(text);
  if (parsed.kind === 'wrong') throw new Error(`${text}: ${parsed.why}`);
  return parsed.query;
}

function phrase(random: Random, most: number): string {
  return Array.from({ length: random.below(most) }, () => random.pick(vocabulary)).join(' ');
}

function randomPost(random: Random): ParsedPost {
  const n = random.below(30);
  const code = random.below(3) === 0 ? '<pre>fooBar()</pre>' : '<img src="x.png">';
  return {
    guid: `urn:post:${n}`,
    link: `https://x.example/post/${n}`,
    title: phrase(random, 5),
    body: `<p>${phrase(random, 12)}</p>${code}<p>${phrase(random, 6)}</p>`,
    ...(random.below(3) === 0 && { summary: phrase(random, 8) }),
    author: random.pick(['Zoë', 'Zed', 'Ann']) as string,
    publishedAt: clock.now - random.below(60) * 86_400_000,
    tags: ['Python', 'Web'].filter(() => random.below(3) === 0),
    enclosures: [],
  };
}

async function check(feedId: number, random: Random): Promise<void> {
  const row = (await db.checks.get(feedId)) as CheckRow;
  const posts = Array.from({ length: random.below(6) }, () => randomPost(random));
  const feed: ParsedFeed = { format: 'rss', title: `Feed ${feedId}`, pace: {}, posts, repairs: [] };
  const document = { feed, posts: identify(posts) };
  await saveCheck(row, document, () => ({ row }), clock.now);
}

/** What retention does to a post that is alone in its story, as far as search is concerned. */
async function drop(postId: number): Promise<void> {
  await db.transaction('rw', [db.posts, db.bodies, db.unread, db.marks, db.searchStale], async () => {
    await db.posts.delete(postId);
    await db.bodies.delete(postId);
    await db.unread.delete(postId);
    await db.marks.delete(postId);
    await markStale([postId]);
  });
}

async function step(random: Random): Promise<string> {
  const { now } = clock;
  const post = random.pick(await db.posts.toArray());
  const feed = random.pick((await db.feeds.toArray()).filter((row) => row.leftAt === undefined));
  const withPost = async (act: (storyId: number) => Promise<unknown>) => post && act(storyOf(post));
  const actions: [string, () => Promise<unknown>][] = [
    ['subscribe', () => subscribe({ url: random.pick(urls) as string }, now)],
    ['check', async () => feed && check(feed.id, random)],
    ['check', async () => feed && check(feed.id, random)],
    ['check', async () => feed && check(feed.id, random)],
    ['read', () => withPost((id) => markRead([id], now))],
    ['unread', () => withPost((id) => markUnread([id], now))],
    ['hide', () => withPost((id) => db.transaction('rw', actionTables, async () => hideStories([id], now)))],
    ['show', () => withPost((id) => showPost(id, now))],
    ['star', () => withPost((id) => star(id, random.below(3) > 0, now))],
    ['tag', () => withPost((id) => addTag(id, 'web', now))],
    ['untag', () => withPost((id) => removeTag(id, 'python', now))],
    ['full text', async () => post && storeFullText(post.id, `<pre>${phrase(random, 9)}</pre>`, now)],
    ['rename', async () => feed && renameFeed(feed.id, random.pick(['Planet X', '']) as string, now)],
    ['unsubscribe', async () => feed && random.below(2) === 0 && unsubscribe(feed.id, now)],
    ['undo', () => undo(now)],
    ['redo', () => redo(now)],
    ['drop', async () => post?.storyId === undefined && post && drop(post.id)],
    ['index', () => indexStep(1 + random.below(4))],
    ['index', () => indexStep(1 + random.below(4))],
    ['index', () => indexStep(1 + random.below(4))],
    ['index', () => indexStep(1 + random.below(4))],
    ['index', () => indexStep()],
    ['merge', () => mergeStep(200)],
    ['merge', () => mergeStep()],
  ];
  const [name, act] = random.pick(actions) as (typeof actions)[number];
  await act();
  return name;
}

async function answers(): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  for (const { text, query } of queries) {
    const { page, count, waiting } = await findPosts(query, 'best', clock);
    expect(waiting).toBe(0);
    const ids = page(0, count);
    expect(ids).toHaveLength(count);
    expect(page(0, 3)).toEqual(ids.slice(0, 3));
    expect(page(3, 5)).toEqual(ids.slice(3, 5));
    found[text] = ids;
  }
  return found;
}

async function expectTrue(where: string): Promise<Record<string, number[]>> {
  const found = await answers();
  for (const { text, query } of queries) {
    const stories = (await db.posts.bulkGet(found[text] as number[])).map((post) => post && storyOf(post));
    const expected = await scan(query, clock);
    expect(new Set(stories), `${where}: ${text}`).toEqual(expected);
    expect(stories, `${where}: ${text}`).toHaveLength(expected.size);
  }
  return found;
}

test(`search finds what a look at every post finds, after any history, and so does an index built anew (SEARCH_SEED=${seed})`, async () => {
  for (let run = 0; run < runs; run++) {
    const random = randomOf(seed + run);
    // What is unread or hidden is told by all keys there are, or by the rows of the posts in question.
    reading.keysARow = run % 2 === 0 ? 30 : 0;
    await db.delete();
    await db.open();
    const trail: string[] = [];
    let where = '';
    for (let i = 0; i < steps; i++) {
      trail.push(await step(random));
      where = `seed ${seed + run}, after ${trail.join(', ')}`;
      if (i % 20 === 0) await expectTrue(where);
    }
    const found = await expectTrue(where);
    await db.searchState.update(1, { version: 0 });
    expect(await answers(), `${where}, of another version`).toEqual(found);
    await dropOldIndex();
    while ((await indexStep(5)) || (await mergeStep(300)));
    expect(await db.searchStale.count()).toBe(0);
    expect(await answers(), `${where}, built anew`).toEqual(found);
  }
}, 240_000);

test('what is unread or hidden is asked of the posts in question, however many there are', async () => {
  reading.keysARow = 30;
  await db.delete();
  await db.open();
  const { feedId } = await subscribe({ url: urls[0] as string }, clock.now);
  const posts = Array.from({ length: 2400 }, (_, n) => ({
    guid: `urn:${n}`,
    title: n % 2 === 0 ? 'even' : 'odd',
    body: n % 800 === 0 ? '<p>rare</p>' : '<p>usual</p>',
    tags: [],
    enclosures: [],
  }));
  const row = (await db.checks.get(feedId)) as CheckRow;
  const feed: ParsedFeed = { format: 'rss', title: 'A feed', pace: {}, posts, repairs: [] };
  await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row }), clock.now);
  while (await indexStep());
  const odd = (await db.posts.toArray()).filter(({ title }) => title === 'odd').map(storyOf);
  await db.transaction('rw', actionTables, async () => hideStories(odd, clock.now));
  const read: number[] = [];
  const stores = [IDBObjectStore.prototype, IDBIndex.prototype];
  const usual = stores.map(({ getAllKeys }) => getAllKeys);
  for (const store of stores) {
    const { getAllKeys } = store;
    store.getAllKeys = function (this: never, ...asked: []) {
      const request = getAllKeys.apply(this, asked);
      request.addEventListener('success', () => read.push(request.result.length));
      return request;
    };
  }
  try {
    expect((await findPosts(queryOf('rare is:unread'), 'best', clock)).count).toBe(3);
    expect((await findPosts(queryOf('-usual is:unread'), 'best', clock)).count).toBe(3);
  } finally {
    for (const [i, store] of stores.entries()) store.getAllKeys = usual[i] as typeof store.getAllKeys;
  }
  expect(Math.max(0, ...read)).toBeLessThan(100);
});

test('a word of more than 255 characters without spaces is found', async () => {
  await db.delete();
  await db.open();
  const { feedId } = await subscribe({ url: urls[0] as string }, clock.now);
  const row = (await db.checks.get(feedId)) as CheckRow;
  const word = Array.from({ length: 300 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('');
  const posts: ParsedPost[] = [
    { guid: 'urn:long', title: 'Long', body: `<p>${word}</p>`, tags: [], enclosures: [] },
  ];
  const feed: ParsedFeed = { format: 'rss', title: 'A feed', pace: {}, posts, repairs: [] };
  await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row }), clock.now);
  for (const length of [255, 256, 257, 258, 300]) {
    const found = await findPosts(queryOf(word.slice(0, length)), 'best', clock);
    expect(found.count, `${length} characters`).toBe(1);
  }
});

test('words of a summary that the feed took away are found no more', async () => {
  await db.delete();
  await db.open();
  const { feedId } = await subscribe({ url: urls[0] as string }, clock.now);
  const store = async (text: Partial<ParsedPost>) => {
    const row = (await db.checks.get(feedId)) as CheckRow;
    const posts: ParsedPost[] = [{ guid: 'urn:one', title: 'One', tags: [], enclosures: [], ...text }];
    const feed: ParsedFeed = { format: 'rss', title: 'A feed', pace: {}, posts, repairs: [] };
    await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row }), clock.now);
    const [post] = await db.posts.toArray();
    return [(await findPosts(queryOf('teaser'), 'best', clock)).count, post?.editedAt !== undefined];
  };
  const body = '<p>The text</p>';
  expect(await store({ body, summary: 'A teaser' })).toEqual([1, false]);
  await indexStep();
  expect(await store({ body })).toEqual([0, false]);
  await indexStep();
  expect(await store({ body, summary: 'A teaser' })).toEqual([1, false]);
  // The text itself is not lost where the feed brings the summary alone: that is an edit.
  expect(await store({ summary: 'Another beginning' })).toEqual([0, true]);
  expect((await db.revisions.toArray()).map(({ html }) => html)).toEqual([body]);
});

test('neighbours of one size are merged, eight at a time, and nothing older between them is left out', () => {
  const of = (sizes: number[]) => sizes.map((posts, i) => ({ id: i + 1, age: i + 1, posts }));
  expect(dueForMerge(of([9, 9, 9, 9, 9, 9, 9]))).toEqual([]);
  expect(dueForMerge(of([9, 9, 9, 9, 9, 9, 9, 9])).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(dueForMerge(of([500, 9, ...Array(7).fill(500)])).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(dueForMerge(of([9, ...Array(3).fill(500), 9, 9]))).toEqual([]);
  expect(
    dueForMerge(of([9999, ...Array.from({ length: 24 }, (_, i) => (i % 8 === 0 ? 500 : 9))])),
  ).toHaveLength(8);
  expect(dueForMerge(of([9999, 9, 9, 9, 9, 9, 9, 9]))).toEqual([]);
});

test('of a story that came by a planet as well, the original is shown, whichever came first and says more', async () => {
  await db.delete();
  await db.open();
  const link = 'https://a.example/one';
  const store = async (feedId: number, body: string) => {
    const row = (await db.checks.get(feedId)) as CheckRow;
    const posts: ParsedPost[] = [{ link, title: 'On engines', body, tags: [], enclosures: [] }];
    const feed: ParsedFeed = { format: 'rss', title: 'A feed', pace: {}, posts, repairs: [] };
    await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row }), clock.now);
  };
  const { feedId: planet } = await subscribe({ url: urls[2] as string }, clock.now);
  const { feedId: original } = await subscribe({ url: urls[0] as string }, clock.now);
  await store(planet, '<p>rust rust rust rust</p>');
  await store(original, '<p>rust, and much else that has nothing to do with it</p>');
  const shown = async () => {
    const found = await findPosts(queryOf('rust'), 'best', clock);
    return (await db.posts.bulkGet(found.page(0, found.count))).map((post) => post?.feedId);
  };
  expect(await shown()).toEqual([planet]);
  await db.feeds.update(planet, { planet: true });
  expect(await shown()).toEqual([original]);
});

test('the words of a summary that the text has not are searched; one that says how the text begins adds nothing', async () => {
  const post = { id: 1, title: 'T' } as PostRow;
  const textOf = (html: string, summary: string) => textsOf(post, { postId: 1, html, summary }).text;
  const html = '<p>It begins so,\n and goes on.</p>';
  expect(textOf(html, 'A teaser by hand')).toBe(`${textOf(html, '')}\nA teaser by hand`);
  for (const end of ['', ' …', '[…]', '...', ' [...]'])
    expect(textOf(html, `<p>It begins so, and${end}</p>`)).toBe(textsOf(post, { postId: 1, html }).text);
});

test('parts of a full text are found as its words are', () => {
  const body: BodyRow = {
    postId: 1,
    html: '<p>Begins</p>',
    fullText: { html: '<pre>code</pre>', fetchedAt: 1 },
  };
  expect([...textsOf({ id: 1 } as PostRow, body).parts]).toEqual(['code']);
});

test(`oldest first is newest first turned around, page by page (SEARCH_SEED=${seed})`, () => {
  const random = randomOf(seed);
  const hits = Array.from({ length: 40 }, (_, id) => ({ id, at: random.below(12), score: 1 }));
  const newest = topHits(hits, 'newest', 0, 40);
  const oldest = [0, 7, 14, 21, 28, 35].flatMap((from) => topHits(hits, 'oldest', from, from + 7));
  expect(oldest).toEqual(newest.toReversed());
});
