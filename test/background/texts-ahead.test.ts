/** Full texts that are always wanted are fetched before the posts are opened: politely, and none twice. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listenToRequests } from '../../src/background/requests.ts';
import { fetchTextsAhead, type TextFacts } from '../../src/background/texts-ahead.ts';
import { identify } from '../../src/feeds/identify.ts';
import { db } from '../../src/storage/database.ts';
import { fetchFullTextAlways } from '../../src/storage/feeds.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { quietHost } from '../../src/storage/quiet-hosts.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { resolveLoopbackNames } from '../fakes/loopback-names.ts';

const now = Date.UTC(2026, 4, 2);
let server: FeedServer;
let pauses = 0;

const facts: TextFacts = {
  now: () => now,
  pause: async () => void pauses++,
  isIdle: async () => true,
  findText: async (html) => (html.includes('nothing') ? undefined : `<p>found in ${html.length}</p>`),
};

async function feedWith(count: number): Promise<number> {
  const { feedId } = await subscribe({ url: server.url('press') }, now);
  const check = (await db.checks.get(feedId)) as CheckRow;
  const posts = Array.from({ length: count }, (_, i) => ({
    guid: `urn:${i}`,
    title: `Post ${i}`,
    link: server.url('press', `/post-${i}`),
    body: '<p>A beginning …</p>',
    publishedAt: now - i * 1000,
    tags: [],
    enclosures: [],
  }));
  const feed = { format: 'rss' as const, pace: {}, posts, repairs: [] };
  await saveCheck(check, { feed, posts: identify(posts) }, () => ({ row: check }), now);
  return feedId;
}

beforeAll(async () => {
  resolveLoopbackNames();
  listenToRequests();
  server = await startFeedServer([
    {
      name: 'press',
      title: 'Press',
      contentType: 'application/rss+xml',
      bytes: () => '',
      page: (path) =>
        path === '/post-2'
          ? { contentType: 'text/html', body: 'nothing' }
          : { contentType: 'text/html', body: `<p>The whole text of ${path}</p>` },
    },
  ]);
});
afterAll(() => server.close());
beforeEach(async () => {
  await db.delete();
  await db.open();
  server.log.length = 0;
  pauses = 0;
});

test('the newest unread posts of a feed that wants it, each once, also where there is nothing to find', async () => {
  const feedId = await feedWith(4);
  await fetchTextsAhead(facts);
  expect(server.log).toEqual([]);
  await fetchFullTextAlways(feedId, true);
  const read = (await db.posts.toArray()).find((post) => post.title === 'Post 3');
  await markRead([read?.id ?? 0], now);
  await fetchTextsAhead(facts);
  expect(server.log.map(({ path }) => path)).toEqual(['/post-0', '/post-1', '/post-2']);
  expect(pauses).toBe(3);
  const texts = new Map((await db.bodies.toArray()).map((body) => [body.postId, body]));
  const bodyOf = async (title: string) =>
    texts.get((await db.posts.toArray()).find((post) => post.title === title)?.id ?? 0);
  expect((await bodyOf('Post 0'))?.fullText).toEqual({
    html: expect.stringContaining('found'),
    fetchedAt: now,
  });
  expect(await bodyOf('Post 2')).toMatchObject({ fullTextTriedAt: now });
  expect((await bodyOf('Post 2'))?.fullText).toBeUndefined();
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
  expect(await fetchTextsAhead(facts)).toBe(true);
  expect(server.log).toHaveLength(20);
});
