/** A clock that was ahead and was put right: what was noted meanwhile holds nothing up. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { checkDue, checkNow } from '../../src/background/checker.ts';
import { tidyUp } from '../../src/offscreen/tidy-up.ts';
import { db } from '../../src/storage/database.ts';
import { checkFeedEvery } from '../../src/storage/replan.ts';
import { pauseFeed, snoozeFeed } from '../../src/storage/rest.ts';
import { loadSettings } from '../../src/storage/settings.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { servedFeeds } from '../fakes/served-feeds.ts';

const dayMs = 24 * 60 * 60 * 1000;
const yearMs = 365 * dayMs;
const served = servedFeeds();

/** A feed that was asked a year from now. */
async function feedAhead(name: string): Promise<number> {
  served.server.add({
    name,
    title: name,
    contentType: 'application/rss+xml',
    bytes: () => '<rss version="2.0"/>',
  });
  const { feedId } = await subscribe({ url: served.server.url(name) }, Date.now());
  const lastAt = Date.now() + yearMs;
  await db.checks.update(feedId, { lastAt, lastGoodAt: lastAt, nextAt: lastAt + dayMs });
  return feedId;
}

const askedHosts = () => served.server.log.map(({ host }) => host).sort();

test('"check now" asks a feed that was asked in the future, and once', async () => {
  const feedId = await feedAhead('ahead');
  expect(await Promise.all([checkNow([feedId]), checkNow([feedId])])).toEqual([1, 0]);
  expect(askedHosts()).toEqual(['ahead']);
});

test('the daily upkeep makes such feeds due, as far as they do not rest', async () => {
  await feedAhead('ahead');
  await pauseFeed(await feedAhead('paused'), Date.now());
  await snoozeFeed(await feedAhead('snoozed'), Date.now() + 2 * yearMs, Date.now());
  const { feedId } = await subscribe({ url: served.server.url('later') }, Date.now());
  await db.checks.update(feedId, { lastAt: Date.now(), nextAt: Date.now() + dayMs });
  await checkDue();
  expect(askedHosts()).toEqual([]);
  await tidyUp(await loadSettings(), Date.now());
  await checkDue();
  expect(askedHosts()).toEqual(['ahead']);
});

test('and it forgets a quiet that is longer than any host is given', async () => {
  await db.hosts.bulkPut([
    { host: 'ahead.example', notBeforeAt: Date.now() + yearMs },
    { host: 'strict.example', notBeforeAt: Date.now() + 7 * dayMs },
  ]);
  await tidyUp(await loadSettings(), Date.now());
  expect(await db.hosts.toCollection().primaryKeys()).toEqual(['strict.example']);
});

test('what was asked a moment after the upkeep began is no future', async () => {
  const feedId = await feedAhead('moment');
  const nextAt = Date.now() + dayMs;
  await db.checks.update(feedId, { lastAt: Date.now() + 5_000, nextAt });
  await tidyUp(await loadSettings(), Date.now());
  expect((await db.checks.get(feedId))?.nextAt).toBe(nextAt);
});

test('an interval that is chosen plans from now what was asked in the future', async () => {
  const feedId = await feedAhead('ahead');
  await db.checks.update(feedId, { why: { kind: 'learned', everyMinutes: 60, postsAWeek: 1 } });
  await checkFeedEvery(feedId, 60, Date.now(), () => 0.5);
  expect((await db.checks.get(feedId))?.nextAt).toBeLessThan(Date.now() + 2 * 60 * 60 * 1000);
});
