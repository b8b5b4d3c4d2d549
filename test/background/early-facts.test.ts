/** What a pass needs is asked when the worker starts; what has changed until it begins holds all the same. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { askFactsEarly, checkDue, checkNow, forgetEarly } from '../../src/background/checker.ts';
import { db } from '../../src/storage/database.ts';
import { saveSettings } from '../../src/storage/settings.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import fake from '../fakes/browser.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { resolveLoopbackNames } from '../fakes/loopback-names.ts';
import { pretendNavigator } from '../fakes/navigator.ts';

const text =
  '<rss version="2.0"><channel><title>Feed</title><item><title>Post</title></item></channel></rss>';
let server: FeedServer;
let feedId: number;

const asked = () => server.log.filter(({ host }) => host === 'feed').length;

beforeAll(async () => {
  resolveLoopbackNames();
  pretendNavigator();
  server = await startFeedServer([]);
});
afterAll(() => server.close());
beforeEach(async () => {
  await db.delete();
  await db.open();
  await fake.storage.local.clear();
  fake.testing.granted.add('*://*/*');
  server.add({ name: 'feed', title: 'Feed', contentType: 'application/rss+xml', bytes: () => text });
  ({ feedId } = await subscribe({ url: server.url('feed') }, Date.now()));
});

test.each([
  ['a person asks', () => checkNow([feedId])],
  ['the clock rings', () => checkDue()],
])('when %s they are not asked again', async (_, check) => {
  const getAll = vi.spyOn(fake.permissions, 'getAll');
  askFactsEarly();
  await check();
  expect(getAll).toHaveBeenCalledTimes(1);
  getAll.mockRestore();
  expect((await db.checks.get(feedId))?.outcome?.kind).toBe('fresh');
});

test('they are taken once', async () => {
  const getAll = vi.spyOn(fake.permissions, 'getAll');
  askFactsEarly();
  await checkNow([feedId]);
  await checkNow([feedId]);
  expect(getAll).toHaveBeenCalledTimes(2);
  getAll.mockRestore();
});

test('a permission that is given meanwhile holds', async () => {
  fake.testing.granted.clear();
  askFactsEarly();
  await new Promise((done) => setTimeout(done, 20));
  fake.testing.granted.add('*://*/*');
  fake.permissions.onAdded.emit();
  await checkNow([feedId]);
  expect((await db.checks.get(feedId))?.outcome?.kind).toBe('fresh');
});

test('a setting that is changed meanwhile holds', async () => {
  askFactsEarly();
  await new Promise((done) => setTimeout(done, 20));
  await saveSettings({ checkEveryMinutes: 7 });
  await checkNow([feedId]);
  const { lastAt = 0, nextAt = 0 } = (await db.checks.get(feedId)) ?? {};
  expect(nextAt - lastAt).toBeLessThan(10 * 60_000);
});

test('a second later they are asked anew', async () => {
  fake.testing.granted.clear();
  askFactsEarly();
  await new Promise((done) => setTimeout(done, 1_050));
  fake.testing.granted.add('*://*/*');
  await checkNow([feedId]);
  expect((await db.checks.get(feedId))?.outcome?.kind).toBe('fresh');
});

test('a permission that is taken away meanwhile is not used', async () => {
  askFactsEarly();
  await vi.waitFor(async () => expect((await fake.permissions.getAll()).origins).not.toEqual([]));
  fake.testing.granted.clear();
  fake.permissions.onRemoved.emit();
  await checkNow([feedId]);
  expect((await db.checks.get(feedId))?.outcome).toMatchObject({ kind: 'failed', why: 'needs-permission' });
});

test.each([
  ['two windows ask', () => [checkNow([feedId]), checkNow([feedId])]],
  ['the clock rings while a person asks', () => [checkDue(), checkNow([feedId])]],
  ['a person asks while the clock rings', () => [checkNow([feedId]), checkDue()]],
])('at the start, when %s, a feed is asked once', async (_, begin) => {
  const before = asked();
  askFactsEarly();
  await Promise.all(begin());
  expect(asked() - before).toBe(1);
});

test('where another account is opened before the lock is free, nothing that was asked early is used', async () => {
  askFactsEarly();
  let isFree = () => {};
  // As when an account is opened: whoever does it holds the lock.
  const holding = navigator.locks.request('checks', () => new Promise<void>((done) => (isFree = done)));
  await new Promise((done) => setTimeout(done, 20));
  const checking = checkNow([feedId]);
  await new Promise((done) => setTimeout(done, 20));
  // The feed of that number is another one there.
  await db.feeds.update(feedId, { leftAt: Date.now() });
  forgetEarly();
  isFree();
  await holding;
  const before = asked();
  expect([await checking, asked() - before]).toEqual([0, 0]);
});
