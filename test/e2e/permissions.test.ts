/** What happens where the extension may not ask a host yet: Firefox's real prompt, and Chrome's waiting feeds. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterEach, expect, test } from 'vitest';
import type { CheckRow, FeedRow, PostRow } from '../../src/storage/schema.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { renderOpml } from '../fakes/opml.ts';
import { readAll } from './harness/database.ts';
import { launchFirefox } from './harness/firefox.ts';
import { BROWSERS, launch } from './harness/launch.ts';
import { go } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';

const ONE =
  '<rss version="2.0"><channel><title>One</title><item><title>A post</title></item></channel></rss>';

let running: RunningBrowser | undefined;
let server: FeedServer | undefined;
afterEach(async () => {
  await running?.close();
  await server?.close();
});

async function serveOne(): Promise<FeedServer> {
  server = await startFeedServer([
    { name: 'one', title: 'One', contentType: 'application/rss+xml', bytes: () => ONE },
  ]);
  return server;
}

/** Types an address and presses "preview", with a real click: only that may ask. */
async function previewAddress(page: Page, address: string): Promise<void> {
  const input = await page.waitForSelector('input[name="address"]');
  await input?.click({ count: 3 });
  await input?.type(address);
  await page.click('[data-action="preview"]');
}

test.runIf(BROWSERS.includes('firefox'))(
  'Firefox asks in the click that previews, and a no stores nothing',
  async () => {
    const { url } = await serveOne();
    const firefox = await launchFirefox({ variant: '', prompts: true });
    running = firefox;
    const page = await firefox.openPanel('#/add');
    const granted = () =>
      page.evaluate('browser.permissions.getAll().then(({ origins }) => origins.length)') as Promise<number>;

    await previewAddress(page, url('one'));
    expect(await firefox.answerPrompt(false)).toContain('one.localhost');
    await page.waitForSelector('[data-refused]');
    expect(server?.log.filter(({ path }) => path === '/feed.xml')).toEqual([]);

    await page.click('[data-action="preview"]');
    await firefox.answerPrompt(true);
    await page.waitForSelector('[data-action="subscribe"]');
    expect(await granted()).toBeGreaterThan(0);

    // Given up: what was granted for the preview goes back.
    await go(page, '#/feeds');
    expect(await until(granted, (count) => count === 0)).toBe(0);
    expect(await readAll<FeedRow>(page, 'feeds')).toEqual([]);

    await go(page, '#/add');
    await previewAddress(page, url('one'));
    await firefox.answerPrompt(true);
    await (await page.waitForSelector('[data-action="subscribe"]'))?.click();
    const posts = await until(
      () => readAll<PostRow>(page, 'posts'),
      (found) => found.length > 0,
    );
    expect(posts.map((post) => post.title)).toEqual(['A post']);
    expect(await granted()).toBeGreaterThan(0);
    expect(await firefox.errors()).toEqual([]);
  },
);

test.each(BROWSERS)('in %s a feed whose host is not granted says so and counts no failure', async (name) => {
  const { url } = await serveOne();
  const list = resolve(`out/permission-${name}.opml`);
  writeFileSync(
    list,
    renderOpml([one(url('one')), { title: 'Elsewhere', url: 'http://elsewhere.invalid/feed.xml' }]),
  );
  running = await launch(name);
  const page = await importOpml(running, list, 30_000, refusePrompts);
  const feeds = await readAll<FeedRow>(page, 'feeds');
  const elsewhere = feeds.find((feed) => feed.url.includes('elsewhere'));
  const check = (await readAll<CheckRow>(page, 'checks')).find(({ feedId }) => feedId === elsewhere?.id);
  expect(check).toMatchObject({ outcome: { kind: 'failed', why: 'needs-permission' }, failures: 0 });
  await go(page, `#/feed/${elsewhere?.id}`);
  await page.waitForSelector('[data-action="grant-permission"]');
  expect(await running.errors()).toEqual([]);
});

function one(url: string): { title: string; url: string } {
  return { title: 'One', url };
}

/** Says no to every prompt of a page: Chromium without a window shows none, and waits for its answer for ever. */
async function refusePrompts(page: Page): Promise<void> {
  await page.evaluate(
    '(globalThis.browser ?? chrome).permissions.request = chrome.permissions.request = () => Promise.resolve(false)',
  );
}
