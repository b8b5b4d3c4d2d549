/** Our client on two devices with a real Miniflux between them: the real store over fake-indexeddb, the real network. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadAccount } from '../../src/storage/account-row.ts';
import { db } from '../../src/storage/database.ts';
import { listFeeds, moveFeed, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, listFolders } from '../../src/storage/folders.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { countOutgoing } from '../../src/storage/outgoing.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { send } from '../../src/sync/greader/transport.ts';
import { isWhole } from '../e2e/harness/sample.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { counted, firstFlaw, recount } from '../storage/recount.ts';
import { storyCalled, titlesHere } from '../sync/device.ts';
import { connectTo, type ServerDevice } from './devices.ts';
import { countedFeed } from './feeds.ts';
import { type Miniflux, startMiniflux } from './miniflux.ts';
import { findPrograms } from './programs.ts';

/** All of them in `npm run test:sync`. */
const many = isWhole ? 12_000 : 1_200;

const programs = findPrograms();
const now = Date.now();

describe.skipIf(typeof programs === 'string')('with Miniflux', () => {
  let miniflux: Miniflux;
  let served: FeedServer;
  let a: ServerDevice;
  let b: ServerDevice;
  const blog = countedFeed('blog', 'Blog', 6);
  const other = countedFeed('other', 'Other & <b>', 4);

  beforeAll(async () => {
    served = await startFeedServer([blog, other]);
    miniflux = await startMiniflux(programs as Exclude<typeof programs, string>);
  });
  afterAll(async () => {
    db.close();
    await miniflux?.close();
    await served?.close();
  });
  let run = 0;
  beforeEach(async () => {
    miniflux.sql("DELETE FROM feeds; DELETE FROM categories WHERE title <> 'All'");
    blog.count = 6;
    other.count = 4;
    run += 1;
    a = await connectTo(miniflux, `a${run}`);
    b = await connectTo(miniflux, `b${run}`);
  });

  async function synced(...devices: ServerDevice[]): Promise<void> {
    for (const device of devices) {
      expect((await device.sync()).trouble).toBeUndefined();
      expect(await firstFlaw()).toBeUndefined();
      expect(await counted()).toEqual(await recount());
    }
  }
  /** The blog is followed on both. */
  async function begin(): Promise<void> {
    await a.use();
    await subscribe({ url: served.plainUrl('blog') }, now);
    await synced(a, b);
    expect(await titlesHere('unread')).toHaveLength(6);
  }
  const feedOf = async (title: string) =>
    (await listFeeds()).find((feed) => (feed.customTitle ?? feed.title) === title)?.id as number;
  async function placed(): Promise<string[]> {
    const folders = new Map((await listFolders()).map(({ id, title }) => [id, title]));
    const feeds = await listFeeds();
    return feeds
      .map((feed) => `${folders.get(feed.folderId) ?? ''}/${feed.customTitle ?? feed.title}`)
      .sort();
  }

  test('what is read, starred, kept and unstarred on one is so on the other', async () => {
    await begin();
    await a.use();
    await markRead([await storyCalled('Blog 0'), await storyCalled('Blog 1')], now);
    await star(await storyCalled('Blog 2'), true, now);
    await synced(a, b);
    expect([await titlesHere('unread'), await titlesHere('starred')]).toEqual([
      ['Blog 2', 'Blog 3', 'Blog 4', 'Blog 5'],
      ['Blog 2'],
    ]);
    await markUnread([await storyCalled('Blog 1')], now);
    await star(await storyCalled('Blog 2'), false, now);
    await synced(b, a);
    expect([await titlesHere('unread'), await titlesHere('starred')]).toEqual([
      ['Blog 1', 'Blog 2', 'Blog 3', 'Blog 4', 'Blog 5'],
      [],
    ]);
  });

  test('what the server fetches comes to both', async () => {
    await begin();
    blog.count = 8;
    await miniflux.refresh();
    await synced(a);
    expect(await titlesHere('unread')).toContain('Blog 7');
    await synced(b);
    expect(await titlesHere('unread')).toHaveLength(8);
  });

  test('feeds that are added, named, moved and left on one are so on the other', async () => {
    await begin();
    await a.use();
    await subscribe({ url: served.plainUrl('other'), folderId: await addFolder('News & ü', 0, now) }, now);
    await synced(a, b);
    expect(await placed()).toContain('News & ü/Other & <b>');
    await renameFeed(await feedOf('Blog'), 'Renamed <i>', now);
    await synced(b, a);
    expect((await placed()).map((each) => each.split('/')[1])).toEqual(
      expect.arrayContaining(['Renamed <i>']),
    );
    await moveFeed(await feedOf('Renamed <i>'), await addFolder('New', 0, now), now);
    await synced(a, b);
    expect(await placed()).toContain('New/Renamed <i>');
    await unsubscribe(await feedOf('Other & <b>'), now);
    await synced(b, a);
    expect(await placed()).toEqual(['New/Renamed <i>', 'News & ü/Other & <b>']);
    const afterUndo = { now: () => now + 11 * 60_000 };
    expect((await b.sync(afterUndo)).trouble).toBeUndefined();
    await synced(a);
    expect(await placed()).toEqual(['New/Renamed <i>']);
  });

  test('a feed in no folder is in none on the other, and comes out of one', async () => {
    await begin();
    expect(await placed()).toEqual(['/Blog']);
    await moveFeed(await feedOf('Blog'), await addFolder('News', 0, now), now);
    await synced(b, a);
    expect(await placed()).toEqual(['News/Blog']);
    await moveFeed(await feedOf('Blog'), 0, now);
    await synced(a, a, b);
    expect(await placed()).toEqual(['/Blog']);
  });

  test('what is added to no folder is in none, though another folder is first by name', async () => {
    await begin();
    await moveFeed(await feedOf('Blog'), await addFolder('AI', 0, now), now);
    await subscribe({ url: served.plainUrl('other') }, now);
    await synced(b, a);
    expect(await placed()).toEqual(['/Other & <b>', 'AI/Blog']);
    expect(miniflux.sql('SELECT title FROM categories ORDER BY title')).toBe('AI\nAll');
  });

  test('"All" named otherwise is a folder, and none of that name is made for what is added', async () => {
    miniflux.sql("UPDATE categories SET title = 'Alles' WHERE title = 'All'");
    try {
      await a.use();
      await subscribe({ url: served.plainUrl('blog') }, now);
      await synced(a, b);
      expect(await placed()).toEqual(['Alles/Blog']);
      expect(miniflux.sql('SELECT title FROM categories')).toBe('Alles');
    } finally {
      miniflux.sql("UPDATE categories SET title = 'All' WHERE title = 'Alles'");
    }
  });

  test('a feed that the server cannot have is said at that feed, and the others go on', async () => {
    await begin();
    await a.use();
    await subscribe({ url: served.plainUrl('nowhere') }, now);
    await subscribe({ url: served.plainUrl('other') }, now);
    await synced(a);
    expect((await placed()).some((each) => each.endsWith('Other & <b>'))).toBe(true);
    const refused = (await db.feeds.toArray()).find((feed) => feed.url.includes('nowhere'));
    expect(JSON.stringify(refused)).toContain('404');
    await synced(a, b);
    expect(await titlesHere('unread')).toHaveLength(10);
  });

  test('marks of different kinds made on both survive; of one kind the last to sync wins', async () => {
    await begin();
    await a.use();
    await markRead([await storyCalled('Blog 3')], now);
    await markRead([await storyCalled('Blog 4')], now);
    await b.use();
    await star(await storyCalled('Blog 3'), true, now);
    await markRead([await storyCalled('Blog 4')], now);
    await markUnread([await storyCalled('Blog 4')], now);
    await synced(a, b, a);
    expect([await titlesHere('unread'), await titlesHere('starred')]).toEqual([
      ['Blog 0', 'Blog 1', 'Blog 2', 'Blog 4', 'Blog 5'],
      ['Blog 3'],
    ]);
    await b.use();
    expect(await titlesHere('unread')).toEqual(['Blog 0', 'Blog 1', 'Blog 2', 'Blog 4', 'Blog 5']);
  });

  test('while the server is away marks wait; when it is back they are delivered', async () => {
    await begin();
    await miniflux.stop();
    await a.use();
    await markRead([await storyCalled('Blog 0')], now);
    await star(await storyCalled('Blog 1'), true, now);
    expect((await a.sync()).trouble?.code).toBe('unreachable');
    expect([await countOutgoing(), (await loadAccount())?.failures]).toEqual([2, 1]);
    await miniflux.start();
    await synced(a);
    expect(await countOutgoing()).toBe(0);
    await synced(b);
    expect([(await titlesHere('unread')).length, await titlesHere('starred')]).toEqual([5, ['Blog 1']]);
  });

  test('stopped before each of its calls in turn, a sync applies nothing by halves and the next one does it all', async () => {
    await begin();
    for (let stopBefore = 1; ; stopBefore++) {
      await a.use();
      const title = `Blog ${stopBefore % 6}`;
      const wasUnread = (await titlesHere('unread')).includes(title);
      await (wasUnread ? markRead : markUnread)([await storyCalled(title)], now);
      await b.sync();
      await star(await storyCalled(title), stopBefore % 2 === 0, now);
      await b.sync();
      let calls = 0;
      const { trouble } = await a.sync({
        send: async (call) => {
          calls += 1;
          if (calls === stopBefore) await miniflux.stop();
          return send(call);
        },
      });
      expect(await counted()).toEqual(await recount());
      if (calls < stopBefore) {
        expect(trouble).toBeUndefined();
        break;
      }
      expect([stopBefore, trouble?.code]).toEqual([stopBefore, 'unreachable']);
      await miniflux.start();
      await synced(a, b);
      const there = [await titlesHere('unread'), await titlesHere('starred')];
      await a.use();
      expect([await titlesHere('unread'), await titlesHere('starred')]).toEqual(there);
      expect(there[0]?.includes(title)).toBe(!wasUnread);
    }
  });

  test('a password that was changed is said, and what waits is kept', async () => {
    await begin();
    await a.use();
    await markRead([await storyCalled('Blog 0')], now);
    miniflux.sql("UPDATE integrations SET googlereader_password = crypt('another', gen_salt('bf', 4))");
    expect((await a.sync()).trouble?.code).toBe('reconnect');
    expect(await countOutgoing()).toBe(1);
    expect((await a.sync({ password: 'another' })).trouble).toBeUndefined();
    expect(await countOutgoing()).toBe(0);
    miniflux.sql(
      `UPDATE integrations SET googlereader_password = crypt('${miniflux.password}', gen_salt('bf', 4))`,
    );
  });

  test(`${many} unread posts come, are all read on one, and are so on the other`, {
    timeout: 300_000,
  }, async () => {
    await a.use();
    for (let i = 0; i < 6; i++) {
      served.add(countedFeed(`many${i}`, `Many ${i}`, many / 6));
      await subscribe({ url: served.plainUrl(`many${i}`) }, now);
    }
    const times: Record<string, number> = {};
    const timed = async (what: string, act: () => Promise<unknown>) => {
      const begun = Date.now();
      await act();
      times[what] = Date.now() - begun;
    };
    await timed('a, first', () => synced(a));
    expect(await titlesHere('unread')).toHaveLength(many);
    await timed('b, first', () => synced(b));
    expect(await titlesHere('unread')).toHaveLength(many);
    await timed('b, again', () => synced(b));
    await a.use();
    await markAllRead({ kind: 'all' }, now);
    await timed('a, all read', () => synced(a));
    await timed('b, all read', () => synced(b));
    expect(await titlesHere('unread')).toHaveLength(0);
    console.log(`${many} posts, milliseconds: ${JSON.stringify(times)}`);
  });
});
