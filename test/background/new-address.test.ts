/** An address that a person chooses while a pass runs stays: what was asked of the old one is not stored any more. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { checkNow } from '../../src/background/checker.ts';
import { moveToAddress } from '../../src/storage/address.ts';
import { db } from '../../src/storage/database.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import type { Behaviour } from '../fakes/answer-feed.ts';
import { servedFeeds } from '../fakes/served-feeds.ts';

const served = servedFeeds();

const rss = (title: string) =>
  `<rss version="2.0"><channel><title>${title}</title><item><title>Post of ${title}</title></item></channel></rss>`;

test.each<[string, Behaviour, boolean]>([
  ['a failure', { status: 404 }, false],
  ['posts', {}, false],
  ['yet another address', {}, true],
])('the old address answers with %s', async (_, answer, isMoved) => {
  for (const name of ['old', 'new', 'elsewhere'])
    served.server.add({ name, title: name, contentType: 'application/rss+xml', bytes: () => rss(name) });
  const to = served.server.url('elsewhere');
  served.server.behave('old', { delayMs: 200, ...answer, ...(isMoved && { redirectTo: to }) });
  served.server.behave('new', { delayMs: 200 });
  const { feedId } = await subscribe({ url: served.server.url('old') }, Date.now());
  await db.checks.update(feedId, { failures: 12, moveSeen: { to, times: 2 } });

  const pass = checkNow([feedId]);
  await vi.waitFor(() => expect(served.server.log).toHaveLength(1));
  await moveToAddress(feedId, served.server.url('new'), Date.now());
  const chosen = checkNow([feedId]);
  await pass;
  expect(await db.checks.get(feedId)).toMatchObject({ failures: 0 });
  expect(await db.posts.count()).toBe(0);

  expect(await chosen).toBe(1);
  expect((await db.feeds.get(feedId))?.url).toBe(served.server.url('new'));
  expect((await db.checks.get(feedId))?.outcome?.kind).toBe('fresh');
  expect((await db.posts.toArray()).map(({ title }) => title)).toEqual(['Post of new']);
});
