/** Icons: fetched rarely, from the feed's own site, politely; and kept only when they are pictures. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchIcons, type IconFacts } from '../../src/background/icons.ts';
import { listenToRequests } from '../../src/background/requests.ts';
import { db } from '../../src/storage/database.ts';
import { quietHost, quietUntilAt } from '../../src/storage/quiet-hosts.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { type FeedServer, type ServedPage, startFeedServer } from '../fakes/feed-server.ts';
import { resolveLoopbackNames } from '../fakes/loopback-names.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n picture', 'latin1');
const DAY = 86_400_000;
let server: FeedServer;
let pages: Record<string, Record<string, ServedPage | undefined>> = {};
let now = Date.UTC(2026, 4, 2);
let pauses: number[] = [];

const facts: IconFacts = {
  now: () => now,
  pause: async (ms) => void pauses.push(ms),
  isPermitted: async (url) => !url.includes('locked'),
  shrink: async (bytes, type) => ({ type, bytes: bytes.slice() }),
  isIdle: async () => true,
};

async function site(name: string, found: (typeof pages)[string], imageUrl?: string): Promise<void> {
  pages[name] = found;
  server.add({
    name,
    title: name,
    contentType: 'application/rss+xml',
    bytes: () => '',
    page: (path) => pages[name]?.[path],
  });
  const siteUrl = server.url(name, '/blog/');
  const { feedId } = await subscribe({ url: server.url(name), siteUrl }, now);
  if (imageUrl !== undefined) await db.feeds.update(feedId, { imageUrl });
}

const asked = (name: string) => server.log.filter(({ host }) => host === name).map(({ path }) => path);
const iconOf = (name: string) => db.icons.get(server.url(name, ''));
const html = (body: string) => ({ contentType: 'text/html', body });
const png = { contentType: 'image/png', body: PNG };

beforeAll(async () => {
  resolveLoopbackNames();
  listenToRequests();
  server = await startFeedServer([]);
});
afterAll(() => server.close());
beforeEach(async () => {
  await db.delete();
  await db.open();
  server.log.length = 0;
  pages = {};
  pauses = [];
});

test('the icon that the page names is fetched once in four weeks, with a rest before each request', async () => {
  await site('named', { '/blog/': html('<link rel=icon href=/icon.png>'), '/icon.png': png });
  expect(await fetchIcons(facts)).toBe(false);
  expect(asked('named')).toEqual(['/blog/', '/icon.png']);
  expect(pauses).toEqual([1000, 1000]);
  expect((await iconOf('named'))?.image?.type).toBe('image/png');
  for (const { headers } of server.log) {
    expect(headers.cookie).toBeUndefined();
    expect(headers.referer).toBeUndefined();
  }
  now += 27 * DAY;
  await fetchIcons(facts);
  expect(server.log).toHaveLength(2);
  now += 2 * DAY;
  pages.named = {};
  await fetchIcons(facts);
  expect(server.log.length).toBeGreaterThan(2);
  // It has none any more: the one it had stays.
  expect((await iconOf('named'))?.image?.type).toBe('image/png');
});

test("the feed's own picture comes first, where it lies on the site", async () => {
  await site('own', { '/me.png': png }, server.url('own', '/me.png'));
  await site('elsewhere', { '/favicon.ico': png }, server.url('tracker', '/me.png'));
  await fetchIcons(facts);
  expect(asked('own')).toEqual(['/me.png']);
  expect(asked('elsewhere')).toEqual(['/blog/', '/favicon.ico']);
  expect(asked('tracker')).toEqual([]);
});

test('an icon on another site is not asked for; what is no picture is not kept', async () => {
  await site('plain', {
    '/blog/': html(`<link rel=icon href="${server.url('tracker', '/i.png')}"><link rel=icon href=/page.png>`),
    '/page.png': html('<p>Not found, says this page, with a status of 200.'),
  });
  await fetchIcons(facts);
  expect(asked('tracker')).toEqual([]);
  expect(asked('plain')).toEqual(['/blog/', '/page.png', '/favicon.ico']);
  expect(await iconOf('plain')).toEqual({ site: server.url('plain', ''), askedAt: now });
});

test('an icon that its site has sent elsewhere is not followed there, nor a page', async () => {
  await site('sends', { '/favicon.ico': { ...png, location: server.url('tracker', '/i.png') } });
  await site('sent', { '/blog/': { ...html(''), location: server.url('tracker', '/') } });
  await fetchIcons(facts);
  expect(asked('tracker')).toEqual([]);
  expect(asked('sends')).toEqual(['/blog/', '/favicon.ico']);
  expect(asked('sent')).toContain('/blog/');
});

test('without permission, or while the host wants quiet, nobody is asked', async () => {
  await site('locked', {});
  await site('quiet', {});
  await quietHost(new URL(server.url('quiet')).host, now + DAY);
  expect(await fetchIcons(facts)).toBe(false);
  expect(server.log).toEqual([]);
  expect(await db.icons.count()).toBe(0);
});

test('a host that says "too many" is left alone, and asked again in some days', async () => {
  const limited = await startFeedServer([]);
  limited.add({ name: 'limited', title: '', contentType: 'application/rss+xml', bytes: () => '' });
  limited.behave('limited', { status: 429, retryAfter: '60' });
  await subscribe({ url: limited.url('limited'), siteUrl: limited.url('limited', '/feed.xml') }, now);
  await fetchIcons(facts);
  expect(limited.log).toHaveLength(1);
  expect(await quietUntilAt(new URL(limited.url('limited')).host)).toBeGreaterThan(now);
  now += 2 * DAY + 1;
  await fetchIcons(facts);
  expect(limited.log).toHaveLength(2);
  await limited.close();
});

test('ten sites at a time; a check goes first; the icons of feeds that are gone go too', async () => {
  for (let i = 0; i < 12; i++) await site(`many-${i}`, { '/favicon.ico': png });
  expect(await fetchIcons({ ...facts, isIdle: async () => false })).toBe(true);
  expect(server.log).toEqual([]);
  expect(await fetchIcons(facts)).toBe(true);
  expect(await db.icons.count()).toBe(10);
  expect(await fetchIcons(facts)).toBe(false);
  expect(await db.icons.count()).toBe(12);
  const feeds = await db.feeds.toArray();
  await unsubscribe(feeds[0]?.id ?? 0, now);
  await db.feeds.delete(feeds[0]?.id ?? 0);
  await fetchIcons(facts);
  expect(await db.icons.count()).toBe(11);
});
