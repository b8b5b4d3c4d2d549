/** Reading a post, by keys and clicks: its code, pictures, parts, sound, edits, versions and full text. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BodyRow } from '../../src/storage/schema.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { readAll } from './harness/database.ts';
import { launch } from './harness/launch.ts';
import { checkNow, go } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';
import { type Press, readingFeeds } from './reading-feeds.ts';

describe.each(oneBrowser('reading'))('in %s', (name) => {
  const press: Press = { edited: 'The pier is closed until Monday.', latePicture: '' };
  let pictures: LatePictures;
  let server: FeedServer;
  let running: RunningBrowser;
  let page: Page;

  beforeAll(async () => {
    server = await startFeedServer([]);
    pictures = await servePicturesLate();
    press.latePicture = pictures.url;
    for (const feed of readingFeeds(press, server.url)) server.add(feed);
    mkdirSync('out', { recursive: true });
    const list = resolve(`out/reading-${name}.opml`);
    writeFileSync(list, server.opml());
    running = await launch(name);
    page = await importOpml(running, list);
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
    pictures?.server.close();
  });

  test('code is coloured in its language, keeps its white space, scrolls by itself and can be copied', async () => {
    await open(page, 'Code');
    await page.waitForSelector('[data-open] .code-block .hljs-keyword');
    const code = await page.$eval('[data-open] .code-block pre', (block) => ({
      text: block.textContent,
      scrolls: block.scrollWidth > block.clientWidth,
      byKeys: block.tabIndex,
    }));
    expect(code.text).toContain('\n\t# a comment');
    expect(code).toMatchObject({ scrolls: true, byKeys: 0 });
    expect(await sidewaysRoom(page)).toBe(0);
    await page.hover('[data-open] .code-block');
    await page.click('[data-open] .code-copy');
    const said = await until(
      () => page.$eval('[data-open] .code-copy', (button) => button.textContent),
      (text) => text === 'Copied',
    );
    expect(said).toBe('Copied');
  });

  test('a picture says what it shows, opens large, and leads to its neighbours', async () => {
    await open(page, 'Pictures');
    await page.waitForSelector('[data-open] img[alt="A wide drawing"][width="640"]');
    expect(await textOf(page, '[data-open] .post-body')).toContain('Drawn by hand');
    await page.waitForSelector('[data-open] img[data-size="failed"]');
    await page.click('[data-open] img[alt="A wide drawing"]');
    await page.waitForSelector('.lightbox[open] img');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.lightbox img[alt="On glass"]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.lightbox', { hidden: true });
    await open(page, 'Pictures');
  });

  test('a picture that comes late and tall moves nothing that is read, and its size is remembered', async () => {
    await open(page, 'Late');
    await page.waitForSelector('[data-open] img[data-size="unknown"]');
    // The picture stands above the window by then, and what follows it is being read.
    await page.$eval('[data-open] .post-body > p:nth-of-type(4)', (line) => {
      scrollTo({ top: scrollY + line.getBoundingClientRect().top - innerHeight * 0.3 });
    });
    const top = () =>
      page.$eval('[data-open] .post-body > p:nth-of-type(4)', (line) => line.getBoundingClientRect().top);
    const before = await top();
    const tall = () =>
      page.$eval('[data-open] img[alt="Late"]', (picture) => (picture as HTMLElement).offsetHeight);
    const box = await tall();
    pictures.release();
    await page.waitForSelector('[data-open] img[alt="Late"][height="900"]');
    expect(await tall()).toBeGreaterThan(box + 100);
    await new Promise((done) => setTimeout(done, 300));
    expect(Math.abs((await top()) - before)).toBeLessThan(2);
    await until(
      () => readAll<BodyRow>(page, 'bodies'),
      (bodies) => bodies.some(({ pictureSizes }) => pictureSizes?.[press.latePicture]?.[1] === 900),
    );
    await open(page, 'Late');
    await open(page, 'Late');
    expect(await page.$('[data-open] img[alt="Late"][height="900"]')).not.toBeNull();
  });

  test('footnotes jump inside the post, tables scroll in themselves, a frame is a link', async () => {
    await open(page, 'Parts');
    const route = await page.evaluate(() => location.hash);
    await page.click('[data-open] [data-jump$="fn1"]');
    const top = await page.$eval('[data-open] li[id$="fn1"]', (note) => note.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThan(780);
    expect(await page.evaluate(() => location.hash)).toBe(route);
    expect(await textOf(page, '[data-open] .embed')).toBe('How tides workvideo.example');
    expect(await page.$('[data-open] math msup')).not.toBeNull();
    expect(await sidewaysRoom(page)).toBe(0);
  });

  test('a long post leads on to the next one at its end', async () => {
    const next = await page.waitForSelector('[data-open] .next-post:not([hidden])');
    expect(await next?.evaluate((button) => button.textContent)).toContain('Late');
    await next?.evaluate((button) => (button as HTMLElement).click());
    await page.waitForSelector('article[data-open] img[alt="Late"]');
  });

  test('a beginning says so, and its full text comes, is clean, and stays', async () => {
    await open(page, 'Beginning');
    expect(await textOf(page, '[data-open] .full-text-offer p')).toContain('only the beginning');
    await page.keyboard.press('e');
    await page.waitForSelector('[data-open] .full-text-note');
    const text = await textOf(page, '[data-open] .post-body');
    expect(text).toContain('The new lamp');
    expect(text).not.toContain('All rights');
    expect(await page.$('[data-open] .post-body script, [data-open] [onerror]')).toBeNull();
    const source = await page.$eval(
      '[data-open] .post-body img',
      (picture) => (picture as HTMLImageElement).src,
    );
    expect(source).toBe(server.url('harbour', '/wide.svg'));
    const asked = () => server.log.filter(({ path }) => path === '/beginning').length;
    expect(asked()).toBe(1);
    await page.keyboard.press('e');
    await until(
      () => textOf(page, '[data-open] .post-body'),
      (shown) => shown.includes('[…]'),
    );
    await page.keyboard.press('e');
    await open(page, 'Beginning');
    await open(page, 'Beginning');
    expect(await textOf(page, '[data-open] .post-body')).toContain('The new lamp');
    expect(asked()).toBe(1);
  });

  test('sound goes on where it was left', async () => {
    await open(page, 'Sound');
    await page.click('[data-open] .player-play');
    await until(
      () => page.$eval('[data-open] audio', (audio) => (audio as HTMLAudioElement).currentTime),
      (at) => at > 0.4,
    );
    await page.click('[data-open] .player-play');
    await until(
      () => page.$eval('[data-open] audio', (audio) => (audio as HTMLAudioElement).paused),
      (paused) => paused,
    );
    await open(page, 'Sound');
    await open(page, 'Sound');
    await page.waitForSelector('[data-open] .player');
    await page.click('[data-open] .player-play');
    const at = await until(
      () => page.$eval('[data-open] audio', (audio) => (audio as HTMLAudioElement).currentTime),
      (seconds) => seconds > 0.4,
      1000,
      20,
    );
    expect(at).toBeGreaterThan(0.4);
  });

  test('an edit shows what was taken out and put in', async () => {
    press.edited = 'The pier is closed until Thursday.';
    await checkNow(page);
    await page.keyboard.press('.');
    await open(page, 'Edited');
    await page.keyboard.press('d');
    await page.waitForSelector('[data-open] .version[data-kind="edit"]');
    expect(await textOf(page, '[data-open] .version del')).toBe('Monday');
    expect(await textOf(page, '[data-open] .version ins')).toBe('Thursday');
  });

  test('one card names its feeds, and how their texts differ', async () => {
    await open(page, 'Shared');
    expect(await textOf(page, '[data-open] .post-feeds')).toMatch(/Planet Coast|Harbour Notes/);
    await page.keyboard.press('d');
    await page.waitForSelector('[data-open] .version[data-kind="elsewhere"] ins');
    const cards = await page.$$eval('article.post .post-title', (found) =>
      found.filter((title) => title.textContent?.trim() === 'Shared'),
    );
    expect(cards).toHaveLength(1);
  });

  test('a feed can always get the full text: its posts bring it when they are opened', async () => {
    await go(page, '#/feeds');
    const edit = await page.waitForSelector(
      '::-p-xpath(//li[contains(., "Harbour Notes")]//button[@data-action="edit-feed"])',
    );
    await edit?.evaluate((button) => (button as HTMLElement).click());
    await (await page.waitForSelector('[data-action="always-full-text"]'))?.click();
    await page.waitForSelector('[data-action="always-full-text"]:checked');
    await page.click('[data-action="close-sheet"]');
    await page.waitForSelector('.sheet', { hidden: true });
    await go(page, '#/river');
    await page.waitForSelector('.list-tools');
    await page.keyboard.press('f');
    await open(page, 'Edited');
    await page.waitForSelector('[data-open] .full-text-note');
    expect(await textOf(page, '[data-open] .post-body')).toContain('The new lamp');
    // The page of this one is not there: the reader hears it, and keeps what the feed brought.
    await open(page, 'Code');
    await page.waitForSelector('[data-open] .full-text-offer[data-state="failed"]');
    expect(await textOf(page, '[data-open] .full-text-offer p')).toContain('404');
    expect(await textOf(page, '[data-open] .post-body')).toContain('Two blocks');
  });

  test.runIf(name === 'chrome')('axe finds nothing in what these posts hold', async () => {
    await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
    for (const title of ['Pictures', 'Parts', 'Code', 'Beginning', 'Sound', 'Shared']) {
      await open(page, title);
      if (title === 'Shared') {
        await page.keyboard.press('d');
        await page.waitForSelector('.version');
      }
      const found = await page.evaluate(
        'axe.run("article[data-open]").then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
      );
      expect([title, found]).toEqual([title, []]);
    }
  });

  test('nothing went wrong on the way', async () => {
    expect(await running.errors()).toEqual([]);
  });
});

interface LatePictures {
  server: Server;
  url: string;
  /** Lets the pictures come that were asked for. */
  release(): void;
}

/** A server that keeps a tall picture back until it is told. */
async function servePicturesLate(): Promise<LatePictures> {
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  const server = createServer(async (_request, response) => {
    await released;
    response.setHeader('Content-Type', 'image/svg+xml');
    response.end(
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="900"><rect width="400" height="900"/></svg>',
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    server,
    url: `http://pictures.localhost:${(server.address() as AddressInfo).port}/late.svg`,
    release,
  };
}

/** Presses the title of a post, as one does to open it and to close it. */
async function open(page: Page, title: string): Promise<void> {
  const post = await page.waitForSelector(
    `xpath/.//article[.//*[contains(@class,"post-title")][normalize-space()="${title}"]]`,
  );
  const wasOpen = await post?.evaluate((article) => article.hasAttribute('data-open'));
  for (const other of await page.$$('article[data-open]')) {
    if (!wasOpen) await other.$eval('.post-title a', (link) => (link as HTMLElement).click());
  }
  await post?.$eval('.post-title a', (link) => (link as HTMLElement).click());
  if (!wasOpen) await page.waitForSelector('article[data-open] :is(.post-body, .post-empty)');
}

function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent?.trim() ?? '');
}

/** How far the page itself could be scrolled sideways. */
function sidewaysRoom(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
