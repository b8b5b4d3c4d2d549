/** Search and saved views as a person uses them: typing, reading what was found, a wrong query, a view that counts down. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PostRow } from '../../src/storage/schema.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { go, press, titles } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

describe.each(oneBrowser('search'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed(name);
    page = await at.running.openPanel('#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  const found = () =>
    page.$eval('.search-answer h2', (heading) => heading.getAttribute('data-found')).catch(() => null);

  const badge = async () => Number((await at.running.badge()) || 0);

  async function badgeIs(wanted: number): Promise<void> {
    expect(await until(badge, (shown) => shown === wanted)).toBe(wanted);
  }

  async function type(query: string): Promise<void> {
    await page.$eval('input[name="query"]', (field) => (field as HTMLInputElement).select());
    await page.type('input[name="query"]', query);
  }

  /** Searches and gives how many were found, once the list has that many cards; of many those near are drawn. */
  async function search(query: string): Promise<number> {
    await type(query);
    await page.waitForFunction(
      `location.hash === '#/search?q=' + encodeURIComponent(${JSON.stringify(query)})`,
    );
    const count = Number(await until(found, (value) => value !== null));
    await until(
      () => page.$$eval('article.post', (posts) => posts.length),
      (length) => length === count || (count > 10 && length > 10),
    );
    return count;
  }

  test('the slash opens the search, which says what a query can say', async () => {
    await page.keyboard.press('/');
    await page.waitForSelector('input[name="query"]:focus');
    expect(await page.$$eval('.query-help dt', (lines) => lines.length)).toBeGreaterThan(8);
  });

  test('before a search has answered, nothing is said to be found', async () => {
    // A list that stands to its end.
    await go(page, '#/starred');
    await page.waitForSelector('.empty');
    await page.keyboard.press('/');
    await page.waitForSelector('input[name="query"]:focus');
    await page.evaluate(() => {
      const watched = globalThis as { saidTooEarly?: number };
      watched.saidTooEarly = 0;
      new MutationObserver(() => {
        if (document.querySelector('.search-answer h2:not([data-found])') === null) return;
        watched.saidTooEarly =
          (watched.saidTooEarly ?? 0) + document.querySelectorAll('.empty, .query-help').length;
      }).observe(document.body, { childList: true, subtree: true });
    });
    expect(await search('borrow')).toBeGreaterThan(0);
    expect(await page.evaluate('saidTooEarly')).toBe(0);
    await go(page, '#/search');
    await page.waitForSelector('.query-help');
  });

  test('hits are marked in titles and in the text around them, and the count is exact', async () => {
    const count = await search('borrow');
    expect(count).toBeGreaterThan(0);
    const cards = await page.$$eval('article.post', (posts) =>
      posts.map((post) => [...post.querySelectorAll('mark')].map((mark) => mark.textContent?.toLowerCase())),
    );
    expect(cards).toHaveLength(count);
    await until(
      () => page.$$eval('article.post:not(:has(mark))', (bare) => bare.length),
      (bare) => bare === 0,
    );
    expect(cards.flat().every((word) => word === 'borrow')).toBe(true);
    const { author } = (await readAll<PostRow>(page, 'posts')).find((post) => post.author) as PostRow;
    expect(await search(`author:"${author}"`)).toBeGreaterThan(0);
    await page.waitForSelector('.post-facts mark');
    expect(await search('borrow -borrow')).toBe(0);
    await page.waitForSelector('.empty');
  });

  test('the keys work on what was found', async () => {
    await search('the');
    const [first] = await titles(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('article.post[aria-current]');
    await page.keyboard.press('o');
    await page.waitForSelector('article.post[data-open] .post-body');
    const open = await page.$eval('article.post[data-open] .post-title', (title) => title.textContent);
    expect(open).toBe(first);
    await page.keyboard.press('o');
  });

  test('a post that the address bar suggests is opened among what was found, and then another one', async () => {
    await search('the -nothing');
    expect(await search('the')).toBeGreaterThan(10);
    const ids = await page.$$eval('article.post', (posts) => posts.map((post) => post.dataset.postId));
    for (const id of [ids.at(-1), ids[2]]) {
      await page.evaluate(`location.hash = '#/search?q=the&post=${id}'`);
      await page.waitForSelector(`article.post[data-open][data-post-id="${id}"]`);
      expect(await page.evaluate('location.hash')).toBe('#/search?q=the');
    }
  });

  test('a search that is opened by its address finds what is read, too, and says so from the first', async () => {
    const unread = await search('the is:unread');
    const count = await search('the');
    expect(unread).toBeLessThan(count);
    const other = await at.running.openPanel('#/search?q=the');
    const first = await other.waitForSelector('.search-answer h2[data-found]');
    expect(await first?.evaluate((heading) => heading.getAttribute('data-found'))).toBe(String(count));
    await other.close();
  });

  test('the way back from a view that was saved finds the number of the search', async () => {
    await search('the is:unread');
    const count = await search('the');
    await press(page, 'save-view');
    await page.waitForSelector('input[name="view-name"]');
    await press(page, 'keep-view');
    await page.waitForFunction("location.hash.startsWith('#/saved/')");
    await page.waitForSelector('.bar-count');
    await page.goBack();
    await page.waitForSelector('.search-answer');
    expect(Number(await until(found, (value) => value !== null))).toBe(count);
    await page.keyboard.press('u');
  });

  test('a wrong query says where and why', async () => {
    await page.keyboard.press('/');
    await type('rust autor:zoe');
    const trouble = await page.waitForSelector('.query-trouble');
    expect(await trouble?.$eval('mark', (mark) => mark.textContent)).toBe('autor:');
    expect(await trouble?.evaluate((element) => element.textContent)).toMatch(/no field “autor:”/);
    expect(await page.$('article.post')).toBeNull();
  });

  test('a saved view stands beside the feeds and counts down when a post is read', async () => {
    const count = await search('the is:unread');
    expect(count).toBeGreaterThan(3);
    await press(page, 'save-view');
    const field = await page.waitForSelector('input[name="view-name"]');
    await field?.evaluate((input) => (input as HTMLInputElement).select());
    await page.type('input[name="view-name"]', 'With the');
    await press(page, 'keep-view');
    await page.waitForFunction("location.hash.startsWith('#/saved/')");
    const counted = () =>
      page.$eval('.bar-count', (bar) => Number(bar.getAttribute('data-count'))).catch(() => 0);
    expect(await until(counted, (value) => value === count)).toBe(count);
    await page.waitForSelector('article.post[data-unread]');
    await page.keyboard.press('j');
    await page.keyboard.press('m');
    expect(await until(counted, (value) => value === count - 1)).toBe(count - 1);
    await page.keyboard.press('u');
    expect(await until(counted, (value) => value === count)).toBe(count);
    await go(page, '#/feeds');
    const line = await page.waitForSelector('.view-line');
    expect(await line?.evaluate((element) => element.textContent)).toContain('With the');
  });

  test('mark all read marks what the view finds, and nothing else', async () => {
    const before = await badge();
    await page.$eval('.view-line a', (link) => (link as HTMLElement).click());
    await page.waitForSelector('article.post[data-unread]');
    // Nothing was searched for, and its words are marked all the same.
    await page.waitForSelector('article.post mark');
    const count = await page.$eval('.bar-count', (bar) => Number(bar.getAttribute('data-count')));
    await press(page, 'mark-all-read');
    await until(badge, (badge) => badge === before - count);
    expect(await badge()).toBe(before - count);
    await page.keyboard.press('u');
    await until(badge, (badge) => badge === before);
  });

  test('the badge counts a chosen view alone, and all again when the view goes', async () => {
    const all = await badge();
    await go(page, '#/feeds');
    const line = await page.waitForSelector('.view-line');
    const chosen = Number(await line?.$eval('.line-count', (count) => count.getAttribute('data-count')));
    expect(chosen).toBeLessThan(all);
    await go(page, '#/alerts');
    const view = await page.waitForSelector('[data-action="choose-badge"] option[value^="savedView"]');
    await page.select(
      '[data-action="choose-badge"]',
      (await view?.evaluate((option) => option.getAttribute('value'))) ?? '',
    );
    await press(page, 'add-badge');
    await badgeIs(chosen);
    await go(page, '#/feeds');
    await page.waitForSelector('.view-line');
    await press(page, 'edit-view');
    await press(page, 'remove-view');
    await badgeIs(all);
    await page.keyboard.press('u');
    await badgeIs(chosen);
    await go(page, '#/alerts');
    await page.waitForSelector('[data-places="badge"] li');
    await press(page, 'remove-badge');
    await badgeIs(all);
  });

  test('a view is found in the palette, removed, and taken back', async () => {
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await page.keyboard.down('Control');
    await page.keyboard.press('k');
    await page.keyboard.up('Control');
    await page.waitForSelector('.palette-line');
    await page.keyboard.type('with the');
    await until(
      () => page.$$eval('.palette-line', (lines) => lines.length),
      (length) => length === 1,
    );
    await page.keyboard.press('Enter');
    await page.waitForFunction("location.hash.startsWith('#/saved/')");
    await go(page, '#/feeds');
    await page.waitForSelector('.view-line');
    await press(page, 'edit-view');
    await press(page, 'remove-view');
    await until(
      () => page.$$eval('.view-line', (lines) => lines.length),
      (length) => length === 0,
    );
    await page.keyboard.press('u');
    await page.waitForSelector('.view-line');
  });

  test('posts of a feed that is left are gone from the search at once, and come back with it', async () => {
    await go(page, '#/search');
    await page.waitForSelector('input[name="query"]');
    const all = await search('feed:"planet ferrous"');
    expect(all).toBeGreaterThan(0);
    await go(page, '#/feeds');
    await page.waitForSelector('.feed-line');
    await page.evaluate(`[...document.querySelectorAll('.feed-line')]
      .find((line) => line.textContent.includes('Planet Ferrous'))
      .querySelector('[data-action="edit-feed"]').click()`);
    await press(page, 'unsubscribe');
    await until(
      () =>
        page.$$eval('.feed-line', (lines) =>
          lines.some((line) => line.textContent?.includes('Planet Ferrous')),
        ),
      (isThere) => !isThere,
    );
    await go(page, '#/search');
    await page.waitForSelector('input[name="query"]');
    expect(await search('feed:"planet ferrous"')).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    await go(page, '#/feeds');
    await until(
      () =>
        page.$$eval('.feed-line', (lines) =>
          lines.some((line) => line.textContent?.includes('Planet Ferrous')),
        ),
      (isThere) => isThere,
    );
    await go(page, '#/search');
    await page.waitForSelector('input[name="query"]');
    expect(await search('feed:"planet ferrous"')).toBe(all);
  });
});
