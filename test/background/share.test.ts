import 'fake-indexeddb/auto';
import '../fakes/hidden-page.ts';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { hearDevices } from '../../src/background/hear-devices.ts';
import { shareIfDue } from '../../src/background/share.ts';
import { bucketOf, textsOf } from '../../src/devices/buckets.ts';
import { feedKey, folderKey, settingKey } from '../../src/devices/entry.ts';
import { identify } from '../../src/feeds/identify.ts';
import { answerAsHiddenPage } from '../../src/messages.ts';
import { packText } from '../../src/offscreen/pack-text.ts';
import { tasks } from '../../src/offscreen/tasks.ts';
import { moveToAddress } from '../../src/storage/address.ts';
import { chooseAlerts } from '../../src/storage/choose-alerts.ts';
import { db } from '../../src/storage/database.ts';
import { listFeeds, moveFeed, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, listFolders, removeFolder, renameFolder } from '../../src/storage/folders.ts';
import { importSubscriptions } from '../../src/storage/opml-list.ts';
import { pauseFeed, resumeFeed } from '../../src/storage/rest.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow, FeedRow } from '../../src/storage/schema.ts';
import { defaults, loadSettings, saveSettings } from '../../src/storage/settings.ts';
import { agreedKey, loadSharing, switchSharing } from '../../src/storage/sharing.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import {
  feedEntry,
  folderEntry,
  goneEntry,
  readItems,
  settingEntry,
  writeItems,
} from '../devices/other-device.ts';
import fake from '../fakes/browser.ts';
import { pretendNavigator } from '../fakes/navigator.ts';
import { counted, firstFlaw, recount } from '../storage/recount.ts';

const start = Date.UTC(2026, 8, 1, 12);
const today = Math.floor(start / 86_400_000);
const minute = 60_000;
const { sync } = fake.storage;
const a = 'https://a.example/feed';
const b = 'https://b.example/feed';

answerAsHiddenPage(tasks);
hearDevices();

beforeEach(async () => {
  pretendNavigator();
  vi.useFakeTimers({ toFake: ['Date'], now: start });
  await db.delete();
  await db.open();
  await fake.storage.local.clear();
  await fake.storage.session.clear();
  await sync.clear();
  sync.isChrome = true;
});

/** A minute goes by, and the clock rings. */
async function ring(): Promise<void> {
  vi.setSystemTime(Date.now() + minute);
  await shareIfDue();
}
/** Another device writes, and the browser brings it. */
async function otherWrites(...entries: Parameters<typeof writeItems>[1]): Promise<void> {
  await sync.set(await writeItems(await sync.get(null), entries));
}
const shared = async () => readItems(await sync.get(null));
const valueAt = async (key: string) => (await shared()).get(key)?.value;
async function feedAt(url: string): Promise<FeedRow> {
  return (await db.feeds.where('urlKey').equals(url).first()) as FeedRow;
}
async function expectTrueCounts(): Promise<void> {
  expect(await counted()).toEqual(await recount());
  expect(await firstFlaw()).toBeUndefined();
}
const follow = async (url: string, more = {}) => (await subscribe({ url, ...more }, Date.now())).feedId;
/** Switched on a while ago on two devices that have nothing yet. */
async function on(): Promise<void> {
  await switchSharing(true, Date.now());
  await ring();
  await ring();
}

test('nothing is written before it is switched on, and nothing while it is off', async () => {
  await follow(a);
  await ring();
  await otherWrites(feedEntry(b, 1));
  await ring();
  expect([sync.writes.length, (await listFeeds()).length]).toEqual([1, 1]);
});

test('a new device hears the others out: it is given a minute before it writes', async () => {
  await follow(a);
  await switchSharing(true, Date.now());
  await shareIfDue(true);
  expect([(await loadSharing()).state, sync.writes.length]).toEqual(['waiting', 0]);
  vi.setSystemTime(Date.now() + 30_000);
  await shareIfDue();
  expect(sync.writes.length).toBe(0);
  await ring();
  expect([(await loadSharing()).state, sync.writes.length]).toEqual(['told', 1]);
  expect(await valueAt(feedKey(a))).toEqual({ url: a, title: 'a.example', folder: [], tags: [] });
});

test('an empty device writes nothing, however long it waits', async () => {
  await on();
  await ring();
  expect([await loadSharing(), sync.writes.length]).toMatchObject([{ state: 'told', feeds: 0 }, 0]);
});

test('a new device takes what the others have at once, and adds its own', async () => {
  const outer = await addFolder('Mine', 0, start);
  await follow(a, { customTitle: 'Called here', folderId: outer });
  await follow('https://own.example/feed');
  await saveSettings({ theme: 'dark', order: 'oldest' });
  await otherWrites(
    feedEntry(a, 3, { customTitle: 'Called there', folder: ['News', 'Tech'] }),
    feedEntry(b, 4, { title: 'Blog B' }),
    folderEntry(['Empty'], 2),
    settingEntry('theme', 'light', 2),
    settingEntry('zone', 'gmt', 2),
  );
  await switchSharing(true, Date.now());
  await shareIfDue(true);
  const feeds = await listFeeds();
  expect(feeds.map((feed) => [feed.url, feed.customTitle ?? feed.title])).toEqual([
    [a, 'Called there'],
    ['https://own.example/feed', 'own.example'],
    [b, 'Blog B'],
  ]);
  expect((await listFolders()).map(({ title, parentId }) => [title, parentId])).toEqual([
    ['Mine', 0],
    ['Empty', 0],
    ['News', 0],
    ['Tech', 3],
  ]);
  expect(feeds[0]?.folderId).toBe(4);
  expect(await loadSettings()).toMatchObject({ theme: 'light', zone: 'gmt', order: 'oldest' });
  expect([...(await shared()).keys()].sort()).toEqual(
    [
      feedKey(a),
      feedKey(b),
      feedKey('https://own.example/feed'),
      folderKey(['Empty']),
      folderKey(['Mine']),
      folderKey(['News']),
      folderKey(['News', 'Tech']),
      settingKey('order'),
      settingKey('theme'),
      settingKey('zone'),
    ]
      .filter((key) => key !== folderKey(['News']) && key !== folderKey(['News', 'Tech']))
      .sort(),
  );
  // Folders that came with a feed are told with the next exchange, and then it is quiet.
  await ring();
  await ring();
  const writes = sync.writes.length;
  for (let i = 0; i < 5; i++) await ring();
  expect(sync.writes.length).toBe(writes);
  await expectTrueCounts();
});

test('what is done here is told within a minute: names, folders, settings, and that a feed was left', async () => {
  await on();
  const feedId = await follow(a);
  await ring();
  const folderId = await addFolder('News', 0, start);
  await moveFeed(feedId, folderId, start);
  await renameFeed(feedId, 'Mine', start);
  await saveSettings({ theme: 'dark', textSize: 125 });
  await ring();
  expect(await valueAt(feedKey(a))).toMatchObject({ customTitle: 'Mine', folder: ['News'] });
  expect([await valueAt(settingKey('theme')), await valueAt(settingKey('textSize'))]).toEqual([
    { setting: 'dark' },
    undefined,
  ]);
  await saveSettings({ theme: 'system' });
  await unsubscribe(feedId, start);
  await ring();
  expect(await valueAt(settingKey('theme'))).toEqual({ setting: 'system' });
  expect((await shared()).get(feedKey(a))).toMatchObject({ goneOn: today });
  await undo(start);
  await ring();
  expect(await valueAt(feedKey(a))).toMatchObject({ customTitle: 'Mine', folder: ['News'] });
});

test('a folder that another device renamed stays the same one: the badge counts it still', async () => {
  await on();
  const folderId = await addFolder('News', 0, start);
  const inner = await addFolder('Inner', folderId, start);
  await follow(a, { folderId: inner });
  await chooseAlerts(() => ({ badgeFolders: [inner] }));
  await ring();
  const [old, oldInner] = [folderKey(['News']), folderKey(['News', 'Inner'])];
  await otherWrites(
    goneEntry(old, 9, today, folderKey(['Press'])),
    goneEntry(oldInner, 9, today, folderKey(['Press', 'Inner'])),
    folderEntry(['Press'], 9),
    folderEntry(['Press', 'Inner'], 9),
    feedEntry(a, 9, { folder: ['Press', 'Inner'] }),
  );
  await ring();
  expect((await listFolders()).map(({ id, title, parentId }) => [id, title, parentId])).toEqual([
    [folderId, 'Press', 0],
    [inner, 'Inner', folderId],
  ]);
  expect((await feedAt(a)).folderId).toBe(inner);
  expect((await db.alerts.get(1))?.badgeFolders).toEqual([inner]);
  // And renamed here it is told so.
  await renameFolder(folderId, 'Papers', start);
  await ring();
  expect((await shared()).get(folderKey(['Press']))?.movedTo).toBe(folderKey(['Papers']));
  await removeFolder(inner, start);
  await removeFolder(folderId, start);
  await ring();
  expect((await shared()).get(folderKey(['Papers']))).toMatchObject({ goneOn: today });
  expect(await valueAt(feedKey(a))).toMatchObject({ folder: [] });
});

test('folders that another device took away go once nothing is in them', async () => {
  await on();
  const outer = await addFolder('Outer', 0, start);
  const inner = await addFolder('Inner', outer, start);
  await follow(a, { folderId: inner });
  // Its address holds a key: it stays here, and so does what it lies in.
  await follow('https://secret.example/feed?token=abc', { folderId: outer });
  await ring();
  await otherWrites(
    goneEntry(folderKey(['Outer']), 9, today),
    goneEntry(folderKey(['Outer', 'Inner']), 9, today),
    feedEntry(a, 9),
  );
  await ring();
  expect((await listFolders()).map(({ title }) => title)).toEqual(['Outer']);
  await expectTrueCounts();
});

describe('a feed that was left on another device', () => {
  async function withPosts(): Promise<number> {
    await on();
    const feedId = await follow(a);
    const posts = ['one', 'two'].map((name, i) => ({
      guid: name,
      title: name,
      publishedAt: start - i * 1000,
      tags: [],
      enclosures: [],
    }));
    const row = (await db.checks.get(feedId)) as CheckRow;
    const feed = { format: 'rss' as const, title: 'Blog', pace: {}, posts, repairs: [] };
    await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row }), start);
    await ring();
    return feedId;
  }

  test('is left here; the newest action says so and takes it back, there too', async () => {
    const feedId = await withPosts();
    await otherWrites(goneEntry(feedKey(a), 50, today));
    await ring();
    expect(await listFeeds()).toEqual([]);
    expect(await undo(start)).toMatchObject({ kind: 'leave-elsewhere', count: 1 });
    expect((await listFeeds()).map(({ id }) => id)).toEqual([feedId]);
    await ring();
    expect(await valueAt(feedKey(a))).toMatchObject({ url: a });
    await expectTrueCounts();
  });

  test('is kept, paused and muted, where it holds a star; asked again it is a feed like all others', async () => {
    const feedId = await withPosts();
    await star((await db.posts.toArray())[0]?.id as number, true, start);
    await otherWrites(goneEntry(feedKey(a), 50, today));
    await ring();
    expect(await feedAt(a)).toMatchObject({ pausedAt: expect.any(Number), mutedAt: expect.any(Number) });
    expect((await feedAt(a)).leftAt).toBeUndefined();
    expect((await db.marks.toArray()).filter((mark) => mark.starAt !== undefined)).toHaveLength(1);
    for (let i = 0; i < 3; i++) await ring();
    expect((await shared()).get(feedKey(a))?.value).toBeUndefined();
    await expectTrueCounts();
    await resumeFeed(feedId, Date.now());
    await ring();
    expect(await valueAt(feedKey(a))).toMatchObject({ url: a });
    // Paused by the person it stays so, whatever is done to it elsewhere.
    vi.setSystemTime(Date.now() + minute);
    await pauseFeed(feedId, Date.now());
    await otherWrites(feedEntry(a, 90, { customTitle: 'Renamed' }));
    await ring();
    expect(await feedAt(a)).toMatchObject({
      customTitle: 'Renamed',
      pausedAt: expect.any(Number),
      mutedAt: expect.any(Number),
    });
  });

  test('wakes when another device follows it again', async () => {
    const feedId = await withPosts();
    await star((await db.posts.toArray())[0]?.id as number, true, start);
    await otherWrites(goneEntry(feedKey(a), 50, today));
    await ring();
    await otherWrites(feedEntry(a, 60, { customTitle: 'Again' }));
    await ring();
    const feed = await feedAt(a);
    expect([feed.id, feed.customTitle, feed.pausedAt, feed.mutedAt, feed.leftElsewhereAt]).toEqual([
      feedId,
      'Again',
      undefined,
      undefined,
      undefined,
    ]);
    await expectTrueCounts();
  });

  test('keeps its posts when it only has another address now', async () => {
    const feedId = await withPosts();
    const moved = 'https://moved.example/feed';
    await otherWrites(goneEntry(feedKey(a), 50, today, moved), feedEntry(moved, 50));
    await ring();
    expect((await listFeeds()).map(({ id, url }) => [id, url])).toEqual([[feedId, moved]]);
    await moveToAddress(feedId, b, start);
    await ring();
    expect((await shared()).get(feedKey(moved))).toMatchObject({ goneOn: today, movedTo: b });
    expect(await valueAt(feedKey(b))).toMatchObject({ url: b });
  });
});

test('logins, and addresses that hold one, never come near it', async () => {
  await on();
  await importSubscriptions(
    [
      {
        kind: 'feed',
        title: 'https://ann:s3same@named.example/',
        xmlUrl: 'https://ann:s3same@private.example/feed',
      },
      { kind: 'feed', title: 'Key', xmlUrl: 'https://keyed.example/feed?api_key=s3same' },
      { kind: 'feed', title: 'Path', xmlUrl: 'https://pathed.example/token/s3same/feed' },
    ],
    undefined,
    start,
  );
  await follow('https://ann:s3same@typed.example/feed');
  await renameFeed((await feedAt('https://private.example/feed')).id, 'https://x.example/?key=s3same', start);
  await ring();
  const told = JSON.stringify([...(await shared())]);
  expect(told).not.toContain('s3same');
  expect(await loadSharing()).toMatchObject({ state: 'told', feeds: 0, withheld: 4 });
  expect(await listFeeds()).toHaveLength(4);
});

test('what may not be shared any more is not taken away from the others, until it is left', async () => {
  await on();
  const folder = await addFolder('News', 0, start);
  const feedId = await follow(a, { folderId: folder });
  await ring();
  const told = await valueAt(feedKey(a));
  expect(told).toMatchObject({ url: a });
  await moveToAddress(feedId, 'https://a.example/feed?channel_id=UC1234567890abcdefgh', Date.now());
  await renameFolder(folder, 'https://x.example/?key=s3same', Date.now());
  for (let i = 0; i < 3; i++) await ring();
  expect(await loadSharing()).toMatchObject({ state: 'told', withheld: 1 });
  expect(await valueAt(feedKey(a))).toEqual(told);
  expect(await valueAt(folderKey(['News']))).toBeDefined();
  await unsubscribe(feedId, Date.now());
  await ring();
  expect((await shared()).get(feedKey(a))?.goneOn).toBeDefined();
});

test('a store that was cleared or restored takes nothing away from the others', async () => {
  await on();
  await follow(a);
  await follow(b);
  await ring();
  await db.delete();
  await db.open();
  await ring();
  expect((await listFeeds()).map(({ url }) => url).sort()).toEqual([a, b]);
  // A file of yesterday, in which one of them is missing.
  await db.feeds.where('urlKey').equals(b).delete();
  await db.restored.put({ id: 1, at: Date.now(), madeAt: 1, feeds: 1 });
  await ring();
  expect((await listFeeds()).map(({ url }) => url).sort()).toEqual([a, b]);
  expect(await valueAt(feedKey(b))).toMatchObject({ url: b });
});

test('switched off and on again, what was left meanwhile is left everywhere', async () => {
  await on();
  const feedId = await follow(a);
  await follow(b);
  await ring();
  await switchSharing(false, Date.now());
  await unsubscribe(feedId, Date.now());
  await otherWrites(feedEntry('https://c.example/feed', 30));
  await ring();
  expect(await valueAt(feedKey(a))).toBeDefined();
  await switchSharing(true, Date.now());
  await ring();
  expect((await listFeeds()).map(({ url }) => url)).toEqual([b, 'https://c.example/feed']);
  expect(await valueAt(feedKey(a))).toBeUndefined();
});

/** Titles that cannot be packed. */
const noise = (i: number) =>
  Array.from({ length: 190 }, (_, k) =>
    String.fromCodePoint(0x4e00 + ((i * 7919 + k * k * 104_729) % 20_000)),
  ).join('');

test('a bucket that grows too large is divided: all go over to 64, and the old ones are taken away', async () => {
  await on();
  await follow(a);
  await ring();
  const inOne = Array.from({ length: 3000 }, (_, i) => `https://n${i}.example/feed`)
    .filter((url) => bucketOf(feedKey(url), 32) === 'b32-05')
    .slice(0, 14);
  await importSubscriptions(
    inOne.map((xmlUrl, i) => ({ kind: 'feed', title: noise(i), xmlUrl })),
    undefined,
    Date.now(),
  );
  await ring();
  const names = Object.keys(await sync.get(null));
  expect(names.filter((name) => !name.startsWith('b64-'))).toEqual([]);
  expect(await loadSharing()).toMatchObject({ state: 'told', feeds: 15 });
  expect((await shared()).size).toBe(15);
  // A device that has not seen that yet still writes the old ones: they are read, and taken away again.
  const old = textsOf(new Map([[feedKey(b), feedEntry(b, 99)]]), 32);
  for (const [name, text] of old) await sync.set({ [name]: await packText(text) });
  await ring();
  await ring();
  expect((await feedAt(b)).url).toBe(b);
  expect(Object.keys(await sync.get(null)).filter((name) => !name.startsWith('b64-'))).toEqual([]);
});

test.each([true, false])(
  'over quota (Chrome: %s) nothing is lost, and with room again all is told',
  async (isChrome) => {
    sync.isChrome = isChrome;
    await on();
    await follow(a);
    await ring();
    const before = JSON.stringify(await sync.get(null));
    const outlines = Array.from({ length: 400 }, (_, i) => ({
      kind: 'feed' as const,
      title: noise(i),
      xmlUrl: `https://${(i * 7919).toString(36)}.example/feed`,
    }));
    await importSubscriptions(outlines, undefined, Date.now());
    await ring();
    expect(await loadSharing()).toMatchObject({ state: 'full', feeds: 401 });
    expect((await loadSharing()).bytes).toBeGreaterThan(100_000);
    expect(JSON.stringify(await sync.get(null))).toBe(before);
    // What the others do still comes.
    await otherWrites(feedEntry(b, 99));
    await ring();
    expect((await feedAt(b)).url).toBe(b);
    expect(await listFeeds()).toHaveLength(402);
    await undo(Date.now());
    await ring();
    expect(await loadSharing()).toMatchObject({ state: 'told', feeds: 2 });
    expect([await valueAt(feedKey(a)), await valueAt(feedKey(b))]).toMatchObject([{ url: a }, { url: b }]);
  },
);

test.each([true, false])('900 feeds in 40 folders fit (Chrome: %s), in one write', async (isChrome) => {
  sync.isChrome = isChrome;
  await on();
  const outlines = Array.from({ length: 40 }, (_, f) => ({
    kind: 'folder' as const,
    title: `Folder <${f}> & more`,
    children: Array.from({ length: 23 }, (_, i) => ({
      kind: 'feed' as const,
      title: `The blog of number ${f}-${i} <b>`,
      xmlUrl: `https://blog-${f}-${i}.example.org/feeds/posts/default?alt=rss`,
    })),
  }));
  await importSubscriptions(outlines, undefined, Date.now());
  const writes = sync.writes.length;
  await ring();
  expect(sync.writes.length).toBe(writes + 1);
  const { bytes, feeds, state } = await loadSharing();
  expect([feeds, state]).toEqual([920, 'told']);
  expect(sync.bytes()).toBe(bytes);
  expect(bytes).toBeLessThan(70_000);
});

test('a device that speaks a later form is left alone, and it is said', async () => {
  await on();
  await follow(a);
  await ring();
  const items = await sync.get(null);
  const [name] = Object.keys(items) as [string];
  await sync.set({ [name]: await packText(JSON.stringify({ form: 2, entries: 'other' })) });
  const before = JSON.stringify(await sync.get(null));
  await follow(b);
  await ring();
  expect([(await loadSharing()).state, JSON.stringify(await sync.get(null))]).toEqual(['newer', before]);
  expect(await listFeeds()).toHaveLength(2);
});

test('what is damaged or none of ours is passed over, and mended', async () => {
  await on();
  await follow(a);
  await ring();
  const items = await sync.get(null);
  const [name] = Object.keys(items) as [string];
  await sync.set({ [name]: 'AAAA', 'b32-99': 'x', other: { a: 1 }, 'b32-31': 7 });
  await ring();
  expect(await valueAt(feedKey(a))).toMatchObject({ url: a });
  expect(await listFeeds()).toHaveLength(1);
});

test('a write that the browser refuses is said, tried again later, and loses nothing', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
  await on();
  await follow(a);
  for (let i = 0; i < 121; i++) await sync.set({}).catch(() => {});
  await shareIfDue();
  expect([(await loadSharing()).state, errors.mock.calls.length]).toEqual(['failed', 1]);
  await ring();
  expect(await valueAt(feedKey(a))).toBeUndefined();
  vi.setSystemTime(Date.now() + 15 * minute);
  await ring();
  expect([(await loadSharing()).state, await valueAt(feedKey(a))]).toMatchObject(['told', { url: a }]);
});

test('a person who asks again and again makes six writes a minute at the most', async () => {
  await on();
  const before = sync.writes.length;
  for (let second = 0; second < 60; second++) {
    vi.setSystemTime(Date.now() + 1000);
    await follow(`https://n${second}.example/feed`);
    await shareIfDue(true);
  }
  expect(sync.writes.length - before).toBeLessThanOrEqual(6);
  expect(sync.writes.length).toBeGreaterThan(before);
});

test('a setting that is chosen while another device sets it stays as chosen, and is told', async () => {
  await on();
  await saveSettings({ theme: 'dark' });
  await ring();
  await otherWrites(settingEntry('theme', 'light', 50));
  await saveSettings({ theme: 'system' });
  await ring();
  expect([(await loadSettings()).theme, await valueAt(settingKey('theme'))]).toEqual([
    'system',
    { setting: 'system' },
  ]);
  await otherWrites(settingEntry('theme', 'sepia', 90), settingEntry('odd', 1, 90));
  await ring();
  expect([(await loadSettings()).theme, await valueAt(settingKey('theme'))]).toEqual([
    'system',
    { setting: 'sepia' },
  ]);
  expect((await loadSettings()).textSize).toBe(defaults.textSize);
});

test('stopped at any point between storing and noting, it goes on and makes no change of its own', async () => {
  await on();
  await follow(a);
  await ring();
  const noted = (await fake.storage.local.get(agreedKey))[agreedKey];
  await otherWrites(goneEntry(feedKey(a), 20, today), feedEntry(b, 20), settingEntry('theme', 'dark', 20));
  await ring();
  // As if it had been stopped before it noted what was agreed on.
  await fake.storage.local.set({ [agreedKey]: noted });
  const before = JSON.stringify(await sync.get(null));
  await ring();
  await ring();
  expect(JSON.stringify(await sync.get(null))).toBe(before);
  expect((await listFeeds()).map(({ url }) => url)).toEqual([b]);
});
