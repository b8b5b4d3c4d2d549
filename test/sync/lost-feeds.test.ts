/** Feeds that a server lists no longer, and lists again: what it lost, nobody left here. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { believeLoss, loadAccount } from '../../src/storage/account-row.ts';
import { db } from '../../src/storage/database.ts';
import { findFeed } from '../../src/storage/feed-rows.ts';
import { listFeeds, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, listFolders } from '../../src/storage/folders.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { importSubscriptions } from '../../src/storage/opml-list.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { countWaiting } from '../../src/storage/waiting.ts';
import type { FakeFeed, FakeItem } from '../fakes/greader/account.ts';
import { type FakeGreader, type FakeOptions, startGreader } from '../fakes/greader/server.ts';
import { counted, recount } from '../storage/recount.ts';
import { connectDevice, type Device, storyCalled, titlesHere } from './device.ts';

let server: FakeGreader;
let device: Device;
const now = Date.now();
const later = { now: () => Date.now() + 11 * 60_000 };
const urls = ['https://a.example/feed', 'https://b.example/feed'] as const;

async function begin(options: FakeOptions = {}): Promise<void> {
  await server?.close();
  server = await startGreader(options);
  for (const [i, url] of urls.entries()) {
    server.account.source(url, `Feed ${'AB'[i]}`, 3);
    server.account.subscribe(url);
  }
  device = await connectDevice(server);
  await syncWell();
  server.log.length = 0;
}

beforeEach(() => begin());
afterEach(() => server.close());

async function syncWell(facts: Parameters<Device['sync']>[0] = {}): Promise<void> {
  expect((await device.sync(facts)).trouble).toBeUndefined();
  expect(await counted()).toEqual(await recount());
}

/** The server forgets a feed with its items; what is answered brings it back as it was. */
function hide(url: string): () => void {
  const { account } = server;
  const feed = account.feeds.find((each) => each.url === url) as FakeFeed;
  const items = account.items.filter((item) => item.feed === feed.id);
  account.leave(feed.id);
  return () => {
    account.feeds.push(feed);
    account.items.push(...(items as FakeItem[]));
  };
}

const here = async () => (await listFeeds()).map((feed) => feed.customTitle ?? feed.title).sort();
const feedOf = async (url: string) => (await db.feeds.where('urlKey').equals(url).first())?.id as number;
const edits = () => server.log.filter(({ path }) => /quickadd|subscription.edit|edit-tag/.test(path));

describe('lost by the server', () => {
  test('it goes, nothing waits, and listed again it comes back with its posts; the server is told nothing', async () => {
    await markRead([await storyCalled('Feed B 1')], now);
    await syncWell();
    server.log.length = 0;
    const bringBack = hide(urls[1]);
    await syncWell();
    expect(await here()).toEqual(['Feed A']);
    expect(await countWaiting()).toBe(0);
    await syncWell(later);
    bringBack();
    await syncWell();
    expect(await here()).toEqual(['Feed A', 'Feed B']);
    expect(await titlesHere('unread')).toHaveLength(5);
    expect(await countWaiting()).toBe(0);
    await syncWell(later);
    expect(edits()).toEqual([]);
    expect(await here()).toEqual(['Feed A', 'Feed B']);
    expect(server.account.feeds).toHaveLength(2);
  });

  test('one with stars keeps its unread, and what was read there meanwhile is read here when it comes back', async () => {
    await star(await storyCalled('Feed B 2'), true, now);
    await syncWell();
    server.log.length = 0;
    const bringBack = hide(urls[1]);
    await syncWell();
    expect(await titlesHere('unread')).toHaveLength(6);
    expect((await db.feeds.get(await feedOf(urls[1])))?.archivedAt).toBeGreaterThanOrEqual(now);
    bringBack();
    server.account.item('Feed B 3').read = true;
    await syncWell();
    await syncWell(later);
    expect(edits()).toEqual([]);
    expect(server.account.titles((item) => item.read)).toEqual(['Feed B 3']);
    expect(await titlesHere('unread')).toHaveLength(5);
    expect(await titlesHere('starred')).toEqual(['Feed B 2']);
    expect((await db.feeds.get(await feedOf(urls[1])))?.archivedAt).toBeUndefined();
  });

  test.each([true, false])(
    'the folder and name it has when it comes back are the server’s (starred: %s)',
    async (isStarred) => {
      Object.assign(server.account.feeds[1] as object, { folder: 'Old' });
      await renameFeed(await feedOf(urls[1]), 'Mine', now);
      if (isStarred) await star(await storyCalled('Feed B 2'), true, now);
      await syncWell();
      server.log.length = 0;
      hide(urls[1]);
      await syncWell();
      Object.assign(server.account.subscribe(urls[1]) as object, { title: 'Theirs', folder: 'New' });
      await syncWell();
      await syncWell(later);
      expect(edits().filter(({ path }) => !path.endsWith('edit-tag'))).toEqual([]);
      expect(await here()).toEqual(['Feed A', 'Theirs']);
      const folders = new Map((await listFolders()).map(({ id, title }) => [id, title]));
      expect(folders.get((await db.feeds.get(await feedOf(urls[1])))?.folderId ?? 0)).toBe('New');
    },
  );

  test('undo brings it back here, unread as it was, and tells the server nothing; redo takes it away', async () => {
    hide(urls[1]);
    await syncWell();
    await undo(now);
    await syncWell(later);
    expect(await here()).toEqual(['Feed A', 'Feed B']);
    expect(await titlesHere('unread')).toHaveLength(6);
    await redo(now);
    await syncWell(later);
    expect(await here()).toEqual(['Feed A']);
    expect(edits()).toEqual([]);
    for (let i = 0; i < 60; i++) await addFolder(`F${i}`, 0, now);
    expect(await titlesHere('all')).toHaveLength(3);
    expect(await db.feeds.count()).toBe(1);
    expect(await db.items.count()).toBe(3);
  });

  test.each(['freshrss', 'miniflux', 'commafeed'] as const)(
    '%s: what is read in one that is kept for its stars waits for nobody, and holds when it comes back',
    async (kind) => {
      await begin({ kind });
      await star(await storyCalled('Feed B 2'), true, now);
      await syncWell();
      const bringBack = hide(urls[1]);
      await syncWell();
      await markRead([await storyCalled('Feed B 1')], now);
      await syncWell();
      expect(await countWaiting()).toBe(0);
      expect(await loadAccount()).not.toHaveProperty('dropped');
      bringBack();
      await syncWell();
      expect(await titlesHere('unread')).toHaveLength(5);
      await syncWell();
      expect(server.account.titles((item) => item.read)).toEqual(['Feed B 1']);
    },
  );

  test('a feed whose address is of no use in one list is not lost', async () => {
    const feed = server.account.feeds[1] as FakeFeed;
    const list = {
      subscriptions: server.account.feeds.map(({ id, title }) => ({ id: `feed/${id}`, title })),
    };
    expect(feed.id).toBeGreaterThan(0);
    server.fail(/subscription.list/, { text: JSON.stringify(list) });
    await syncWell();
    expect(await here()).toEqual(['Feed A', 'Feed B']);
  });
});

describe('kept for its stars, and added again here', () => {
  const archive = async () => {
    await markRead([await storyCalled('Feed B 1')], now);
    await star(await storyCalled('Feed B 2'), true, now);
    await syncWell();
    hide(urls[1]);
    await syncWell();
  };
  const expectBoth = async () => {
    await syncWell();
    await syncWell(later);
    expect(server.account.feeds.map(({ title }) => title)).toEqual(['Feed A', 'Feed B']);
    expect(server.account.titles((item) => item.starred)).toEqual(['Feed B 2']);
    expect(server.account.titles((item) => item.read)).toEqual(['Feed B 1']);
    expect(await here()).toEqual(['Feed A', 'Feed B']);
    expect(await titlesHere('all')).toHaveLength(6);
    expect(await titlesHere('unread')).toHaveLength(5);
    const feed = await db.feeds.get(await feedOf(urls[1]));
    expect([feed?.archivedAt, feed?.remote?.title]).toEqual([undefined, 'Feed B']);
  };

  test('it is subscribed on the server again, with what is read and starred', async () => {
    await archive();
    expect(await findFeed(urls[1])).toBeUndefined();
    expect(await subscribe({ url: urls[1], folderId: 0 }, now)).toMatchObject({ already: false });
    expect((await findFeed(urls[1]))?.id).toBe(await feedOf(urls[1]));
    await expectBoth();
  });

  test('so too after it was left here meanwhile', async () => {
    await archive();
    await unsubscribe(await feedOf(urls[1]), now);
    await syncWell(later);
    await subscribe({ url: urls[1] }, now);
    await expectBoth();
  });

  test('and by a list, whose undo leaves it here with its stars', async () => {
    await archive();
    const url = 'https://c.example/feed';
    server.account.source(url, 'Feed C', 1);
    const outlines = [urls[1], url].map((xmlUrl) => ({ kind: 'feed' as const, title: 'X', xmlUrl }));
    expect(await importSubscriptions(outlines, undefined, now)).toMatchObject({ added: 2, already: 0 });
    await undo(now);
    expect(await titlesHere('starred')).toEqual(['Feed B 2']);
    expect((await listFeeds()).map((feed) => feed.urlKey)).toEqual([...urls]);
    await syncWell();
    expect(server.account.feeds).toHaveLength(2);
  });

  test('one that was refused, left, and added again is sent again', async () => {
    const url = 'https://late.example/feed';
    await subscribe({ url }, now);
    await syncWell();
    await unsubscribe(await feedOf(url), now);
    server.account.source(url, 'Late', 1);
    await subscribe({ url }, now);
    await syncWell();
    expect(server.account.feeds.map(({ title }) => title)).toContain('Late');
  });
});

describe('a sudden loss', () => {
  const at = (ms: number) => ({ now: () => now + ms });
  const hour = 3_600_000;
  const codeOf = async (facts = {}) => (await device.sync(facts)).trouble?.code;

  async function withTwelve(): Promise<string[]> {
    const names = Array.from({ length: 10 }, (_, i) => `https://f${i}.example/feed`);
    for (const [i, url] of names.entries()) {
      server.account.source(url, `Feed F${i}`, 1);
      server.account.subscribe(url);
    }
    await syncWell();
    return [...urls, ...names];
  }

  test('an empty list is not believed however often it comes, and a full one in between ends the doubt', async () => {
    const bringBack = urls.map(hide);
    for (const ms of [0, 1000, 2000, 23 * hour]) expect(await codeOf(at(ms))).toBe('empty-list');
    expect(await titlesHere('unread')).toHaveLength(6);
    for (const back of bringBack) back();
    await syncWell(at(23.5 * hour));
    for (const url of urls) hide(url);
    expect(await codeOf(at(25 * hour))).toBe('empty-list');
    expect(await codeOf(at(48 * hour))).toBe('empty-list');
    expect(await here()).toEqual(['Feed A', 'Feed B']);
    await syncWell(at(49 * hour));
    expect(await here()).toEqual([]);
    await undo(now);
    expect(await here()).toEqual(['Feed A', 'Feed B']);
    expect(await titlesHere('unread')).toHaveLength(6);
    expect(await loadAccount()).not.toHaveProperty('lossSeenAt');
  });

  test('what is starred stays after a loss that is believed; a clock that was set back only makes it later', async () => {
    await star(await storyCalled('Feed B 2'), true, now);
    await syncWell();
    for (const url of urls) hide(url);
    expect(await codeOf(at(48 * hour))).toBe('empty-list');
    expect(await codeOf(at(0))).toBe('empty-list');
    expect(await codeOf(at(23 * hour))).toBe('empty-list');
    await syncWell(at(24 * hour));
    expect(await here()).toEqual(['Feed B']);
    expect(await titlesHere('starred')).toEqual(['Feed B 2']);
  });

  test('a person says that it is right', async () => {
    for (const url of urls) hide(url);
    expect(await codeOf()).toBe('empty-list');
    await believeLoss();
    await syncWell();
    expect(await here()).toEqual([]);
  });

  test('most of many feeds are no loss to be believed at once; half of them, or feeds that were left here, are', async () => {
    const all = await withTwelve();
    for (const url of all.slice(0, 6)) hide(url);
    await syncWell();
    expect(await here()).toHaveLength(6);
    await undo(now);
    await begin();
    const again = await withTwelve();
    const bringBack = again.slice(0, 7).map(hide);
    expect(await codeOf()).toBe('empty-list');
    expect(await codeOf()).toBe('empty-list');
    expect(await here()).toHaveLength(12);
    for (const back of bringBack) back();
    await syncWell();
    for (const url of again.slice(0, 7)) await unsubscribe(await feedOf(url), Date.now());
    for (const url of again.slice(0, 7)) hide(url);
    await syncWell();
    expect(await here()).toHaveLength(5);
  });
});

describe('left here, and lost by the server before it was told', () => {
  test('nothing waits and nothing is sent', async () => {
    await unsubscribe(await feedOf(urls[1]), Date.now());
    hide(urls[1]);
    await syncWell();
    expect(await countWaiting()).toBe(0);
    await syncWell(later);
    expect(edits()).toEqual([]);
    expect(await here()).toEqual(['Feed A']);
  });

  test('subscribed anew elsewhere under another id it comes back as the server has it', async () => {
    await unsubscribe(await feedOf(urls[1]), Date.now());
    hide(urls[1]);
    server.account.subscribe(urls[1], 'New');
    await syncWell();
    await syncWell(later);
    expect(await here()).toEqual(['Feed A', 'Feed B']);
    expect(edits()).toEqual([]);
    expect(await titlesHere('unread')).toHaveLength(6);
  });
});
