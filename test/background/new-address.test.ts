/** An address that a person chooses while a pass runs stays: what was asked of the old one is not stored any more. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { checkNow } from '../../src/background/checker.ts';
import { moveToAddress } from '../../src/storage/address.ts';
import { db } from '../../src/storage/database.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import type { Behaviour } from '../fakes/answer-feed.ts';
import fake from '../fakes/browser.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { resolveLoopbackNames } from '../fakes/loopback-names.ts';
import { pretendNavigator } from '../fakes/navigator.ts';

let server: FeedServer;

const rss = (title: string) =>
  `<rss version="2.0"><channel><title>${title}</title><item><title>Post of ${title}</title></item></channel></rss>`;

beforeAll(async () => {
  resolveLoopbackNames();
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

test.each<[string, Behaviour, boolean]>([
  ['a failure', { status: 404 }, false],
  ['posts', {}, false],
  ['yet another address', {}, true],
])('the old address answers with %s', async (_, answer, isMoved) => {
  for (const name of ['old', 'new', 'elsewhere'])
    server.add({ name, title: name, contentType: 'application/rss+xml', bytes: () => rss(name) });
  const to = server.url('elsewhere');
  server.behave('old', { delayMs: 200, ...answer, ...(isMoved && { redirectTo: to }) });
  server.behave('new', { delayMs: 200 });
  const { feedId } = await subscribe({ url: server.url('old') }, Date.now());
  await db.checks.update(feedId, { failures: 12, moveSeen: { to, times: 2 } });

  const pass = checkNow([feedId]);
  await vi.waitFor(() => expect(server.log).toHaveLength(1));
  await moveToAddress(feedId, server.url('new'), Date.now());
  const chosen = checkNow([feedId]);
  await pass;
  expect(await db.checks.get(feedId)).toMatchObject({ failures: 0 });
  expect(await db.posts.count()).toBe(0);

  expect(await chosen).toBe(1);
  expect((await db.feeds.get(feedId))?.url).toBe(server.url('new'));
  expect((await db.checks.get(feedId))?.outcome?.kind).toBe('fresh');
  expect((await db.posts.toArray()).map(({ title }) => title)).toEqual(['Post of new']);
});
