/** The health page in both browsers: who fails is told once, and a feed can be paused, muted, moved and left there. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckRow, FeedRow } from '../../src/storage/schema.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { checkNow, go, press } from './harness/panel.ts';
import { recount, storedNumbers } from './harness/recount.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

describe.each(oneBrowser('the health page'))('health in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  let feeds: FeedRow[];
  const hostOf = (feed: FeedRow | undefined) => new URL(feed?.url ?? '').hostname.split('.')[0] ?? '';
  const pathOf = (feed: FeedRow | undefined) => new URL(feed?.url ?? '').pathname;
  const inFeed = (feed: FeedRow | undefined, rest = '') => `.health-feed[data-feed-id="${feed?.id}"] ${rest}`;
  const text = (selector: string) => page.$eval(selector, (element) => element.textContent ?? '');

  async function unfold(feed: FeedRow | undefined): Promise<void> {
    await page.waitForSelector(inFeed(feed, 'summary'));
    await page.$eval(inFeed(feed, 'details'), (details) => {
      (details as HTMLDetailsElement).open = true;
    });
    await page.waitForSelector(inFeed(feed, '.health-actions'));
  }
  const act = async (feed: FeedRow | undefined, action: string) => {
    await page.waitForSelector(inFeed(feed, `[data-action="${action}"]`));
    await page.$eval(inFeed(feed, `[data-action="${action}"]`), (button) => (button as HTMLElement).click());
  };

  beforeAll(async () => {
    at = await launchSubscribed(name);
    page = at.page;
    feeds = (await readAll<FeedRow>(page, 'feeds')).sort((a, b) => a.id - b.id);
  });
  afterAll(() => at?.close());

  test('three failures in a row are told once, and lead to the feed', async () => {
    at.server.behave(hostOf(feeds[0]), { status: 500 });
    await go(page, '#/feeds');
    for (let i = 0; i < 3; i++) await checkNow(page);
    await page.waitForSelector('[data-untold="1"]');
    await press(page, 'show-failing');
    await until(
      () => page.$$eval('.health-feed', (found) => found.map((each) => each.getAttribute('data-feed-id'))),
      (shown) => shown.length === 1 && shown[0] === String(feeds[0]?.id),
    );
    expect(await text(inFeed(feeds[0], '.health-state'))).toContain('500');
    await until(
      () => page.$('[data-untold]'),
      (found) => found === null,
    );
    const other = await at.running.openPanel('#/health');
    await other.waitForSelector('.health-feed');
    await new Promise((done) => setTimeout(done, 500));
    expect(await other.$('[data-untold]')).toBeNull();
    await other.close();
  });

  test('a feed shows its checks with codes, sizes and times', async () => {
    await press(page, 'show-all');
    await unfold(feeds[0]);
    await act(feeds[0], 'show-history');
    await page.waitForSelector(inFeed(feeds[0], '.history tbody tr'));
    const lines = await page.$$eval(inFeed(feeds[0], '.history tbody tr'), (rows) =>
      rows.map((row) => row.textContent ?? ''),
    );
    expect(lines.length).toBe(4);
    expect(lines.slice(0, 3).every((line) => line.includes('500'))).toBe(true);
    expect(lines[3]).toContain('200');
    expect(await text(inFeed(feeds[0], '.facts'))).toMatch(/4 requests, \d/);
  });

  test('a paused feed is not asked by the clock and not with all others; resumed it is', async () => {
    await unfold(feeds[1]);
    await act(feeds[1], 'pause-feed');
    const asked = () =>
      at.server.log.filter(({ host, path }) => host === hostOf(feeds[1]) && path === pathOf(feeds[1]));
    const check = async () =>
      (await readAll<CheckRow>(page, 'checks')).find((row) => row.feedId === feeds[1]?.id);
    await until(check, (row) => row?.nextAt === undefined);
    at.server.log.length = 0;
    await checkNow(page);
    // The site's page may be asked at any time for its icon; the feed is not.
    expect(asked()).toEqual([]);
    expect(await text(inFeed(feeds[1], '.health-state'))).toBe('Paused');
    await act(feeds[1], 'resume-feed');
    await until(check, (row) => row?.nextAt !== undefined);
    expect((await check())?.nextAt).toBeDefined();
  });

  test('a muted feed leaves every total and comes back by undo', async () => {
    const before = await storedNumbers(page);
    const muted = feeds.find((feed) => (before.feeds[feed.id] ?? 0) > 0 && !feed.planet);
    await unfold(muted);
    await act(muted, 'mute-feed');
    const after = await until(
      () => storedNumbers(page),
      (numbers) => numbers.total < before.total,
    );
    expect(after.feeds[muted?.id ?? 0]).toBe(before.feeds[muted?.id ?? 0]);
    expect(
      await until(
        () => at.running.badge(),
        (badge) => badge === String(after.total),
      ),
    ).toBe(String(after.total));
    await press(page, 'undo');
    expect(
      await until(
        () => storedNumbers(page),
        (numbers) => numbers.total === before.total,
      ),
    ).toEqual(before);
    expect(await recount(page)).toEqual(before);
  });

  test('the new address of a feed that went away is found on its site', async () => {
    const moved = feeds[2];
    // It was seen to redirect once; then the old address has nothing.
    at.server.add({
      name: 'rebuilt',
      title: 'Rebuilt',
      contentType: 'application/rss+xml',
      bytes: () =>
        '<rss version="2.0"><channel><title>Rebuilt</title><item><guid>n1</guid><title>New</title></item></channel></rss>',
    });
    at.server.behave(hostOf(moved), { redirectTo: at.server.url('rebuilt'), redirectStatus: 301 });
    await checkNow(page);
    at.server.behave(hostOf(moved), { status: 404 });
    await checkNow(page);
    await unfold(moved);
    await act(moved, 'find-address');
    await page.waitForSelector(inFeed(moved, '.found-feed'));
    expect(await text(inFeed(moved, '.found-feeds'))).toContain('Rebuilt');
  });

  test('nothing went wrong in the extension', async () => {
    expect(await at.running.errors()).toEqual([]);
  });
});
