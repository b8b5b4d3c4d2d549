/** What a worker does that the alarm has woken: this minute's share of the feeds that are due is asked at once, and once. */
import 'fake-indexeddb/auto';
import '../fakes/hidden-page.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '../../src/storage/database.ts';
import type { CheckRow, FeedRow } from '../../src/storage/schema.ts';
import fake from '../fakes/browser.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { resolveLoopbackNames } from '../fakes/loopback-names.ts';
import { pretendNavigator } from '../fakes/navigator.ts';

const hour = 3_600_000;
/** No more feeds than this are asked in a minute where there are few (feeds/turn.ts). */
const share = 40;
const all = 60;
const text =
  '<rss version="2.0"><channel><title>Feed</title><item><title>Post</title></item></channel></rss>';
let server: FeedServer;

beforeAll(async () => {
  resolveLoopbackNames();
  pretendNavigator();
  server = await startFeedServer([]);
  fake.testing.granted.add('*://*/*');
  const db = new Database('sidereal');
  for (let id = 1; id <= all; id++) {
    const name = `f${id}`;
    server.add({ name, title: 'Feed', contentType: 'application/rss+xml', bytes: () => text });
    const feed: FeedRow = {
      id,
      url: server.url(name),
      urlKey: name,
      title: 'Feed',
      folderId: 0,
      position: id,
      tags: [],
      addedAt: 1,
    };
    const check: CheckRow = {
      feedId: id,
      failures: 0,
      limits: 0,
      lastAt: Date.now() - 9 * hour,
      nextAt: Date.now() - hour,
    };
    await db.feeds.add(feed);
    await db.checks.add(check);
  }
  db.close();
});
afterAll(() => server.close());

const asked = () => server.log.filter(({ host }) => /^f\d+$/.test(host)).length;

/** The clock rings; answers how many feeds have been asked once no more are. */
async function ring(): Promise<number> {
  fake.alarms.onAlarm.emit({ name: 'check-due-feeds' });
  for (let before = -1; before !== asked(); ) {
    before = asked();
    await new Promise((done) => setTimeout(done, 1_000));
  }
  return asked();
}

test('the share of a minute is asked in that minute, the rest in the next one', async () => {
  await import('../../src/background/main.ts');
  expect(await ring()).toBe(share);
  expect(await ring()).toBe(all);
});
