/** How a list comes: in full text, as planets show posts, what is in sight is drawn with its text, and stays where it is. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningChrome } from './harness/chrome.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { go, wear } from './harness/panel.ts';
import { PANEL_SIZE } from './harness/running-browser.ts';
import { until } from './harness/until.ts';

let demo: Subscribed;

beforeAll(async () => {
  demo = await launchSubscribed('chrome');
  await wear(demo.page, { density: 'full', unreadOnly: false });
});
afterAll(async () => {
  await demo?.running.close();
  await demo?.server.close();
});

/** Of how much what is in sight was moved by what came later (https://web.dev/articles/cls), without what a person did. */
const watchShifts = `globalThis.moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.moved += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });`;

const textsAtFirst = `globalThis.atFirst = undefined;
  new MutationObserver((_, observer) => {
    const posts = [...document.querySelectorAll('article.post')].slice(0, 3);
    if (posts.length === 0) return;
    observer.disconnect();
    globalThis.atFirst = posts.map((post) => post.querySelector('.post-body')?.textContent ?? '');
  }).observe(document, { childList: true, subtree: true });`;

const textsInSight = (page: Page) =>
  page.$$eval('article.post', (posts) => {
    const inSight = posts.filter((post) => post.getBoundingClientRect().top < innerHeight);
    return inSight.map((post) => (post.querySelector('.post-body')?.textContent ?? '').length > 0);
  });

test('a panel that opens in full text draws its posts with their texts', async () => {
  const page = await (demo.running as RunningChrome).browser.newPage();
  await page.setViewport(PANEL_SIZE);
  await page.evaluateOnNewDocument(`${watchShifts}
    new MutationObserver((_, observer) => {
      if (document.querySelector('article.post') === null) return;
      observer.disconnect();
      globalThis.atFirst = document.querySelector('.post-body')?.textContent ?? '';
    }).observe(document, { childList: true, subtree: true });`);
  await page.goto(demo.page.url().replace(/#.*/, '#/river'));
  await page.waitForSelector('article.post .post-body');
  await page.waitForFunction("document.querySelector('[data-opening], [data-below]') === null");
  expect(await page.evaluate('globalThis.atFirst')).not.toBe('');
  expect(
    await until(
      () => textsInSight(page),
      (seen) => !seen.includes(false),
    ),
  ).not.toContain(false);
  await new Promise((done) => setTimeout(done, 500));
  expect(await page.evaluate('globalThis.moved')).toBeLessThan(0.02);
  await page.close();
});

test('so do a list that one goes to, and one that one comes back to', async () => {
  const { page } = demo;
  for (const list of ['#/feed/1', '#/river', '#/feed/1', '#/river']) {
    await go(page, '#/settings');
    await page.waitForSelector('article.post', { hidden: true });
    await page.evaluate(textsAtFirst);
    await go(page, list);
    const first = await until(() => page.evaluate('globalThis.atFirst'), Boolean);
    expect(first, list).not.toContain('');
  }
});

test('a search, whose code is loaded for it, is opened about as fast as the river', async () => {
  const timeTo = async (hash: string) => {
    const page = await (demo.running as RunningChrome).browser.newPage();
    await page.goto(demo.page.url().replace(/#.*/, hash));
    await page.waitForSelector('article.post');
    const paints = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
    const time = Number(await until(() => page.evaluate(paints), Boolean));
    await page.close();
    return time;
  };
  const times = { river: [] as number[], search: [] as number[] };
  for (let run = 0; run < 3; run++) {
    times.river.push(await timeTo('#/river'));
    times.search.push(await timeTo('#/search?q=the'));
  }
  // A module that waits for the one that started it would be given up after a second.
  expect(Math.min(...times.search) / Math.min(...times.river), JSON.stringify(times)).toBeLessThan(2.5);
});
