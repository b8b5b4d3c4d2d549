/** The states of the panel as a person comes upon them: nothing there, nothing left, trouble, a full disk, far too much. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderOpml } from '../fakes/opml.ts';
import type { RunningChrome } from './harness/chrome.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS, launch } from './harness/launch.ts';
import { checkNow, go, press, titles } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { breakFeed, feedOf, fillDisk, freeDisk, loudFeeds } from './harness/states.ts';
import { until } from './harness/until.ts';

/** The text of an element; nothing while it is not there. */
const textOf = (page: Page, selector: string) =>
  page.evaluate((wanted) => document.querySelector(wanted)?.textContent?.trim() ?? '', selector);

describe.each(oneBrowser('states'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed(name);
    page = await at.running.openPanel('#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  test('first run: what this is, and three ways to begin', async () => {
    const fresh = await launch(name);
    const first = await fresh.openPanel('#/river');
    await first.waitForSelector('.empty');
    const ways = await first.$$eval('.empty [data-action]', (found) =>
      found.map((each) => each.getAttribute('data-action')),
    );
    expect(ways).toEqual(['add-feed', 'show-starters', 'go-import']);
    await first.close();
    await fresh.close();
  });

  test('nothing unread: all read, and when the next feed is asked', async () => {
    await page.keyboard.press('A');
    expect(
      await until(
        () => textOf(page, '.notice'),
        (text) => text.includes('Marked'),
      ),
    ).toContain('Marked');
    await page.keyboard.press('.');
    await page.waitForSelector('.empty');
    expect(await textOf(page, '.empty h2')).toBe('All read');
    expect(await textOf(page, '.empty p')).toMatch(/in \d+ (min|hr)/);
    await page.keyboard.press('u');
    await page.waitForSelector('article.post[data-unread]');
  });

  test('a check that was asked for shows how far it is, and can be ended', async () => {
    at.server.behave('plain-markup', { delayMs: 15_000 });
    await page.keyboard.press('c');
    const said = await until(
      () => page.$eval('.progress', (bar) => bar.textContent ?? '').catch(() => ''),
      (text) => /[1-9]\d* of \d+/.test(text),
    );
    expect(said).toMatch(/[1-9]\d* of \d+/);
    await press(page, 'cancel-check');
    await page.waitForSelector('.progress', { hidden: true });
    at.server.behave('plain-markup', {});
  });

  test('a feed in trouble says why, on its page and in its line', async () => {
    await breakFeed(page, at.server, 'plain-markup');
    const { id } = await feedOf(page, 'plain-markup');
    await go(page, `#/feed/${id}`);
    expect(await textOf(page, '.banner.trouble')).toContain('500');
    await go(page, '#/feeds');
    await page.waitForSelector(`[data-feed-id="${id}"] .line-trouble`);
    expect(await textOf(page, `[data-feed-id="${id}"] .line-trouble`)).toContain('500');
    at.server.behave('plain-markup', {});
    await checkNow(page);
    await page.waitForSelector(`[data-feed-id="${id}"] .line-trouble`, { hidden: true });
  });

  test('an import that is running shows how far it is, and reports at its end', async () => {
    at.server.add({
      name: 'late',
      title: 'Late',
      unlisted: true,
      contentType: 'application/rss+xml',
      bytes: () => '',
    });
    at.server.behave('late', { delayMs: 2500 });
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/late-${name}.opml`, renderOpml([{ title: 'Late', url: at.server.url('late') }]));
    await go(page, '#/import');
    const input = await page.waitForSelector('input[type=file]');
    await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(
      resolve(`out/late-${name}.opml`),
    );
    await press(page, 'import-start');
    await page.waitForSelector('.running progress');
    expect(await textOf(page, '.running')).toContain('0 of 1');
    await page.waitForSelector('[data-report]');
    expect(await textOf(page, '[data-report]')).toContain('Late');
    await page.keyboard.press('u');
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });

  test('an address of a feed that is gone, and of no feed at all', async () => {
    await go(page, '#/feed/99999');
    await page.waitForSelector('.empty');
    await go(page, '#/nonsense');
    await page.waitForSelector('article.post');
  });

  test('nothing went wrong on the way', async () => {
    expect(await at.running.errors()).toEqual([]);
  });
});

describe.runIf(BROWSERS.includes('chrome'))('with the disk full', () => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed('chrome');
    page = await at.running.openPanel('#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  test('the river says that new posts found no room, keeps what is there, and recovers', async () => {
    const running = at.running as RunningChrome;
    const before = await titles(page);
    await fillDisk(running);
    at.server.behave('plain-markup', {
      bytes: '<rss version="2.0"><channel><item><title>Just in</title><guid>x</guid></item></channel></rss>',
    });
    const kinds = await checkNow(page);
    expect(kinds.get((await feedOf(page, 'plain-markup')).id)).toBe('failed');
    expect(await textOf(page, '.banner.trouble')).toContain('disk is full');
    // The banner takes a line: fewer posts stand near the window, and those are the first of before.
    const still = await titles(page);
    expect(still.length).toBeGreaterThan(5);
    expect(still).toEqual(before.slice(0, still.length));
    await freeDisk(running);
    await checkNow(page);
    await page.waitForSelector('.banner.trouble', { hidden: true });
    await page.keyboard.press('.');
    await until(
      () => titles(page),
      (found) => found.includes('Just in'),
    );
    expect(await titles(page)).toContain('Just in');
  });

  test('an action that finds no room says so, and what was marked stays as it was', async () => {
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('The disk is full.', 'QuotaExceededError');
      };
    });
    const badge = await at.running.badge();
    await page.keyboard.press('j');
    await page.keyboard.press('s');
    await page.waitForSelector('.notice');
    expect(await textOf(page, '.notice')).toContain('disk is full');
    expect(await page.$('article[data-starred]')).toBeNull();
    expect(await at.running.badge()).toBe(badge);
  });
});

describe.each(oneBrowser('ten thousand unread'))('ten thousand unread, in %s', (name) => {
  test('are counted, listed, marked read and brought back', { timeout: 240_000 }, async () => {
    const at = await launchSubscribed(name, {}, loudFeeds(10_000, new Date()));
    try {
      const page = await at.running.openPanel('#/river');
      await page.waitForSelector('article.post');
      const count = () => page.$eval('.bar-count', (found) => found.textContent).catch(() => null);
      expect(await until(count, (text) => text === '10,000')).toBe('10,000');
      expect(
        await until(
          () => at.running.badge(),
          (text) => text === '999+',
        ),
      ).toBe('999+');
      await page.keyboard.press('A');
      expect(await until(count, (text) => text === null, 60_000)).toBeNull();
      expect(
        await until(
          () => textOf(page, '.notice'),
          (text) => text.includes('10,000'),
        ),
      ).toContain('10,000');
      await page.keyboard.press('u');
      expect(await until(count, (text) => text === '10,000', 60_000)).toBe('10,000');
      await page.keyboard.press('U');
      expect(await until(count, (text) => text === null, 60_000)).toBeNull();
      expect(await at.running.errors()).toEqual([]);
    } finally {
      await at.close();
    }
  });
});
