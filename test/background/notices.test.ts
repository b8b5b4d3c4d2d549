import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { focusAlarm } from '../../src/background/alarm.ts';
import { followFocus, toggleFocus } from '../../src/background/focus.ts';
import { listenToNotices } from '../../src/background/notice-clicks.ts';
import { tellOfNew } from '../../src/background/notices.ts';
import { updateBadge } from '../../src/badge.ts';
import { identify } from '../../src/feeds/identify.ts';
import type { Outcome } from '../../src/feeds/outcome.ts';
import { lookAtTroubleAgain, noteTrouble } from '../../src/storage/alerts.ts';
import { chooseAlerts } from '../../src/storage/choose-alerts.ts';
import { totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { markRead } from '../../src/storage/mark-read.ts';
import { forgetRead } from '../../src/storage/notices.ts';
import { pauseFeed, resumeFeed, snoozeFeed } from '../../src/storage/rest.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { saveSettings } from '../../src/storage/settings.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import fake from '../fakes/browser.ts';
import { pretendNavigator } from '../fakes/navigator.ts';

let feedId = 0;
const { notices, opened, alarms } = fake.testing;
const standing = () => notices.get('new-posts');

listenToNotices();

beforeEach(async () => {
  pretendNavigator();
  // The words lie beside the worker in the package.
  vi.stubGlobal('fetch', async (url: string) => {
    const file = url.replace('extension:/', 'public/');
    return new Response(await readFile(file, 'utf8'));
  });
  await db.delete();
  await db.open();
  await fake.storage.local.clear();
  notices.clear();
  opened.length = 0;
  ({ feedId } = await subscribe({ url: 'https://a.example/feed', title: 'Blog' }, Date.now()));
  await arrive('backlog');
  await chooseAlerts(() => ({ notifyFeeds: [feedId] }));
});
afterEach(() => vi.unstubAllGlobals());

async function arrive(...names: string[]): Promise<void> {
  const posts = names.map((name, index) => ({
    guid: `urn:${name}`,
    title: name,
    publishedAt: Date.now() - 10_000 + index,
    tags: [],
    enclosures: [],
  }));
  const row = { ...(await db.checks.get(feedId)), lastGoodAt: Date.now() } as CheckRow;
  const feed = { format: 'rss' as const, title: 'Blog', pace: {}, posts, repairs: [] };
  await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row }), Date.now());
}

async function emit(event: 'onClicked' | 'onButtonClicked' | 'onClosed', ...args: unknown[]): Promise<void> {
  await Promise.all(fake.notifications[event].emit('new-posts', ...args));
}

test('one notification sums up what came', async () => {
  await arrive('One', 'Two');
  await tellOfNew();
  expect(standing()).toMatchObject({
    title: '2 new posts',
    message: 'Blog: Two\nBlog: One',
    buttons: [{ title: 'Mark read' }],
  });
  // The browser was closed meanwhile, and said nothing of it.
  notices.clear();
  await tellOfNew();
  expect(standing()).toBeUndefined();
  await arrive('Three');
  await tellOfNew();
  expect(standing()?.title).toBe('1 new post');
});

test('while a notification stands the next one sums both up; once it is closed, it does not', async () => {
  await arrive('One');
  await tellOfNew();
  expect(standing()?.title).toBe('1 new post');
  await arrive('Two');
  await tellOfNew();
  expect(standing()?.title).toBe('2 new posts');
  notices.clear();
  await emit('onClosed', true);
  await arrive('Three');
  await tellOfNew();
  expect(standing()?.title).toBe('1 new post');
});

test('the first post of a feed that was empty is news', async () => {
  ({ feedId } = await subscribe({ url: 'https://new.example/feed', title: 'New' }, Date.now()));
  await chooseAlerts(() => ({ notifyFeeds: [feedId] }));
  await arrive();
  await arrive('First of all');
  await tellOfNew();
  expect(standing()?.title).toBe('1 new post');
});

test('a story is told once, though another feed brings it later', async () => {
  const { feedId: planet } = await subscribe(
    { url: 'https://planet.example/feed', title: 'Planet' },
    Date.now(),
  );
  const blog = feedId;
  feedId = planet;
  await arrive('backlog of the planet');
  await chooseAlerts(() => ({ notifyFeeds: [blog, planet] }));
  feedId = blog;
  await arrive('Once and for all, a story');
  await tellOfNew();
  expect(standing()?.title).toBe('1 new post');
  notices.clear();
  await tellOfNew();
  feedId = planet;
  await arrive('Once and for all, a story');
  expect((await db.posts.where('storyId').above(0).count()) > 0).toBe(true);
  await tellOfNew();
  expect(standing()).toBeUndefined();
  // Nothing is kept of it once it is read.
  await markRead(
    (await db.notices.toArray()).map((row) => row.storyId),
    Date.now(),
  );
  await forgetRead();
  expect(await db.notices.count()).toBe(0);
});

test('what was told of long ago is read in one request, and forgotten in steps', async () => {
  const kept = Array.from(
    { length: 12 },
    (_, i) => ({ storyId: 1_000 + i, at: 1, told: true, gone: true }) as const,
  );
  await db.notices.bulkAdd(kept);
  await arrive('One');
  const cursors = vi.spyOn(IDBObjectStore.prototype, 'openCursor');
  await tellOfNew();
  expect(cursors.mock.contexts.map((store) => (store as IDBObjectStore).name)).not.toContain('notices');
  cursors.mockRestore();
  expect(standing()?.title).toBe('1 new post');
  // Nothing stands any more: what was told is kept as the others are, while it is unread.
  notices.clear();
  await tellOfNew();
  expect(await db.notices.filter((row) => row.gone === true).count()).toBe(13);
  let steps = 0;
  for (let at = await forgetRead(0, 5); at !== undefined; at = await forgetRead(at, 5)) steps++;
  expect([steps, await db.notices.count()]).toEqual([2, 1]);
});

test('what was read meanwhile is no news', async () => {
  await arrive('One');
  await markRead(
    (await db.notices.toArray()).map((row) => row.storyId),
    Date.now(),
  );
  await tellOfNew();
  expect(standing()).toBeUndefined();
  expect(await db.notices.count()).toBe(0);
});

test('in the language that was chosen, with its plural', async () => {
  await saveSettings({ language: 'de' });
  await arrive('Eins', 'Zwei');
  await tellOfNew();
  expect(standing()).toMatchObject({
    title: '2 neue Beiträge',
    buttons: [{ title: 'Als gelesen markieren' }],
  });
});

test('a click opens the newest post in a tab where no panel may be opened', async () => {
  await arrive('One', 'Two');
  await tellOfNew();
  const newest = (await db.posts.toArray()).find((post) => post.title === 'Two');
  // Some browsers close what is clicked, and say that as well.
  notices.clear();
  await Promise.all([emit('onClicked'), emit('onClosed', true)]);
  expect(opened.map(({ url }) => url)).toEqual([
    `extension:/src/panel/index.html#/feed/${feedId}?post=${newest?.id}`,
  ]);
  expect(standing()).toBeUndefined();
});

test('the button marks all of them read, and the badge says so', async () => {
  await arrive('One', 'Two');
  await tellOfNew();
  await emit('onButtonClicked', 0);
  expect(await totalUnread()).toBe(1);
  expect(await fake.action.getBadgeText()).toBe('1');
  expect(standing()).toBeUndefined();
});

test('focus empties the badge and holds notifications back; afterwards one sums up', async () => {
  await toggleFocus();
  await followFocus();
  await arrive('One', 'Two');
  await tellOfNew();
  expect([standing(), await fake.action.getBadgeText()]).toEqual([undefined, '']);
  expect(alarms.get(focusAlarm)?.when).toBeGreaterThan(Date.now() + 50 * 60_000);
  await toggleFocus();
  await followFocus();
  expect(standing()?.title).toBe('While you focused: 2 new posts');
  expect(await fake.action.getBadgeText()).toBe('3');
  expect(alarms.has(focusAlarm)).toBe(false);
});

test('trouble that only the person can set right colours the badge, and is said where nothing is unread', async () => {
  await updateBadge();
  const calm = await fake.action.getBadgeBackgroundColor();
  const outcome: Outcome = { kind: 'failed', why: 'storage' };
  await db.checks.update(feedId, { outcome });
  await noteTrouble(Date.now());
  await updateBadge();
  expect(await fake.action.getBadgeText()).toBe('1');
  expect(await fake.action.getBadgeBackgroundColor()).not.toBe(calm);
  // A feed that is not checked any more wants nothing of the person.
  await pauseFeed(feedId, Date.now());
  await lookAtTroubleAgain(Date.now());
  await updateBadge();
  expect(await fake.action.getBadgeBackgroundColor()).toBe(calm);
  await resumeFeed(feedId, Date.now());
  await noteTrouble(Date.now());
  await snoozeFeed(feedId, Date.now() + 60_000, Date.now());
  await lookAtTroubleAgain(Date.now());
  await updateBadge();
  expect(await fake.action.getBadgeBackgroundColor()).toBe(calm);
  await noteTrouble(Date.now() + 60_000);
  await updateBadge();
  expect(await fake.action.getBadgeBackgroundColor()).not.toBe(calm);
  await resumeFeed(feedId, Date.now());
  await unsubscribe(feedId, Date.now());
  await lookAtTroubleAgain(Date.now());
  await updateBadge();
  expect(await fake.action.getBadgeBackgroundColor()).toBe(calm);
  await undo(Date.now());
  await noteTrouble(Date.now());
  await db.unread.clear();
  await db.counters.clear();
  await updateBadge();
  expect(await fake.action.getBadgeText()).toBe('!');
  await db.checks.update(feedId, { outcome: { kind: 'unchanged', status: 304 } });
  await noteTrouble(Date.now());
  await updateBadge();
  expect(await fake.action.getBadgeText()).toBe('');
});
