/** The badge, the number of unread stories and a recount from the marks are one number, whatever happened before. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedRow } from '../../src/storage/schema.ts';
import { demoFeeds } from '../demo/demo-feeds.ts';
import type { FeedServer } from '../fakes/feed-server.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS } from './harness/launch.ts';
import { go, makeDue, press, readPosts } from './harness/panel.ts';
import { badgeOf, recount, storedNumbers } from './harness/recount.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { until } from './harness/until.ts';

const NEW_POST = '<item><title>Just in</title><guid>just-in</guid><category>Python</category></item>';

describe.each(BROWSERS)('in %s', (name) => {
  let subscribed: Subscribed;
  let server: FeedServer;
  let running: RunningBrowser;
  let page: Page;
  let unreadBefore = 0;

  beforeAll(async () => {
    subscribed = await launchSubscribed(name);
    ({ server, running, page } = subscribed);
  });
  afterAll(() => subscribed?.close());

  /** All three agree, and the total is the one wanted. */
  async function expectNumbers(wanted: number): Promise<void> {
    await until(
      async () => (await storedNumbers(page)).total,
      (total) => total === wanted,
    );
    const counted = await recount(page);
    expect(counted.total).toBe(wanted);
    expect(await storedNumbers(page)).toEqual(counted);
    const badge = await until(
      () => running.badge(),
      (text) => text === badgeOf(wanted),
    );
    expect(badge).toBe(badgeOf(wanted));
  }

  test('after the import', async () => {
    const { total, tags } = await recount(page);
    expect(total).toBeGreaterThan(50);
    expect(tags.python).toBe(20);
    await expectNumbers(total);
    unreadBefore = total;
  });

  test('after reading ten posts', async () => {
    await go(page, '#/river');
    await readPosts(page, 10);
    await expectNumbers(unreadBefore - 10);
  });

  test('after all were marked read, and after that was undone', async () => {
    await press(page, 'mark-all-read');
    await expectNumbers(0);
    await press(page, 'undo');
    await expectNumbers(unreadBefore - 10);
  });

  test('in another window, whose list was empty, after all that was undone', async () => {
    const other = await running.openPanel('#/river');
    const listed = () => other.$$eval('article.post[data-unread]', (posts) => posts.length);
    await page.bringToFront();
    await press(page, 'mark-all-read');
    await expectNumbers(0);
    await other.bringToFront();
    await other.keyboard.press('.');
    await other.waitForFunction(() => document.querySelector('article.post') === null);
    await page.bringToFront();
    await press(page, 'undo');
    await other.bringToFront();
    expect(await until(listed, (posts) => posts > 0)).toBeGreaterThan(0);
    await other.close();
    await expectNumbers(unreadBefore - 10);
  });

  test('after the background was stopped and woken by its alarm', async () => {
    const feeds = await readAll<FeedRow>(page, 'feeds');
    const debuggerFeed = feeds.find((feed) => feed.url.includes('patient-debugger'));
    const text = textOf(server, 'patient-debugger');
    server.behave('patient-debugger', { bytes: text.replace('<item>', `${NEW_POST}<item>`) });
    await makeDue(page, debuggerFeed?.id ?? 0);
    await running.stopBackground();
    await until(
      async () => (await storedNumbers(page)).total,
      (total) => total === unreadBefore - 9,
      20_000,
    );
    await expectNumbers(unreadBefore - 9);
  });

  test('after the browser was restarted, with no panel opened', async () => {
    await running.restart();
    const badge = await until(
      () => running.badge(),
      (text) => text === badgeOf(unreadBefore - 9),
    );
    expect(badge).toBe(badgeOf(unreadBefore - 9));
    page = await running.openPanel('#/river');
    await expectNumbers(unreadBefore - 9);
    const alarms = (await page.evaluate('(globalThis.browser ?? chrome).alarms.getAll()')) as object[];
    expect(alarms).toHaveLength(1);
  });

  test('and nothing complained', async () => {
    expect(await running.errors()).toEqual([]);
  });
});

/** A feed's text as the server has it. */
function textOf(server: FeedServer, name: string): string {
  const feeds = demoFeeds((host) => server.url(host, ''), new Date());
  return String(feeds.find((feed) => feed.name === name)?.bytes());
}
