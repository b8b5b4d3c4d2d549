/** What the clock does when things are not as they should be: no network, a metered one, a full disk, a kill, a rest. */
import 'fake-indexeddb/auto';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkDue, checkNow } from '../../src/background/checker.ts';
import { followIntervals } from '../../src/background/follow-intervals.ts';
import { tidyUp } from '../../src/offscreen/tidy-up.ts';
import { healthReport } from '../../src/panel/views/save-health-report.ts';

import { keepCredentialsOf, loadCredentials } from '../../src/storage/credentials.ts';
import { db } from '../../src/storage/database.ts';
import { exportSubscriptions, importSubscriptions } from '../../src/storage/opml-list.ts';
import { muteFeed, pauseFeed, resumeFeed, snoozeFeed } from '../../src/storage/rest.ts';
import { saveCredential } from '../../src/storage/save-credential.ts';
import { defaults, saveSettings } from '../../src/storage/settings.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { undo } from '../../src/storage/undo.ts';
import { wantChecks } from '../../src/storage/wanted.ts';
import fake from '../fakes/browser.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { resolveLoopbackNames } from '../fakes/loopback-names.ts';
import { pretendNavigator } from '../fakes/navigator.ts';
import { counted, recount } from '../storage/recount.ts';

const minute = 60_000;
const day = 86_400_000;
let server: FeedServer;
const rss = (name: string) =>
  `<rss version="2.0"><channel><title>${name}</title><item><guid>${name}</guid><title>Post of ${name}</title></item></channel></rss>`;

async function follow(name: string): Promise<number> {
  server.add({ name, title: name, contentType: 'application/rss+xml', bytes: () => rss(name) });
  return (await subscribe({ url: server.url(name) }, Date.now())).feedId;
}
const makeDue = (feedId: number) => db.checks.update(feedId, { nextAt: 1 });
const asked = (name: string) => server.log.filter(({ host }) => host === name).length;

beforeAll(async () => {
  resolveLoopbackNames();
  pretendNavigator();
  followIntervals();
  server = await startFeedServer([]);
});
afterAll(() => server.close());
beforeEach(async () => {
  await db.delete();
  await db.open();
  await fake.storage.local.clear();
  await fake.storage.session.clear();
  server.log.length = 0;
  fake.testing.granted.add('*://*/*');
  Object.assign(navigator, { onLine: true, connection: undefined });
});

describe('the network', () => {
  test('when no host answers at all it is ours: no failure is counted, and it is tried again in five minutes', async () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      await follow(name);
      server.behave(name, { drop: true });
    }
    await checkDue();
    const checks = await db.checks.toArray();
    const reached = checks.filter((check) => check.outcome !== undefined);
    expect(reached.length).toBeGreaterThanOrEqual(3);
    for (const { failures, why, nextAt = 0 } of reached) {
      expect([failures, why?.kind]).toEqual([0, 'offline']);
      expect(nextAt).toBeLessThan(Date.now() + 6 * minute);
    }
  });

  test('when one host answers, those that do not are in trouble of their own', async () => {
    for (const name of ['e', 'f', 'g']) {
      await follow(name);
      server.behave(name, { drop: true });
    }
    const good = await follow('h');
    await checkDue();
    for (const { feedId, failures } of await db.checks.toArray())
      expect(failures).toBe(feedId === good ? 0 : 1);
  });

  test('on a metered connection nobody is asked when the person wants it so; by their own click they are', async () => {
    const feedId = await follow('metered');
    await saveSettings({ onMetered: 'never' });
    Object.assign(navigator, { connection: { saveData: true } });
    await checkDue();
    expect(asked('metered')).toBe(0);
    expect(await db.checks.get(feedId)).toMatchObject({ why: { kind: 'metered' }, failures: 0 });
    await checkNow([feedId]);
    expect(asked('metered')).toBe(1);
  });

  test('else they are asked four times less', async () => {
    const feedId = await follow('rarely');
    await saveSettings({ checkEveryMinutes: 60 });
    Object.assign(navigator, { connection: { type: 'cellular' } });
    await checkDue();
    const { nextAt = 0, why } = (await db.checks.get(feedId)) ?? {};
    expect(why?.kind).toBe('metered');
    expect(Math.round((nextAt - Date.now()) / minute / 10)).toBe(24);
  });
});

describe('the worker', () => {
  test('a manual pass that was killed goes on at the next alarm, though nothing is due', async () => {
    const ids = [await follow('wanted-1'), await follow('wanted-2'), await follow('idle')];
    await checkNow(undefined);
    server.log.length = 0;
    // A pass that was killed before it asked the first two.
    await wantChecks(ids.slice(0, 2), Date.now());
    await checkDue();
    expect(['wanted-1', 'wanted-2', 'idle'].map(asked)).toEqual([1, 1, 0]);
    expect(await db.wanted.count()).toBe(0);
    await checkDue();
    expect(server.log.length).toBe(2);
  });

  test('two windows that ask in one moment make one request', async () => {
    await follow('once');
    await Promise.all([checkNow(undefined), checkNow(undefined), checkDue()]);
    expect(asked('once')).toBe(1);
  });

  test('what cannot be stored is said, is asked again whole, and not each minute', async () => {
    const feedId = await follow('full');
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('No room', 'QuotaExceededError');
    });
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    await checkNow(undefined);
    const check = await db.checks.get(feedId);
    expect(check?.outcome).toMatchObject({ kind: 'failed', why: 'storage' });
    expect([check?.etag, check?.bodyHash, check?.failures]).toEqual([undefined, undefined, 1]);
    full.mockRestore();
    await checkNow(undefined);
    expect(await db.posts.count()).toBe(1);
    // Not even the outcome has room: the clock rests.
    const stuck = vi
      .spyOn(db.checks, 'bulkPut')
      .mockRejectedValue(new DOMException('No room', 'QuotaExceededError'));
    await checkNow(undefined);
    stuck.mockRestore();
    said.mockRestore();
    await makeDue(feedId);
    server.log.length = 0;
    await checkDue();
    expect(asked('full')).toBe(0);
  });

  test('a server that answers 304 to everything is asked for the whole document, and fails openly', async () => {
    const feedId = await follow('stubborn');
    await checkNow(undefined);
    server.behave('stubborn', { answers304: 'always' });
    await checkNow(undefined);
    expect(await db.checks.get(feedId)).toMatchObject({ outcome: { kind: 'unchanged' }, failures: 0 });
    await db.checks.update(feedId, { validatorsAt: Date.now() - 9 * day });
    server.log.length = 0;
    await checkNow(undefined);
    expect(server.log[0]?.headers['if-none-match']).toBeUndefined();
    expect(await db.checks.get(feedId)).toMatchObject({ outcome: { why: 'odd-304' }, failures: 1 });
  });
});

describe('a feed at rest', () => {
  test('paused it is asked by nobody but the person, and its next check stays off; undo brings it back', async () => {
    const feedId = await follow('paused');
    await checkNow(undefined);
    await pauseFeed(feedId, Date.now());
    await checkNow(undefined);
    await checkDue();
    expect(asked('paused')).toBe(1);
    await checkNow([feedId]);
    expect(asked('paused')).toBe(2);
    expect(await db.checks.get(feedId)).toMatchObject({ why: { kind: 'paused' } });
    expect((await db.checks.get(feedId))?.nextAt).toBeUndefined();
    await unsubscribe(feedId, Date.now());
    await undo(Date.now());
    expect((await db.checks.get(feedId))?.nextAt).toBeUndefined();
    await undo(Date.now());
    expect((await db.checks.get(feedId))?.nextAt).toBeLessThanOrEqual(Date.now());
  });

  test('snoozed it is asked when its time has come', async () => {
    const feedId = await follow('snoozed');
    const until = Date.now() + 3 * day;
    await checkNow(undefined);
    await snoozeFeed(feedId, until, Date.now());
    expect(await db.checks.get(feedId)).toMatchObject({ nextAt: until, why: { kind: 'snoozed', until } });
    await checkNow([feedId]);
    expect((await db.checks.get(feedId))?.nextAt).toBe(until);
    await resumeFeed(feedId, Date.now());
    expect((await db.checks.get(feedId))?.nextAt).toBeLessThanOrEqual(Date.now());
  });

  test('muted its posts count for itself alone, also those that come meanwhile', async () => {
    const feedId = await follow('muted');
    await checkNow(undefined);
    await muteFeed(feedId, true, Date.now());
    server.add({
      name: 'muted',
      title: 'm',
      contentType: 'application/rss+xml',
      bytes: () => rss('another'),
    });
    await checkNow(undefined);
    expect(await counted()).toEqual({ [`feed ${feedId}`]: '2/2' });
    expect(await fake.action.getBadgeText()).toBe('');
    await muteFeed(feedId, false, Date.now());
    expect(await counted()).toEqual(await recount());
    expect((await counted())['total 0']).toBe('2/2');
  });
});

test('a new interval for all plans the next checks anew, but not against the word of a server', async () => {
  const [plain, asks] = [await follow('plain'), await follow('asks')];
  server.behave('asks', { cacheControl: 'max-age=360000' });
  await checkNow(undefined);
  const before = await db.checks.get(asks);
  await saveSettings({ checkEveryMinutes: 15 });
  await vi.waitFor(async () => expect((await db.checks.get(plain))?.why?.kind).toBe('regular'));
  expect((await db.checks.get(plain))?.nextAt).toBeLessThan(Date.now() + 17 * minute);
  expect((await db.checks.get(asks))?.nextAt).toBe(before?.nextAt);
});

test('logins leave the machine only when asked for, and with their feeds the machine itself', async () => {
  const feedId = await follow('secret');
  await saveCredential(feedId, server.url('secret'), {
    kind: 'basic',
    user: 'me@home',
    password: 'pass-word',
  });
  await checkNow(undefined);
  expect(server.log[0]?.headers.authorization).toBe(`Basic ${btoa('me@home:pass-word')}`);
  const report = await healthReport(new Date());
  expect(report).toContain('200 fresh');
  for (const text of [report, JSON.stringify(await exportSubscriptions())]) {
    expect(text).not.toContain('pass-word');
    expect(text).not.toContain(btoa('me@home:pass-word'));
  }
  const asked = await exportSubscriptions(true);
  expect(JSON.stringify(asked)).toContain('pass-word');
  await db.delete();
  await db.open();
  await fake.storage.local.clear();
  await importSubscriptions(asked, undefined, Date.now());
  const [feed] = await db.feeds.toArray();
  expect(Object.values(await loadCredentials())).toEqual([
    {
      origin: new URL(server.url('secret')).origin,
      credential: { kind: 'basic', user: 'me@home', password: 'pass-word' },
    },
  ]);
  expect(JSON.stringify(feed)).not.toContain('pass-word');
  await db.feeds.clear();
  const { feedIds } = await tidyUp(defaults, Date.now());
  await keepCredentialsOf(new Set(feedIds));
  expect(await loadCredentials()).toEqual({});
});
