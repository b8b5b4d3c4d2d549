/**
 * The bench in short, so that a cost that begins to grow with what is stored fails here: few runs, wide bounds. The
 * figures themselves are `npm run bench`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lowestLine } from '../../src/panel/state/lowest-line.ts';
import { type Bench, type Figure, openWork, work } from '../bench/bench-row.ts';
import { firstStoreRow } from '../bench/rows/first-store.ts';
import { row as markOne } from '../bench/rows/mark-one.ts';
import { row as open } from '../bench/rows/open.ts';
import { launchChrome, type RunningChrome } from './harness/chrome.ts';
import { wear } from './harness/panel.ts';
import { PANEL_SIZE } from './harness/running-browser.ts';
import { until } from './harness/until.ts';

const runs = 3;
const posts = 10_000;
let chrome: RunningChrome;
const bench = (): Bench => ({ chrome, size: posts, runs, slowness: 1 });

beforeAll(async () => {
  chrome = await launchChrome({ variant: 'bench' });
});
afterAll(() => chrome?.close());

async function fill(count: number, unreadEvery = 5): Promise<void> {
  const page = await openWork(chrome);
  await work(page, 'fill', { posts: count, feeds: 500, seed: 1, now: Date.now(), unreadEvery });
  await page.close();
}

const ratioOf = async (figures: Promise<Figure[]>) => (await figures)[0]?.ratio;

test('a new feed is stored in a few times what its rows alone take', async () => {
  expect(await ratioOf(firstStoreRow(60).run(bench()))).toBeLessThan(8);
});

test('the panel opens with ten thousand posts in a few times what a bare page takes', async () => {
  await fill(posts);
  expect(await ratioOf(open.run(bench()))).toBeLessThan(5);
});

test('the first page is read by the panel’s first script: in one transaction, without Dexie', async () => {
  const page = await chrome.browser.newPage();
  await page.evaluateOnNewDocument(`globalThis.begun = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...asked) {
      begun.push(this.name);
      return transaction.apply(this, asked);
    };
    new MutationObserver((_, observer) => {
      if (document.querySelector('article.post') === null) return;
      observer.disconnect();
      globalThis.untilPosts = [...begun];
    }).observe(document, { childList: true, subtree: true });`);
  await page.goto(`chrome-extension://${chrome.extensionId}/src/panel/index.html#/river`);
  expect(await until(() => page.evaluate('globalThis.untilPosts'), Boolean)).toEqual(['sidereal']);
  await page.close();
});

test('what is not laid out at first has the room it is reckoned to need', async () => {
  const page = await chrome.browser.newPage();
  await page.setViewport(PANEL_SIZE);
  await page.evaluateOnNewDocument(`new MutationObserver((_, observer) => {
      if (document.querySelector('article.post') === null) return;
      observer.disconnect();
      const sizeOf = (day) => [day.querySelectorAll('article').length, day.getBoundingClientRect().height];
      requestAnimationFrame(() => {
        globalThis.atFirst = [...document.querySelectorAll('[data-opening] .day[data-below]')].map(sizeOf);
      });
    }).observe(document, { childList: true, subtree: true });`);
  await page.goto(`chrome-extension://${chrome.extensionId}/src/panel/index.html#/river`);
  const days = (await until(() => page.evaluate('globalThis.atFirst'), Boolean)) as [number, number][];
  expect(days.length).toBeGreaterThan(3);
  // A card of the list is reckoned to be 92 pixels high (PostList.tsx).
  expect(days.filter(([posts, height]) => height < posts * 92)).toEqual([]);
  await page.close();
});

test('what is out of sight at first is drawn by its title, and in full as soon as it is painted', async () => {
  const page = await chrome.browser.newPage();
  await page.setViewport(PANEL_SIZE);
  await page.evaluateOnNewDocument(`new MutationObserver((_, observer) => {
      if (document.querySelector('article.post') === null) return;
      observer.disconnect();
      globalThis.atFirst = [...document.querySelectorAll('article.post')].map((post) => [
        post.querySelector('.post-star') !== null,
        post.querySelector('.post-title').textContent !== '',
      ]);
      globalThis.lowest = Math.max(...[...document.querySelectorAll('.post-star')].map((star) => star.getBoundingClientRect().bottom));
    }).observe(document, { childList: true, subtree: true });`);
  await page.goto(`chrome-extension://${chrome.extensionId}/src/panel/index.html#/river`);
  const drawn = (await until(() => page.evaluate('globalThis.atFirst'), Boolean)) as [boolean, boolean][];
  expect(drawn.map(([, isTitled]) => isTitled)).toEqual(Array(50).fill(true));
  const full = drawn.filter(([isFull]) => isFull).length;
  expect(drawn.slice(0, full).every(([isFull]) => isFull)).toBe(true);
  expect(full).toBeLessThan(30);
  // All that is in sight is among them.
  expect(await page.evaluate('globalThis.lowest')).toBeGreaterThan(PANEL_SIZE.height);
  const briefly = () =>
    page.$$eval(
      'article.post, [data-below]',
      (found) => found.filter((each) => each.querySelector('.post-star') === null).length,
    );
  // And nothing that is near was emptied on the way.
  const emptyNear = () =>
    page.$$eval(
      '[data-far]',
      (found) => found.filter((box) => box.getBoundingClientRect().top < innerHeight + 1000).length,
    );
  expect(await until(briefly, (count) => count === 0)).toBe(0);
  expect(await until(emptyNear, (count) => count === 0)).toBe(0);
  await page.close();
});

test.each(['compact', 'comfortable', 'full'] as const)(
  'no card and no heading is lower than the first paint reckons: %s',
  async (density) => {
    const page = await chrome.openPanel('#/river');
    await page.waitForSelector('article.post .post-star');
    for (const textSize of [80, 100, 200]) {
      await wear(page, { density, textSize });
      await page.waitForSelector(`html[data-density="${density}"][style*="${textSize}%"]`);
      await page.waitForFunction("document.querySelector('[data-opening], [data-below]') === null");
      // A card of nothing but a title of one line.
      const card = await page.$eval('.post-head', (head) => {
        const { paddingTop, paddingBottom } = getComputedStyle(head);
        const { lineHeight } = getComputedStyle(head.querySelector('.post-title') as Element);
        return [paddingTop, paddingBottom, lineHeight].reduce(
          (sum, each) => sum + Number.parseFloat(each),
          0,
        );
      });
      const headings = await page.$$eval('.day-heading, .feed-heading', (found) =>
        found.map((each) => each.getBoundingClientRect().height),
      );
      expect(headings.length).toBeGreaterThan(1);
      expect(Math.min(card, ...headings)).toBeGreaterThanOrEqual(lowestLine({ density, textSize }));
    }
    await wear(page, { density: 'comfortable', textSize: 100 });
    await page.close();
  },
);

test('one post is marked read without a wait', async () => {
  const [figure] = await markOne.run(bench());
  expect(figure?.value).toBeLessThan(1000);
});

test('a thousand rows are scrolled through, and few of them stand on the page at once', async () => {
  const panel = await chrome.openPanel('#/river');
  await panel.waitForSelector('article.post');
  const { seen, most } = (await panel.evaluate(`new Promise((resolve) => {
    const seen = new Set();
    let most = 0;
    const start = performance.now();
    const frame = () => {
      const posts = document.querySelectorAll('article.post');
      most = Math.max(most, posts.length);
      for (const post of posts) seen.add(post.dataset.postId);
      if (seen.size >= 1000 || performance.now() - start > 25000) return resolve({ seen: seen.size, most });
      scrollBy({ top: 900, behavior: 'instant' });
      requestAnimationFrame(frame);
    };
    frame();
  })`)) as { seen: number; most: number };
  expect(seen).toBeGreaterThanOrEqual(1000);
  expect(most).toBeLessThanOrEqual(120);
  const onPage = () =>
    panel.$$eval('article.post', (found) => found.map((post) => Number(post.dataset.postId)));
  const before = await onPage();
  await panel.evaluate('scrollTo(0, 0)');
  // What was passed is drawn again where it stood, with the heading of its day.
  await until(onPage, (ids) => ids.length > 0 && ids.every((id) => !before.includes(id)));
  expect(await panel.$eval('.day-heading', (heading) => heading.getBoundingClientRect().top)).toBeLessThan(
    200,
  );
  await panel.close();
});

test('marking all and taking it back, at once or in parts with its progress shown, loses nothing', async () => {
  const all = 11_000;
  await fill(all, 1);
  const panel = await chrome.openPanel('#/river');
  const number = (bar: Element) => Number((bar as HTMLElement).dataset.count);
  const count = () => panel.$eval('.bar-count', number).catch(() => 0);
  const markAll = async () => {
    await panel.waitForSelector('article.post[data-unread]');
    expect(await count()).toBe(all);
    await panel.click('[data-action="mark-all-read"]');
    expect(await until(chrome.badge, (badge) => badge === '')).toBe('');
  };
  await markAll();
  await panel.keyboard.press('u');
  expect(await until(count, (unread) => unread === all)).toBe(all);
  expect(await panel.$('[data-progress="turning"]')).toBeNull();
  expect(await until(chrome.badge, (badge) => badge === '999+')).toBe('999+');
  await markAll();
  // An hour later it is put back part by part.
  const page = await openWork(chrome);
  await work(page, 'settle');
  await page.close();
  await panel.bringToFront();
  await panel.keyboard.press('u');
  await panel.waitForSelector('[data-progress="turning"]');
  // The worker dies in the middle; whoever comes next goes on.
  await chrome.stopBackground();
  expect(await until(count, (unread) => unread === all, 30_000)).toBe(all);
  await panel.waitForSelector('[data-progress="turning"]', { hidden: true });
  await panel.close();
});
