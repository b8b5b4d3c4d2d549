/** What a search marks in its list, and how little is read for it. */
import 'fake-indexeddb/auto';
import { batch } from '@preact/signals';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hits } from '../../src/panel/state/hits.ts';
import { rows, scope } from '../../src/panel/state/listing.ts';
import { markHits } from '../../src/panel/state/marking-hits.ts';
import { db } from '../../src/storage/database.ts';
import type { PostRow } from '../../src/storage/schema.ts';
import { until } from '../e2e/harness/until.ts';

const POSTS = 120;
const beginning = 'word '.repeat(40).trim();
let read: number[] = [];
let stop = () => {};

function post(id: number, facts: Partial<PostRow> = {}): PostRow {
  const at = 1_800_000_000_000 - id;
  const snippet = beginning;
  const shown = { title: `No. ${id}`, snippet, at, riverAt: at, seenAt: at };
  return { id, feedId: 1, key: `${id}`, ownTags: [], joinKeys: [], fingerprint: '', ...shown, ...facts };
}

/** Rows as a list reads them: anew for each test. */
let posts: PostRow[] = [];

beforeAll(async () => {
  const html = (id: number) => `<p>${beginning}</p><p>a needle, number ${id}, ${id % 2 ? 'odd' : 'even'}</p>`;
  const ids = Array.from({ length: POSTS }, (_, i) => i + 1);
  await db.bodies.bulkAdd(ids.map((id) => ({ postId: id, feedId: 1, html: html(id) })));
  db.bodies.hook('reading', (body) => {
    read.push(body.postId);
    return body;
  });
  stop = markHits();
});
beforeEach(() => {
  scope.value = undefined;
  rows.value = [];
  posts = Array.from({ length: POSTS }, (_, i) => post(i + 1));
  read = [];
});
afterAll(() => stop());

function list(listed: readonly PostRow[], text?: string): void {
  batch(() => {
    if (text !== undefined) scope.value = { kind: 'search', text };
    rows.value = listed.map((each) => ({ post: each, dayAt: 0 }));
  });
}

const card = (one: PostRow, title = one.title ?? '', author = one.author) =>
  hits.value?.inCard(one, title, author);
const excerpts = (of = posts) => of.map((one) => card(one)?.excerpt);
const marks = (text: string, ranges: [number, number][] = []) =>
  ranges.map(([from, to]) => text.slice(from, to));

async function settle(count: number): Promise<void> {
  await until(
    async () => read.length,
    (length) => length >= count,
    2000,
    5,
  );
  // What should not be read has this long to be read all the same.
  await new Promise((done) => setTimeout(done, 60));
}

test('each text is read once, however the list grows and whatever changes in it', async () => {
  list(posts.slice(0, 50), 'needle');
  await settle(50);
  list(posts.slice(0, 100));
  list(posts);
  await settle(POSTS);
  const tagged = { ...(posts[3] as PostRow), ownTags: ['new'] };
  list([...posts.slice(0, 3), tagged, ...posts.slice(4)]);
  await settle(POSTS + 1);
  expect(read).toEqual([...posts.map(({ id }) => id), 4]);
  expect(excerpts().every((text, i) => text?.includes(`needle, number ${i + 1},`))).toBe(true);
});

test('the first posts are looked at first, and shown while the rest is still read', async () => {
  let shown = 0;
  list(posts, 'even');
  await until(
    async () => excerpts().filter(Boolean).length,
    (found) => {
      shown = found;
      return found > 0;
    },
    2000,
    1,
  );
  expect(shown).toBeLessThan(POSTS / 2);
  await settle(POSTS);
  expect(read).toEqual(posts.map(({ id }) => id));
  expect(excerpts().filter(Boolean)).toHaveLength(POSTS / 2);
});

test.each(['is:unread', '7d', 'feed:x', 'title:needle', 'author:needle', '-needle', 'needle OR'])(
  'for %s no text is read',
  async (query) => {
    list(posts, query);
    await settle(0);
    expect(read).toEqual([]);
    expect(excerpts().filter(Boolean)).toEqual([]);
  },
);

test('where no words are sought no card has to look for any', () => {
  list(posts, 'is:unread');
  expect(hits.value).toBeUndefined();
});

test('nothing is drawn again for a page that changes nothing', async () => {
  list(posts.slice(0, 50), 'needle');
  await settle(50);
  const before = hits.value;
  list(posts.slice(0, 50).map((each) => ({ ...each, ownTags: ['x'] })));
  await settle(100);
  expect(hits.value).toBe(before);
});

test('what an old query still finds is not shown under the new one, and no more is read for it', async () => {
  list(posts, 'odd');
  await until(
    async () => read.length,
    (length) => length > 0,
    2000,
    1,
  );
  list(posts.slice(0, 20), 'even');
  await settle(30);
  expect(read.length).toBeLessThan(40);
  const found = excerpts().filter((text) => text !== undefined);
  expect(found).toHaveLength(10);
  expect(found.every((text) => text.includes('even'))).toBe(true);
});

test('a list that is come back to reads no text again', async () => {
  list(posts, 'needle');
  await settle(POSTS);
  list([], 'elsewhere');
  list(posts, 'needle');
  await settle(POSTS);
  expect(read).toHaveLength(POSTS);
  expect(excerpts().filter(Boolean)).toHaveLength(POSTS);
});

test('a list that was left before all was read is read on when it is come back to', async () => {
  list(posts, 'even');
  await until(
    async () => read.length,
    (length) => length > 0,
    2000,
    1,
  );
  list([], 'elsewhere');
  list(posts, 'even');
  await settle(POSTS);
  expect(excerpts().filter(Boolean)).toHaveLength(POSTS / 2);
});

test('a text that was changed is read anew, and its old words are gone', async () => {
  const [first] = posts as [PostRow];
  list(posts.slice(0, 5), 'needle');
  await settle(5);
  await db.bodies.update(1, { html: `<p>${beginning}</p><p>hay</p>` });
  list([{ ...first, editedAt: 1 }, ...posts.slice(1, 5)]);
  await settle(6);
  expect(excerpts(posts.slice(0, 2)).map(Boolean)).toEqual([false, true]);
  await db.bodies.update(1, { html: `<p>${beginning}</p><p>a needle, number 1, odd</p>` });
});

test('a hit in the beginning that is in sight needs no excerpt; a post without a title shows more of it', async () => {
  const late = `${'word '.repeat(18)}needle`;
  list([post(1, { snippet: 'a needle' }), post(2, { snippet: late })], 'needle');
  await settle(1);
  expect(read).toEqual([2]);
  const { title: _, ...untitled } = post(3, { snippet: late });
  list([untitled]);
  await settle(1);
  expect(read).toEqual([2]);
});

test('what stands as the title is marked by the part it is', () => {
  const { title: _, ...untitled } = post(1, { snippet: 'Jane has a needle', author: 'Jane Doe' });
  const titled = post(2, { title: 'Jane and the needle', author: 'Jane Doe' });
  const named = post(3, { title: 'Jane Doe: needle', author: 'Jane Doe' });
  const shown = (query: string, one: PostRow, title: string) => {
    list([one], query);
    return marks(title, card(one, title)?.titleHits);
  };
  expect(shown('title:needle', untitled, untitled.snippet)).toEqual([]);
  expect(shown('needle', untitled, untitled.snippet)).toEqual(['needle']);
  expect(shown('author:jane', untitled, `Jane Doe: ${untitled.snippet}`)).toEqual(['Jane']);
  expect(shown('author:jane', untitled, 'Jane Doe: No title')).toEqual(['Jane']);
  expect(shown('author:jane', titled, `Jane Doe: ${titled.title}`)).toEqual(['Jane']);
  expect(shown('title:jane', titled, `Jane Doe: ${titled.title}`)).toEqual(['Jane']);
  expect(shown('jane', titled, `Jane Doe: ${titled.title}`)).toEqual(['Jane', 'Jane']);
  expect(shown('title:needle', titled, `Jane Doe: ${titled.title}`)).toEqual(['needle']);
  expect(shown('author:jane', titled, titled.title as string)).toEqual([]);
  expect(shown('jane', named, named.title as string)).toEqual(['Jane']);
  expect(shown('author:needle', named, named.title as string)).toEqual([]);
  expect(marks('Jane Doe', card(titled, titled.title)?.authorHits)).toEqual([]);
});
