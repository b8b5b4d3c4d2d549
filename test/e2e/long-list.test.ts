/** A long list: what is read by scrolling it, and what stays as it is drawn when posts go from it, or more are shown. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostRow } from '../../src/storage/schema.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { go, press, wear } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

const count = 150;
/** The newest post comes first; every seventh is by the author who is muted. */
const rss = () =>
  `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Daily</title>${Array.from(
    { length: count },
    (_, i) =>
      `<item><guid>urn:${i}</guid><title>Number ${i}</title><description>Text of number ${i}</description>` +
      `<dc:creator>${i % 7 === 3 ? 'Ann Ex' : 'Editor'}</dc:creator><category>Fruit</category>` +
      `<pubDate>${new Date(Date.now() - 60_000 * (i + 1)).toUTCString()}</pubDate></item>`,
  ).join('')}</channel></rss>`;

describe.each(oneBrowser('long list'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    const served = { name: 'daily', title: 'Daily', contentType: 'application/rss+xml', bytes: rss };
    at = await launchSubscribed(name, {}, [served]);
    page = at.page;
    await wear(page, { markReadOnScroll: true });
    await go(page, '#/tag/fruit');
    await page.waitForSelector('[data-layout="mixed"] article.post');
  });
  afterAll(() => at?.close());
  const countUnread = async () => (await readAll(page, 'unread')).length;
  const untilUnread = (wanted: (unread: number) => boolean) => until(countUnread, wanted);

  test('what is scrolled past is read, also when the list is left at once; taken back it stays unread', async () => {
    await page.evaluate(
      () =>
        new Promise((done) => {
          addEventListener('scroll', () => setTimeout(done), { once: true });
          scrollBy({ top: 1500, behavior: 'instant' });
        }),
    );
    // The pause after which it is marked has hardly begun.
    await go(page, '#/starred');
    await page.waitForSelector('.empty');
    expect(await untilUnread((unread) => unread < count)).toBeLessThan(count);
    await page.keyboard.press('u');
    await page.waitForSelector('[data-offers="redo"]');
    expect(await countUnread()).toBe(count);
    await go(page, '#/tag/fruit');
    await page.waitForSelector('article.post');
    await afterPause();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
    expect(await countUnread()).toBe(count);
  });

  test('a post that the address asks for is jumped to: what stands above it stays unread', async () => {
    const posts = await readAll<PostRow>(page, 'posts');
    const asked = posts.find(({ title }) => title === 'Number 40');
    await go(page, `#/feed/${asked?.feedId}?post=${asked?.id}`);
    await page.waitForSelector(`article[data-post-id="${asked?.id}"][data-open]`);
    await afterPause();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(1500);
    expect(await countUnread()).toBe(count - 1);
  });

  test('more of a feed is shown: the post that is open stays as it is drawn', async () => {
    await wear(page, { markReadOnScroll: false, postsPerFeedAndDay: 5 });
    await go(page, '#/river');
    await page.waitForSelector('.more-of-feed');
    await page.click('article.post .post-title a');
    const open = await page.waitForSelector('article[data-open] .post-body');
    await press(page, 'unfold');
    await until(
      () => page.$$('article.post'),
      (posts) => posts.length > 10,
    );
    expect(await open?.evaluate((body) => body.isConnected)).toBe(true);
  });

  test('an author is muted far down in it: what is drawn stays, and nothing in sight is blank', async () => {
    await wear(page, { markReadOnScroll: false });
    await go(page, '#/tag/fruit');
    await page.waitForSelector('[data-layout="mixed"] article.post');
    const muted = await until(
      () => page.evaluate(scrollOn, 'Number 87'),
      (id) => id !== undefined,
      30_000,
    );
    await page.click(`article[data-post-id="${muted}"] .post-title a`);
    await page.keyboard.press('H');
    await page.waitForSelector('[data-action="mute-author"]');
    await page.evaluate(beginWatch);
    await press(page, 'mute-author');
    await page.waitForSelector(`article[data-post-id="${muted}"]`, { hidden: true });
    const { stayed, fresh, blankFrames } = await page.evaluate(endWatch);
    expect({ fresh, blankFrames }).toEqual({ fresh: [], blankFrames: 0 });
    expect(stayed).toBeGreaterThan(2);
    // Who cannot see it has not lost the place either.
    const focused = await page.$eval('article:focus .post-title', (title) => title.textContent?.trim());
    expect(focused).toBe('Number 88');
  });
});

/** What was passed is marked after a pause. */
function afterPause(): Promise<void> {
  return new Promise((done) => setTimeout(done, 1500));
}

/** Brings a post into the middle of the window and gives its id; where it is not drawn yet, goes on a little. */
function scrollOn(title: string): string | undefined {
  const post = [...document.querySelectorAll<HTMLElement>('article.post')].find(
    (each) => each.querySelector('.post-title')?.textContent?.trim() === title,
  );
  if (post === undefined) scrollBy({ top: 600, behavior: 'instant' });
  else post.scrollIntoView({ block: 'center', behavior: 'instant' });
  return post?.dataset.postId;
}

interface Watch {
  drawn: Element[];
  inSight: Element[];
  blankFrames: number;
}

/** Notes which posts are drawn, and from now on each frame in which an empty box stands in the window. */
function beginWatch(): void {
  const isInSight = (box: Element) =>
    box.getBoundingClientRect().top < innerHeight && box.getBoundingClientRect().bottom > 0;
  const drawn = [...document.querySelectorAll('article.post')];
  const watch: Watch = { drawn, inSight: drawn.filter(isInSight), blankFrames: 0 };
  Object.assign(globalThis, { watch, isInSight });
  const look = () => {
    if ([...document.querySelectorAll('[data-far]')].some(isInSight)) watch.blankFrames += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** After half a second: how many posts of the window stayed in it, which were not drawn before, and how often it was blank. */
async function endWatch(): Promise<{ stayed: number; fresh: string[]; blankFrames: number }> {
  await new Promise((done) => setTimeout(done, 500));
  const { watch, isInSight } = globalThis as unknown as { watch: Watch; isInSight(box: Element): boolean };
  const inSight = [...document.querySelectorAll('article.post')].filter(isInSight);
  return {
    stayed: inSight.filter((post) => watch.inSight.includes(post)).length,
    fresh: inSight
      .filter((post) => !watch.drawn.includes(post))
      .map((post) => post.querySelector('.post-title')?.textContent ?? ''),
    blankFrames: watch.blankFrames,
  };
}
