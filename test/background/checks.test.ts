import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cancelChecks, checkDue, checkNow } from '../../src/background/checker.ts';
import { listenToRequests } from '../../src/background/requests.ts';
import { loadCheckLog } from '../../src/storage/check-history.ts';
import { db } from '../../src/storage/database.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import fake from '../fakes/browser.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { resolveLoopbackNames } from '../fakes/loopback-names.ts';
import { pretendNavigator } from '../fakes/navigator.ts';
import { counted, firstFlaw, recount } from '../storage/recount.ts';

let server: FeedServer;

const item = (n: number, title = `Post ${n}`) =>
  `<item><guid>urn:n:${n}</guid><title>${title}</title><description>Text of ${n}</description><category>News</category></item>`;
const rss = (...items: string[]) =>
  `<rss version="2.0"><channel><title>Feed</title><link>http://site.example/</link>${items.join('')}</channel></rss>`;

function serve(name: string, text = rss(item(2), item(1))): void {
  server.add({ name, title: name, contentType: 'application/rss+xml', bytes: () => text });
}

async function addFeed(name: string): Promise<number> {
  const { feedId } = await subscribe({ url: server.url(name) }, Date.now());
  return feedId;
}

beforeAll(async () => {
  resolveLoopbackNames();
  listenToRequests();
  pretendNavigator();
  server = await startFeedServer([]);
});
afterAll(() => server.close());
beforeEach(async () => {
  await db.delete();
  await db.open();
  server.log.length = 0;
  fake.testing.granted.add('*://*/*');
});

test('a first check stores posts, tags, counts and the badge', async () => {
  serve('first');
  const feedId = await addFeed('first');
  await checkDue();
  expect(await db.posts.count()).toBe(2);
  expect(await counted()).toEqual({ 'total 0': '2/2', [`feed ${feedId}`]: '2/2', 'tag news': '2/2' });
  expect(await fake.action.getBadgeText()).toBe('2');
  expect((await db.feeds.get(feedId))?.title).toBe('Feed');
  expect((await db.checks.get(feedId))?.outcome).toEqual({ kind: 'fresh', added: 2, edited: 0, status: 200 });
});

test('a second check is conditional, finds 304 and writes no post', async () => {
  serve('again');
  await addFeed('again');
  await checkNow(undefined);
  await db.unread.clear();
  await checkNow(undefined);
  expect(server.log.map((entry) => entry.status)).toEqual([200, 304]);
  expect(await db.unread.count()).toBe(0);
});

test('new and edited posts are told apart; read marks stay', async () => {
  let text = rss(item(1));
  server.add({ name: 'edits', title: 'e', contentType: 'application/rss+xml', bytes: () => text });
  const feedId = await addFeed('edits');
  await checkNow(undefined);
  const { markRead } = await import('../../src/storage/mark-read.ts');
  await markRead([1], Date.now());
  text = rss(item(2), item(1, 'Post 1, corrected'));
  await checkNow(undefined);
  expect((await db.checks.get(feedId))?.outcome).toMatchObject({ kind: 'fresh', added: 1, edited: 1 });
  expect(await db.unread.toCollection().primaryKeys()).toEqual([2]);
  expect(await db.revisions.toArray()).toMatchObject([{ postId: 1, title: 'Post 1' }]);
  expect(await counted()).toEqual(await recount());
  expect(await firstFlaw()).toBeUndefined();
});

test('equal times keep the document order: the first post has the highest id', async () => {
  serve('order', rss(item(9), item(8), item(7)));
  await addFeed('order');
  await checkNow(undefined);
  const rows = await db.posts.orderBy('id').reverse().toArray();
  expect(rows.map((row) => row.title)).toEqual(['Post 9', 'Post 8', 'Post 7']);
});

test.each([
  [{ status: 404 }, { kind: 'failed', why: 'http', status: 404 }],
  [{ status: 410 }, { kind: 'gone', status: 410 }],
  [{ drop: true }, { kind: 'failed', why: 'unreachable' }],
  [
    { bytes: '<html><body>Hello</body></html>', contentType: 'text/html' },
    { kind: 'failed', why: 'web-page' },
  ],
  [{ bytes: '' }, { kind: 'failed', why: 'empty' }],
])('%j gives the outcome %j and a next check', async (behaviour, outcome) => {
  serve('odd');
  server.behave('odd', behaviour);
  const feedId = await addFeed('odd');
  await checkNow(undefined);
  const check = await db.checks.get(feedId);
  expect(check?.outcome).toMatchObject(outcome);
  expect(check?.nextAt === undefined).toBe(outcome.kind === 'gone');
});

test('a host that answers 429 is left in quiet by its other feeds, and for as long as it says', async () => {
  serve('loud');
  server.behave('loud', { status: 429, retryAfter: '7200' });
  await addFeed('loud');
  await subscribe({ url: server.url('loud', '/feed.xml?two') }, Date.now());
  await checkNow(undefined);
  await checkNow(undefined);
  expect(server.log.length).toBe(1);
  const [check] = await db.checks.toArray();
  expect(check?.nextAt).toBeGreaterThan(Date.now() + 7_000_000);
});

test('offline, the alarm asks nobody and counts no failure; the feeds stay due', async () => {
  const { feedId } = await subscribe({ url: 'http://far.example/feed.xml' }, Date.now());
  Object.assign(navigator, { onLine: false });
  await checkDue();
  Object.assign(navigator, { onLine: true });
  expect(await db.checks.get(feedId)).toMatchObject({ failures: 0 });
  expect((await db.checks.get(feedId))?.lastAt).toBeUndefined();
});

test('a host gets a second of rest between two requests', async () => {
  serve('rest');
  for (const n of [1, 2, 3]) await subscribe({ url: server.url('rest', `/feed.xml?${n}`) }, Date.now());
  await checkNow(undefined);
  const [first, second, third] = server.log.map((entry) => entry.at) as [number, number, number];
  expect(second - first).toBeGreaterThanOrEqual(1000);
  expect(third - second).toBeGreaterThanOrEqual(1000);
});

test('three permanent redirects to the same place change the address; a temporary one never does', async () => {
  serve('new-home');
  for (const [name, status] of [
    ['old-home', 301],
    ['away', 302],
  ] as const) {
    serve(name);
    server.behave(name, { redirectTo: server.url('new-home', `/feed.xml?${name}`), redirectStatus: status });
  }
  const moving = await addFeed('old-home');
  const staying = await addFeed('away');
  // Node's fetch tells nobody of redirects; the browser's listener is asked for them.
  const { onBeforeRedirect } = fake.webRequest;
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    for (const [name, statusCode] of [
      ['old-home', 301],
      ['away', 302],
    ] as const) {
      if (input !== server.url(name)) continue;
      onBeforeRedirect.emit({
        requestId: name,
        url: input,
        redirectUrl: server.url('new-home', `/feed.xml?${name}`),
        statusCode,
      });
    }
    return real(input, init);
  };
  for (let i = 0; i < 3; i++) await checkNow(undefined);
  globalThis.fetch = real;
  expect(await db.feeds.get(moving)).toMatchObject({
    url: server.url('new-home', '/feed.xml?old-home'),
    moved: { from: server.url('old-home') },
  });
  expect((await db.feeds.get(staying))?.url).toBe(server.url('away'));
});

test('each check leaves a line in the history, fifty at most', async () => {
  serve('history');
  const feedId = await addFeed('history');
  for (let i = 0; i < 3; i++) await checkNow(undefined);
  const log = await loadCheckLog(feedId);
  expect(log.lines.map((line) => [line.outcome, line.status])).toEqual([
    ['unchanged', 304],
    ['unchanged', 304],
    ['fresh', 200],
  ]);
  expect(log.days).toMatchObject([{ requests: 3 }]);
});

test('a feed whose host is not granted asks nobody and counts no failure', async () => {
  serve('private');
  fake.testing.granted.clear();
  const feedId = await addFeed('private');
  await checkDue();
  expect(server.log).toEqual([]);
  expect(await db.checks.get(feedId)).toMatchObject({
    failures: 0,
    outcome: { kind: 'failed', why: 'needs-permission' },
  });
});

test('at most six requests at once and one a host', async () => {
  let open = 0;
  let most = 0;
  const real = globalThis.fetch;
  globalThis.fetch = async (...args) => {
    most = Math.max(most, ++open);
    try {
      return await real(...args);
    } finally {
      open--;
    }
  };
  for (let i = 0; i < 20; i++) {
    serve(`many-${i}`);
    server.behave(`many-${i}`, { delayMs: 20 });
    await addFeed(`many-${i}`);
  }
  await checkNow(undefined);
  globalThis.fetch = real;
  expect(server.log.length).toBe(20);
  expect(most).toBe(6);
  expect(await db.passes.get(1)).toMatchObject({ done: 20, total: 20 });
});

test('a cancelled pass keeps what it has and leaves the rest due', async () => {
  for (let i = 0; i < 12; i++) {
    serve(`stop-${i}`);
    server.behave(`stop-${i}`, { delayMs: 50 });
    await addFeed(`stop-${i}`);
  }
  const pass = checkNow(undefined);
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(cancelChecks()).toBe(true);
  await pass;
  expect(server.log.length).toBeLessThan(13);
  expect((await db.passes.get(1))?.cancelled).toBe(true);
  expect((await db.checks.toArray()).filter((row) => row.lastAt === undefined).length).toBeGreaterThan(0);
});

test('a feed that is left during its check gets nothing', async () => {
  serve('left');
  server.behave('left', { delayMs: 60 });
  const feedId = await addFeed('left');
  const pass = checkNow(undefined);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await unsubscribe(feedId, Date.now());
  await pass;
  expect(await db.posts.count()).toBe(0);
  expect((await db.checks.get(feedId))?.nextAt).toBeUndefined();
});
