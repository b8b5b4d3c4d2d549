import 'fake-indexeddb/auto';
import { beforeAll, expect, test } from 'vitest';
import { preview } from '../../src/background/preview.ts';
import { answerWith, type Handlers } from '../../src/messages.ts';
import { feedsAt, findAddress } from '../../src/panel/find-feeds.ts';
import { db } from '../../src/storage/database.ts';
import type { CheckRow, FeedRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import fake from '../fakes/browser.ts';
import { servedFeeds } from '../fakes/served-feeds.ts';

const served = servedFeeds();
const text =
  '<rss version="2.0"><channel><title>Feed</title><item><guid>1</guid><title>One</title></item></channel></rss>';

function serve(name: string, page?: string): void {
  served.server.add({
    name,
    title: name,
    contentType: 'application/rss+xml',
    bytes: () => text,
    ...(page !== undefined && { page: () => ({ contentType: 'text/html', body: page }) }),
  });
}

beforeAll(() => {
  answerWith({ preview: ({ url, credential }) => preview(url, credential) } as Partial<Handlers> as Handlers);
});

test('an address leads to a feed, to the feeds of a page, to a guess that answers, or to none; nothing is stored', async () => {
  const { server } = served;
  serve('shown');
  expect(await feedsAt(server.url('shown'))).toMatchObject({ kind: 'feed', title: 'Feed', postCount: 1 });
  expect(await feedsAt(server.url('shown', '/'))).toMatchObject({
    kind: 'choose',
    feeds: [{ url: server.url('shown') }],
  });
  serve('bare', '<!doctype html><title>Bare</title><p>Hello');
  expect(await feedsAt(server.url('bare', '/page'))).toMatchObject({ kind: 'feed' });
  server.behave('bare', { status: 404 });
  expect(await feedsAt(server.url('bare', '/page'))).toMatchObject({
    kind: 'failed',
    why: 'no-feed-on-page',
  });
  expect(await feedsAt('nonsense')).toMatchObject({ kind: 'failed', why: 'bad-address' });
  expect(await db.feeds.count()).toBe(0);
});

test('guesses are tried only where the browser allows them, six at the most', async () => {
  const { server } = served;
  serve('guessed', '<!doctype html><title>Guessed</title><p>Hello');
  server.behave('guessed', { status: 404 });
  await feedsAt(server.url('guessed', '/page'));
  expect(server.log.filter(({ path }) => path !== '/page').length).toBeLessThanOrEqual(6);
  fake.testing.granted.clear();
  server.log.length = 0;
  expect(await feedsAt(server.url('guessed', '/page'))).toMatchObject({ kind: 'needs-permission' });
  expect(server.log).toEqual([]);
});

test('a lost feed is looked for where it was seen to move, and on its site; its own address is no proposal', async () => {
  const { server } = served;
  serve('old');
  serve('new');
  const { feedId } = await subscribe({ url: server.url('old') }, Date.now());
  const feed = (await db.feeds.get(feedId)) as FeedRow;
  const check = { feedId, moveSeen: { to: server.url('new'), times: 1 } } as CheckRow;
  expect(await findAddress(feed, check)).toContainEqual({
    url: server.url('new'),
    title: 'Feed',
    why: 'answers',
  });
  expect((await findAddress(feed, undefined)).map(({ url }) => url)).not.toContain(feed.url);
});
