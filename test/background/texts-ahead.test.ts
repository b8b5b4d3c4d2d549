/** Full texts that are always wanted are fetched before the posts are opened: politely, and none twice. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listenToRequests } from '../../src/background/requests.ts';
import { fetchTextsAhead, type TextFacts } from '../../src/background/texts-ahead.ts';
import { hasPermission } from '../../src/browser.ts';
import { identify } from '../../src/feeds/identify.ts';
import { db } from '../../src/storage/database.ts';
import { fetchFullTextAlways } from '../../src/storage/feeds.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { quietHost } from '../../src/storage/quiet-hosts.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import fake from '../fakes/browser.ts';
import { type FeedServer, type ServedFeed, type ServedPage, startFeedServer } from '../fakes/feed-server.ts';
import { resolveLoopbackNames } from '../fakes/loopback-names.ts';

const now = Date.UTC(2026, 4, 2);
const hourMs = 60 * 60 * 1000;
let server: FeedServer;
let pauses = 0;

const facts: TextFacts = {
  now: () => now,
  pause: async () => void pauses++,
  isPermitted: hasPermission,
  isIdle: async () => true,
  findText: async (html) => (html.includes('nothing') ? undefined : `<p>found in ${html.length}</p>`),
};

/** A feed with so many posts, whose pages are on this host. */
async function feedWith(count: number, host = 'press', path = '/feed'): Promise<number> {
  const { feedId } = await subscribe({ url: server.url(host, path) }, now);
  const check = (await db.checks.get(feedId)) as CheckRow;
  const posts = Array.from({ length: count }, (_, i) => ({
    guid: `urn:${host}:${path}:${i}`,
    title: `Post ${i} of ${host}`,
    link: server.url(host, `/post-${i}`),
    body: '<p>A beginning …</p>',
    publishedAt: now - i * 1000,
    tags: [],
    enclosures: [],
  }));
  const feed = { format: 'rss' as const, pace: {}, posts, repairs: [] };
  await saveCheck(check, { feed, posts: identify(posts) }, () => ({ row: check }), now);
  return feedId;
}

function serving(name: string, page: (path: string) => ServedPage): ServedFeed {
  return { name, title: name, contentType: 'application/rss+xml', bytes: () => '', page };
}

const asked = (name: string) => server.log.filter(({ host }) => host === name).length;

beforeAll(async () => {
  resolveLoopbackNames();
  listenToRequests();
  server = await startFeedServer([
    serving('press', (path) =>
      path === '/post-2'
        ? { contentType: 'text/html', body: 'nothing' }
        : { contentType: 'text/html', body: `<p>The whole text of ${path}</p>` },
    ),
    serving('paper', (path) => ({ contentType: 'text/html', body: `<p>Of paper, ${path}</p>` })),
    // Without an answer.
    serving('dead', () => {
      throw new Error('gone');
    }),
  ]);
});
afterAll(() => server.close());
beforeEach(async () => {
  await db.delete();
  await db.open();
  await fake.storage.session.clear();
  fake.testing.granted.clear();
  for (const name of ['press', 'paper', 'dead']) fake.testing.granted.add(`http://${name}.localhost/*`);
  server.log.length = 0;
  pauses = 0;
});

test('the newest unread posts of a feed that wants it, each once, also where there is nothing to find', async () => {
  const feedId = await feedWith(4);
  await fetchTextsAhead(facts);
  expect(server.log).toEqual([]);
  await fetchFullTextAlways(feedId, true);
  const read = (await db.posts.toArray()).find((post) => post.title === 'Post 3 of press');
  await markRead([read?.id ?? 0], now);
  await fetchTextsAhead(facts);
  expect(server.log.map(({ path }) => path)).toEqual(['/post-0', '/post-1', '/post-2']);
  expect(pauses).toBe(3);
  const texts = new Map((await db.bodies.toArray()).map((body) => [body.postId, body]));
  const bodyOf = async (title: string) =>
    texts.get((await db.posts.toArray()).find((post) => post.title === title)?.id ?? 0);
  expect((await bodyOf('Post 0 of press'))?.fullText).toEqual({
    html: expect.stringContaining('found'),
    fetchedAt: now,
  });
  expect(await bodyOf('Post 2 of press')).toMatchObject({ fullTextTriedAt: now });
  expect((await bodyOf('Post 2 of press'))?.fullText).toBeUndefined();
  await fetchTextsAhead(facts);
  expect(server.log).toHaveLength(3);
});

test('a host that wants quiet has it, and is asked when that is over; twenty at a time; checks go first', async () => {
  await fetchFullTextAlways(await feedWith(25), true);
  const { host } = new URL(server.url('press'));
  await quietHost(host, Date.now() + 60_000);
  expect(await fetchTextsAhead(facts)).toBe(false);
  expect(server.log).toEqual([]);
  await quietHost(host, 0);
  expect(await fetchTextsAhead({ ...facts, isIdle: async () => false })).toBe(true);
  expect(server.log).toEqual([]);
  // What is older than these is fetched when it is opened.
  expect(await fetchTextsAhead(facts)).toBe(false);
  expect(server.log).toHaveLength(20);
});

test.each(['forbidden', 'dead'])(
  'a feed whose pages are on a %s host takes no other feed its turn',
  async (host) => {
    await fetchFullTextAlways(await feedWith(25, host), true);
    await fetchFullTextAlways(await feedWith(3), true);
    expect(await fetchTextsAhead(facts)).toBe(false);
    expect(asked('press')).toBe(3);
  },
);

test('a host that cannot be reached is asked once, and an hour later again', async () => {
  await fetchFullTextAlways(await feedWith(25, 'dead'), true);
  await fetchTextsAhead(facts);
  await fetchTextsAhead(facts);
  expect(asked('dead')).toBe(1);
  await fetchTextsAhead({ ...facts, now: () => now + 2 * hourMs });
  expect(asked('dead')).toBe(2);
  // The clock was ahead.
  await fetchTextsAhead(facts);
  expect(asked('dead')).toBe(3);
});

test('feeds take turns', async () => {
  await fetchFullTextAlways(await feedWith(25), true);
  await fetchFullTextAlways(await feedWith(25, 'paper'), true);
  expect(await fetchTextsAhead(facts)).toBe(true);
  expect([asked('press'), asked('paper')]).toEqual([10, 10]);
  expect(await fetchTextsAhead(facts)).toBe(false);
  expect([asked('press'), asked('paper')]).toEqual([20, 20]);
});

test('who may not be asked costs one question a site, and who waits no text', async () => {
  for (let i = 0; i < 10; i++) await fetchFullTextAlways(await feedWith(5, 'forbidden', `/feed-${i}`), true);
  const questions: string[] = [];
  const isPermitted = (url: string) => {
    questions.push(url);
    return hasPermission(url);
  };
  let texts = 0;
  db.bodies.hook('reading', (row) => {
    texts++;
    return row;
  });
  expect(await fetchTextsAhead({ ...facts, isPermitted })).toBe(false);
  expect([questions.length, texts]).toEqual([1, 0]);
  for (const host of ['press', 'paper']) await fetchFullTextAlways(await feedWith(25, host), true);
  texts = 0;
  expect(await fetchTextsAhead({ ...facts, isIdle: async () => false })).toBe(true);
  expect(texts).toBe(1);
});
