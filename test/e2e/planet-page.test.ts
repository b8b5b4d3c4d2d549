/** The river saved as a page and as a feed, opened again from the disk. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFeed } from '../../src/feeds/read.ts';
import type { RunningChrome } from './harness/chrome.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS } from './harness/launch.ts';
import { press } from './harness/panel.ts';
import { until } from './harness/until.ts';

const inChrome = test.runIf(BROWSERS.includes('chrome'));
const folder = mkdtempSync(join(tmpdir(), 'sidereal-planet-'));
let at: Subscribed;
let page: Page;
beforeAll(async () => {
  if (!BROWSERS.includes('chrome')) return;
  at = await launchSubscribed('chrome');
  page = await at.running.openPanel('#/river');
  await page.waitForSelector('article.post');
  const session = await (at.running as RunningChrome).browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
});
afterAll(async () => {
  await at?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function saved(command: string, name: string): Promise<string> {
  await press(page, 'show-menu');
  await press(page, command);
  await until(
    async () => readdirSync(folder),
    (files) => files.includes(name),
  );
  return join(folder, name);
}

inChrome(
  'the page holds days, feeds and whole posts, runs nothing, and reads without the extension',
  async () => {
    const file = await saved('save-page', 'planet.html');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/<script|\son\w+=|javascript:/i);
    const reader = await (at.running as RunningChrome).browser.newPage();
    await reader.goto(pathToFileURL(file).href);
    expect(await reader.title()).toBe('River');
    expect(await reader.$eval('h2', (day) => day.textContent)).toContain('Today');
    expect(await reader.$$eval('article', (posts) => posts.length)).toBeGreaterThan(50);
    expect(await reader.$eval('meta[http-equiv]', (meta) => meta.getAttribute('content'))).toContain(
      "default-src 'none'",
    );
    expect(await reader.$$eval('article pre', (blocks) => blocks.length)).toBeGreaterThan(3);
    expect(await reader.evaluate('getComputedStyle(document.body).maxWidth')).toBe('704px');
    await reader.close();
  },
);

inChrome('the feed is one that we can read ourselves, with every post', async () => {
  const file = await saved('save-atom', 'planet.atom');
  const read = readFeed(readFileSync(file), { url: 'https://example.org/planet.atom' });
  expect(read.kind).toBe('feed');
  const posts = read.kind === 'feed' ? read.feed.posts : [];
  expect(posts.length).toBeGreaterThan(50);
  expect(posts.filter((post) => !post.guid || !post.publishedAt)).toEqual([]);
});
