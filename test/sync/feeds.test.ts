/** Subscriptions, names and folders of an account on a server, in both directions. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadAccount } from '../../src/storage/account-row.ts';
import { db } from '../../src/storage/database.ts';
import { listFeeds, moveFeed, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, listFolders, renameFolder } from '../../src/storage/folders.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { sendAgain } from '../../src/storage/send-again.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import { type FakeGreader, type FakeOptions, startGreader } from '../fakes/greader/server.ts';
import { counted, recount } from '../storage/recount.ts';
import { connectDevice, type Device, storyCalled, titlesHere } from './device.ts';

let server: FakeGreader;
let device: Device;
const now = Date.now();
/** The undo of a leaving is over, as far as the server goes. */
const later = { now: () => Date.now() + 11 * 60_000 };
const urls = ['https://a.example/feed', 'https://b.example/feed', 'https://c.example/feed'] as const;

async function begin(options: FakeOptions = {}): Promise<void> {
  await server?.close();
  server = await startGreader(options);
  for (const [i, url] of urls.entries()) server.account.source(url, `Feed ${'ABC'[i]}`, 3);
  server.account.subscribe(urls[0]);
  server.account.subscribe(urls[1], 'Work');
  device = await connectDevice(server);
}

async function syncWell(facts: Parameters<Device['sync']>[0] = {}): Promise<void> {
  expect((await device.sync(facts)).trouble).toBeUndefined();
  expect(await counted()).toEqual(await recount());
}

/** "folder/Title", sorted: here and there. */
async function here(): Promise<string[]> {
  const folders = new Map((await listFolders()).map(({ id, title }) => [id, title]));
  const feeds = await listFeeds();
  return feeds.map((feed) => `${folders.get(feed.folderId) ?? ''}/${feed.customTitle ?? feed.title}`).sort();
}
const there = () => server.account.feeds.map(({ folder, title }) => `${folder}/${title}`).sort();
const feedOf = async (url: string) => (await db.feeds.where('urlKey').equals(url).first())?.id as number;

beforeEach(() => begin());
afterEach(() => server.close());

describe('feeds', () => {
  test('come with names and folders; FreshRSS’s word for none is no folder, in any language', async () => {
    await syncWell();
    expect(await here()).toEqual(['/Feed A', 'Work/Feed B']);
    await begin({ traits: { noFolder: 'Ohne Ordnung' } });
    await subscribe({ url: urls[2] }, now);
    await syncWell();
    expect((await loadAccount())?.noFolder).toBe('Ohne Ordnung');
    expect(await here()).toEqual(['/Feed A', '/Feed C', 'Work/Feed B']);
  });

  test('the word for no folder is learned too where the sync that added a feed was cut off', async () => {
    await begin({ traits: { noFolder: 'Ohne Ordnung' } });
    await syncWell();
    await subscribe({ url: urls[2] }, now);
    server.fail(/subscription.list/, { status: 500 });
    expect((await device.sync()).trouble?.code).toBe('server-error');
    await syncWell();
    expect((await loadAccount())?.noFolder).toBe('Ohne Ordnung');
    expect(await here()).toEqual(['/Feed A', '/Feed C', 'Work/Feed B']);
  });

  test('no check is ever planned for them', async () => {
    await syncWell();
    await unsubscribe(await feedOf(urls[0]), now);
    await undo(now);
    await subscribe({ url: urls[2] }, now);
    expect((await db.checks.toArray()).filter((check) => check.nextAt !== undefined)).toEqual([]);
  });

  test.each(['R & D <x> ü', '100% ＆', 'ß'])(
    'a name given here, %s, is the name there, and undo takes it back',
    async (name) => {
      await syncWell();
      await renameFeed(await feedOf(urls[0]), name, now);
      await syncWell();
      expect(there()).toContain(`/${name}`);
      expect(await here()).toContain(`/${name.replace('＆', '&')}`);
      await undo(now);
      await syncWell();
      expect(there()).toEqual(['/Feed A', 'Work/Feed B']);
      expect(await here()).toEqual(['/Feed A', 'Work/Feed B']);
    },
  );

  test('renamed there', async () => {
    await syncWell();
    Object.assign(server.account.feeds[0] as object, { title: 'A < B & C' });
    await syncWell();
    expect(await here()).toContain('/A < B & C');
    expect(await here()).toHaveLength(2);
  });

  test.each(['a/b', 'C++', '100%', '✨', 'ü & <x>'])(
    'moved here into %s, and out of it again',
    async (name) => {
      await syncWell();
      await moveFeed(await feedOf(urls[0]), await addFolder(name, 0, now), now);
      await syncWell();
      expect(there()).toContain(`${name}/Feed A`);
      await syncWell();
      expect(await here()).toContain(`${name}/Feed A`);
      await undo(now);
      await syncWell();
      expect(await here()).toEqual(['/Feed A', 'Work/Feed B']);
      expect(there()).toEqual(['/Feed A', 'Work/Feed B']);
    },
  );

  test('a folder in a folder, and one that is renamed, follow feed by feed', async () => {
    await syncWell();
    const inner = await addFolder('Inner', await addFolder('Outer', 0, now), now);
    await moveFeed(await feedOf(urls[0]), inner, now);
    await moveFeed(await feedOf(urls[1]), inner, now);
    await syncWell();
    expect(there()).toEqual(['Outer/Inner/Feed A', 'Outer/Inner/Feed B']);
    await renameFolder(inner, 'Core', now);
    await syncWell();
    expect(there()).toEqual(['Outer/Core/Feed A', 'Outer/Core/Feed B']);
    expect(await here()).toEqual(['Core/Feed A', 'Core/Feed B']);
  });

  test('a folder named like a label of posts is refused, and said; nothing else is lost', async () => {
    await syncWell();
    Object.assign(server.account.items[0] as object, { labels: ['later'] });
    await moveFeed(await feedOf(urls[1]), await addFolder('later', 0, now), now);
    await device.sync();
    expect(there()).toEqual(['/Feed A', 'Work/Feed B']);
    const feed = await db.feeds.get(await feedOf(urls[1]));
    expect(feed?.remoteTrouble).toMatchObject({ code: 'folder-is-label', detail: 'later' });
    expect(await here()).toContain('later/Feed B');
  });

  test('a folder is no tag of posts, also where the feed was put into it a moment ago', async () => {
    await syncWell();
    await subscribe(
      { url: urls[2], folderId: await addFolder('News', await addFolder('Far', 0, now), now) },
      now,
    );
    await syncWell();
    await syncWell();
    expect(there()).toContain('Far/News/Feed C');
    expect((await db.posts.toArray()).flatMap((post) => post.ownTags)).toEqual([]);
    expect(await db.tags.toArray()).toEqual([]);
  });

  test('what was changed here and is not delivered holds against what was changed there', async () => {
    await syncWell();
    await renameFeed(await feedOf(urls[0]), 'Mine', now);
    await moveFeed(await feedOf(urls[1]), 0, now);
    Object.assign(server.account.feeds[0] as object, { title: 'Theirs' });
    Object.assign(server.account.feeds[1] as object, { folder: 'Elsewhere' });
    server.fail(/subscription.edit/, { status: 500 });
    await device.sync();
    await syncWell();
    expect(there()[0]).toBe('/Feed B');
    expect(there()).toContain('/Mine');
    expect(await here()).toEqual(['/Feed B', '/Mine']);
  });
});

describe('Miniflux, where each feed is in a category', () => {
  const move = (url: string, folder: string) =>
    Object.assign(server.account.feeds.find((feed) => feed.url === url) as object, { folder });

  test('"All" is no folder, and what is added to none goes there, though another is first by name', async () => {
    await begin({ kind: 'miniflux' });
    move(urls[1], 'AI');
    await syncWell();
    expect(await here()).toEqual(['/Feed A', 'AI/Feed B']);
    await subscribe({ url: urls[2] }, now);
    await syncWell();
    expect(await here()).toEqual(['/Feed A', '/Feed C', 'AI/Feed B']);
    expect(there()).toEqual(['/Feed A', '/Feed C', 'AI/Feed B']);
  });

  test('what is added into a folder goes into that one', async () => {
    await begin({ kind: 'miniflux' });
    move(urls[1], 'AI');
    await syncWell();
    await subscribe({ url: urls[2], folderId: await addFolder('News', 0, now) }, now);
    await syncWell();
    await syncWell();
    expect(await here()).toEqual(['/Feed A', 'AI/Feed B', 'News/Feed C']);
    expect(there()).toEqual(['/Feed A', 'AI/Feed B', 'News/Feed C']);
  });

  test('named otherwise it is a folder like all others, and no "All" is made for what is added', async () => {
    await begin({ kind: 'miniflux', traits: { noFolder: 'Alles' } });
    await syncWell();
    expect(await here()).toEqual(['Alles/Feed A', 'Work/Feed B']);
    await subscribe({ url: urls[2] }, now);
    await syncWell();
    await syncWell();
    expect(await here()).toEqual(['Alles/Feed A', 'Alles/Feed C', 'Work/Feed B']);
    expect(there()).toEqual(['/Feed A', '/Feed C', 'Work/Feed B']);
  });
});

describe('coming and going', () => {
  test('added here, through a page that names its feed, and there', async () => {
    await syncWell();
    server.account.web.set('https://c.example/', { title: '', posts: [], leadsTo: urls[2] });
    await subscribe({ url: 'https://c.example/' }, now);
    await syncWell();
    expect(there()).toContain('/Feed C');
    expect(await here()).toEqual(['/Feed A', '/Feed C', 'Work/Feed B']);
    expect(await titlesHere('all')).toHaveLength(9);
  });

  test.each(['freshrss', 'miniflux', 'commafeed'] as const)(
    '%s: one that cannot be added says why, and stays to be looked at; the others go on',
    async (kind) => {
      await begin({ kind });
      await syncWell();
      await subscribe({ url: 'https://nowhere.example/feed' }, now);
      await subscribe({ url: urls[2] }, now);
      await syncWell();
      const feed = await db.feeds.get(await feedOf('https://nowhere.example/feed'));
      expect(feed?.remoteTrouble?.code).toBe('refused');
      expect(there().map((name) => name.split('/').at(-1))).toContain('Feed C');
      server.log.length = 0;
      await syncWell();
      expect(server.log.filter(({ path }) => /quickadd|edit$/.test(path))).toEqual([]);
    },
  );

  test('one that was refused is sent again when the person says so', async () => {
    await syncWell();
    await subscribe({ url: 'https://late.example/feed' }, now);
    await syncWell();
    const feedId = await feedOf('https://late.example/feed');
    server.account.source('https://late.example/feed', 'Late', 1);
    await syncWell();
    expect(there()).not.toContain('/Late');
    await sendAgain(feedId);
    await syncWell();
    expect(there()).toContain('/Late');
    expect((await db.feeds.get(feedId))?.remoteTrouble).toBeUndefined();
  });

  test('added on both sides before they met is one feed', async () => {
    await syncWell();
    await subscribe({ url: urls[2], customTitle: 'Mine', folderId: await addFolder('Work', 0, now) }, now);
    server.account.subscribe(urls[2]);
    await syncWell();
    await syncWell();
    expect(await here()).toEqual(['/Feed A', 'Work/Feed B', 'Work/Mine']);
    expect(there()).toEqual(['/Feed A', 'Work/Feed B', 'Work/Mine']);
  });

  test('left here, the server is told ten minutes later: taken back before, it never heard of it', async () => {
    await syncWell();
    await markRead([await storyCalled('Feed A 1')], now);
    await star(await storyCalled('Feed A 2'), true, now);
    await syncWell();
    const items = server.account.items.map(({ id }) => id);
    await unsubscribe(await feedOf(urls[0]), Date.now());
    server.account.web.get(urls[0])?.posts.push({ title: 'Feed A 4', url: 'https://a.example/4' });
    server.account.fetch(2);
    await syncWell();
    expect(await here()).toEqual(['Work/Feed B']);
    expect(await titlesHere('unread')).toHaveLength(3);
    await undo(now);
    await syncWell();
    expect(server.account.items.slice(0, -1).map(({ id }) => id)).toEqual(items);
    expect(await here()).toEqual(['/Feed A', 'Work/Feed B']);
    expect(await titlesHere('starred')).toEqual(['Feed A 2']);
    expect(await titlesHere('unread')).toEqual([
      'Feed A 2',
      'Feed A 3',
      'Feed A 4',
      'Feed B 1',
      'Feed B 2',
      'Feed B 3',
    ]);
    expect(server.log.filter(({ path }) => path.endsWith('subscription/edit'))).toEqual([]);
  });

  test('a clock that was set back does not hold a leaving up', async () => {
    await syncWell();
    await unsubscribe(await feedOf(urls[0]), Date.now() + 86_400_000);
    await syncWell();
    expect(there()).toEqual(['Work/Feed B']);
  });

  test('left here, it is left there though its undo left the list before that could be sent', async () => {
    await syncWell();
    const feedId = await feedOf(urls[0]);
    await unsubscribe(feedId, now);
    for (let i = 0; i < 60; i++) await addFolder(`F${i}`, 0, now);
    expect(await titlesHere('all')).toHaveLength(3);
    await syncWell(later);
    expect(there()).toEqual(['Work/Feed B']);
    expect(await here()).toEqual(['Work/Feed B']);
    expect(await db.feeds.get(feedId)).toBeUndefined();
    expect(await db.checks.get(feedId)).toBeUndefined();
  });

  test('left here, with its undo gone, and subscribed anew before that was sent, it has its posts again', async () => {
    await syncWell();
    await unsubscribe(await feedOf(urls[0]), now);
    for (let i = 0; i < 60; i++) await addFolder(`F${i}`, 0, now);
    await subscribe({ url: urls[0] }, now);
    await syncWell(later);
    expect(there()).toEqual(['/Feed A', 'Work/Feed B']);
    expect(await titlesHere('unread')).toHaveLength(6);
  });

  test('left here, and taken back later: it comes again, and what was read stays read', async () => {
    await syncWell();
    await markRead([await storyCalled('Feed A 1')], now);
    await star(await storyCalled('Feed A 2'), true, now);
    await syncWell();
    await unsubscribe(await feedOf(urls[0]), now);
    await syncWell(later);
    expect(there()).toEqual(['Work/Feed B']);
    expect(await here()).toEqual(['Work/Feed B']);
    await undo(now);
    await syncWell();
    await syncWell();
    expect(there()).toEqual(['/Feed A', 'Work/Feed B']);
    expect(await titlesHere('all')).toHaveLength(6);
    expect(server.account.titles((item) => item.read)).toEqual(['Feed A 1']);
    expect(server.account.titles((item) => item.starred)).toEqual(['Feed A 2']);
    expect(await titlesHere('unread')).toHaveLength(5);
  });

  test('left there: it goes, but for one with stars, which stays without its server', async () => {
    await syncWell();
    await star(await storyCalled('Feed A 2'), true, now);
    await syncWell();
    for (const feed of [...server.account.feeds].slice(0, 2)) server.account.leave(feed.id);
    server.account.subscribe(urls[2]);
    await syncWell();
    expect(await here()).toEqual(['/Feed A', '/Feed C']);
    expect(await titlesHere('starred')).toEqual(['Feed A 2']);
    expect(await titlesHere('unread')).toHaveLength(6);
    await syncWell();
    expect(await titlesHere('starred')).toEqual(['Feed A 2']);
    expect(there()).toEqual(['/Feed C']);
    server.account.subscribe(urls[0]);
    await syncWell();
    await syncWell();
    expect(await here()).toHaveLength(2);
    expect(server.account.titles((item) => item.starred)).toEqual(['Feed A 2']);
  });

  test('left in both places, and an unsubscribing whose answer is lost', async () => {
    await syncWell();
    await unsubscribe(await feedOf(urls[0]), now);
    server.fail(/subscription.edit/, { replyLost: true });
    expect((await device.sync(later)).trouble?.code).toBe('unreachable');
    await syncWell(later);
    expect(there()).toEqual(['Work/Feed B']);
    expect(await here()).toEqual(['Work/Feed B']);
  });

  test('feeds that come by a list go there with their folders; brought again, nothing happens', async () => {
    const { importSubscriptions } = await import('../../src/storage/opml-list.ts');
    const { readOpml } = await import('../../src/feeds/opml.ts');
    await syncWell();
    const outlines = readOpml(
      `<opml version="2.0"><body><outline text="New"><outline type="rss" text="Cee" xmlUrl="${urls[2]}"/><outline type="rss" text="A" xmlUrl="${urls[0]}"/></outline></body></opml>`,
    ).outlines;
    await importSubscriptions(outlines, undefined, now);
    await syncWell();
    await syncWell();
    const expected = ['/Feed A', 'New/Cee', 'Work/Feed B'];
    expect(there()).toEqual(expected);
    expect(await here()).toEqual(expected);
    await importSubscriptions(outlines, undefined, now);
    server.log.length = 0;
    await syncWell();
    expect(server.log.filter(({ path }) => /quickadd|edit$/.test(path))).toEqual([]);
  });
});
