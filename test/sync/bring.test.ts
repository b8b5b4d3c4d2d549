/** From the local account to one on a server, and back: nothing is lost, and doing it again changes nothing. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import { accountKey, localStore } from '../../src/storage/account.ts';
import { changeAccount, loadAccount } from '../../src/storage/account-row.ts';
import { bringFeeds, bringMarks } from '../../src/storage/bring.ts';
import { Database, db, reopenDatabase } from '../../src/storage/database.ts';
import { listFeeds } from '../../src/storage/feeds.ts';
import { addFolder } from '../../src/storage/folders.ts';
import { live } from '../../src/storage/live.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import fake from '../fakes/browser.ts';
import { type FakeGreader, startGreader } from '../fakes/greader/server.ts';
import { counted, recount } from '../storage/recount.ts';
import { connectDevice, storyCalled, titlesHere } from './device.ts';

let server: FakeGreader;
const now = Date.now();
const count = 50;
const urlOf = (n: number) => `https://f${n}.example/feed`;

async function openLocal(): Promise<void> {
  await fake.storage.local.set({ [accountKey]: { store: localStore } });
  await reopenDatabase();
}

/** The feed as this browser fetches it: with guids, and a post more than the server has. */
async function checkHere(n: number, posts: { title: string; url: string }[]): Promise<void> {
  const feed = await db.feeds.where('urlKey').equals(urlOf(n)).first();
  const row = (await db.checks.get(feed?.id as number)) as CheckRow;
  const parsed = posts.map(({ title, url }, i) => {
    return {
      guid: `urn:${title}`,
      title,
      link: url,
      body: `<p>${title}</p>`,
      publishedAt: now - i * 1000,
      tags: [],
      enclosures: [],
    };
  });
  const document = {
    feed: { format: 'rss' as const, title: `Feed ${n}`, pace: {}, posts: parsed, repairs: [] },
    posts: identify(parsed),
  };
  await saveCheck(row, document, () => ({ row: { ...row, lastGoodAt: now, nextAt: now } }), now);
}

/** Fifty feeds in folders, read here and there, starred here and there; one post of each is not on the server. */
async function useLocal(): Promise<void> {
  const folders = [0, await addFolder('One', 0, now)];
  folders.push(await addFolder('Two', folders[1] as number, now));
  for (let n = 1; n <= count; n++) {
    const { posts } = server.account.source(urlOf(n), `Feed ${n}`, 4);
    await subscribe({ url: urlOf(n), folderId: folders[n % 3] as number }, now);
    await checkHere(n, [...posts, { title: `Old ${n}`, url: `https://f${n}.example/old` }]);
    if (n % 2 === 0) await markRead([await storyCalled(`Feed ${n} 1`)], now);
    if (n % 5 === 0) await star(await storyCalled(`Feed ${n} 2`), true, now);
    if (n % 10 === 0) await star(await storyCalled(`Old ${n}`), true, now);
  }
}

beforeEach(async () => {
  server = await startGreader();
  await openLocal();
  await db.delete({ disableAutoOpen: false });
  await db.open();
});
afterEach(() => server.close());

test('fifty feeds go to the server with their folders and marks; again, nothing happens', async () => {
  await useLocal();
  const before = {
    feeds: await listFeeds(),
    starred: await titlesHere('starred'),
    unread: await titlesHere('unread'),
  };
  const device = await connectDevice(server);
  const local = new Database(localStore);
  expect(await bringFeeds(local, now)).toEqual({ feeds: count, added: count });
  expect((await device.sync()).trouble).toBeUndefined();
  expect(server.account.feeds).toHaveLength(count);
  const wanted = ['', 'One', 'One/Two'];
  for (const feed of server.account.feeds)
    expect(feed.folder).toBe(wanted[Number(/\d+/.exec(feed.title)) % 3]);
  expect(await bringMarks(local, false, now)).toEqual({
    allRead: 25,
    read: 25,
    allStarred: 15,
    starred: 10,
    copied: 0,
  });
  await device.sync();
  await device.sync();
  const onServer = (title: string) => !title.startsWith('Old');
  expect(server.account.titles((item) => item.starred)).toEqual(before.starred.filter(onServer));
  expect(server.account.titles((item) => !item.read)).toEqual(before.unread.filter(onServer));
  expect(await titlesHere('unread')).toEqual(before.unread.filter(onServer));
  expect(await counted()).toEqual(await recount());
  // Again.
  server.log.length = 0;
  expect(await bringFeeds(local, now)).toEqual({ feeds: count, added: 0 });
  await bringMarks(local, false, now);
  await device.sync();
  expect(server.log.filter(({ path }) => /edit|quickadd|contents/.test(path))).toEqual([]);
  local.close();
  // And what was there is there.
  await openLocal();
  expect(await listFeeds()).toEqual(before.feeds);
  expect(await titlesHere('starred')).toEqual(before.starred);
  expect(await titlesHere('unread')).toEqual(before.unread);
});

// Many feeds, and a machine that may be busy.
describe('by the account’s own sync', { timeout: 120_000 }, () => {
  const many = 300;

  /** Three hundred feeds here, one post of each read there; a device that is told to bring them along. */
  async function begin() {
    for (let n = 1; n <= many; n++) {
      const { posts } = server.account.source(urlOf(n), `Feed ${n}`, 1);
      await subscribe({ url: urlOf(n) }, now);
      if (n % 100 === 0) {
        await checkHere(n, posts);
        await markRead([await storyCalled(`Feed ${n} 1`)], now);
      }
    }
    const device = await connectDevice(server);
    await device.sync();
    await changeAccount({ bringing: { from: localStore } });
    return device;
  }
  const added = () => server.log.filter(({ path }) => path.endsWith('quickadd')).length;

  test('three hundred feeds are added one by one; how far that is, is told; marks follow by themselves', async () => {
    const device = await begin();
    const seen: string[] = [];
    const following = live(
      loadAccount,
      (row) => {
        const { progress } = row ?? {};
        const text = progress === undefined ? '' : `${progress.of} ${progress.done}/${progress.total}`;
        if (text !== seen.at(-1)) seen.push(text);
      },
      () => {},
    );
    expect((await device.sync()).trouble).toBeUndefined();
    following();
    const feeds = seen.filter((text) => text.startsWith('feeds'));
    expect(feeds.length).toBeGreaterThan(100);
    expect(feeds.every((text) => /^feeds \d+\/300$/.test(text))).toBe(true);
    expect(added()).toBe(many);
    expect(server.account.titles((item) => item.read)).toEqual(['Feed 100 1', 'Feed 200 1', 'Feed 300 1']);
    const account = await loadAccount();
    expect(account?.brought).toEqual({
      from: localStore,
      feeds: many,
      added: many,
      allRead: 3,
      read: 3,
      allStarred: 0,
      starred: 0,
      copied: 0,
    });
    expect([account?.bringing, account?.progress]).toEqual([undefined, undefined]);
  });

  test.each([
    ['whose server is gone', { reset: true }],
    ['whose answer is lost', { replyLost: true }],
    ['that the server has no time for', { status: 503 }],
  ] as const)(
    'cut off at one %s, it goes on there with the next sync, and nothing is added twice',
    async (_what, fault) => {
      const device = await begin();
      let before = 0;
      server.refuse = () => {
        if (added() === 150 && before === 0) {
          before = 150;
          server.fail(/quickadd/, fault);
        }
        return false;
      };
      expect((await device.sync()).trouble).toBeDefined();
      expect(await loadAccount()).toMatchObject({ bringing: { from: localStore, feeds: { added: many } } });
      expect((await loadAccount())?.progress).toBeUndefined();
      server.refuse = undefined;
      const asked = added();
      expect(asked).toBeLessThan(many);
      expect((await device.sync()).trouble).toBeUndefined();
      expect(added()).toBe(many + 1);
      expect(server.account.feeds).toHaveLength(many);
      expect((await listFeeds()).filter((feed) => feed.remoteTrouble !== undefined)).toEqual([]);
      expect(await listFeeds()).toHaveLength(many);
      expect((await loadAccount())?.brought).toMatchObject({ feeds: many, added: many, read: 3 });
      expect((await loadAccount())?.bringing).toBeUndefined();
      server.log.length = 0;
      await device.sync();
      expect(server.log.filter(({ path }) => /edit|quickadd|contents/.test(path))).toEqual([]);
    },
  );

  test('a sync that only sends, as the panel asks for it, leaves the marks to the next whole one', async () => {
    const device = await begin();
    expect((await device.sync({ pushOnly: true })).trouble).toBeUndefined();
    expect(added()).toBe(many);
    expect((await loadAccount())?.bringing).toBeDefined();
    await device.sync();
    expect((await loadAccount())?.brought).toMatchObject({ read: 3 });
  });
});

test('back again: feeds, marks, and what is starred and not here any more', async () => {
  for (let n = 1; n <= 5; n++) {
    server.account.source(urlOf(n), `Feed ${n}`, 4);
    server.account.subscribe(urlOf(n), n % 2 ? 'Odd' : '');
  }
  const device = await connectDevice(server);
  await device.sync();
  server.account.item('Feed 1 1').read = true;
  server.account.item('Feed 1 2').starred = true;
  server.account.item('Feed 2 1').starred = true;
  await device.sync();
  const { name } = db;
  await openLocal();
  const there = new Database(name);
  expect(await bringFeeds(there, now)).toEqual({ feeds: 5, added: 5 });
  // What the feeds carry today: the first post of the second is gone.
  for (let n = 1; n <= 5; n++) {
    const posts = server.account.web.get(urlOf(n))?.posts ?? [];
    await checkHere(n, n === 2 ? posts.slice(1) : posts);
  }
  expect(await bringMarks(there, true, now)).toEqual({
    allRead: 1,
    read: 1,
    allStarred: 2,
    starred: 1,
    copied: 1,
  });
  expect(await titlesHere('starred')).toEqual(['Feed 1 2', 'Feed 2 1']);
  expect(await titlesHere('unread')).not.toContain('Feed 1 1');
  expect(await counted()).toEqual(await recount());
  const again = await bringMarks(there, true, now);
  expect(again).toMatchObject({ starred: 2, copied: 0 });
  expect(await titlesHere('all')).toHaveLength(20);
  // Should the feed bring it after all, it is the same post.
  await checkHere(2, server.account.web.get(urlOf(2))?.posts ?? []);
  expect((await titlesHere('all')).filter((title) => title === 'Feed 2 1')).toHaveLength(1);
  there.close();
});
