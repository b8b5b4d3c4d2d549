/** What a reader finds on coming back to a list, and what the panel says without a network. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { go, titles } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

describe.each(oneBrowser('coming back'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed(name);
    page = await at.running.openPanel('#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  test('the open post and the place on the page are as they were left', async () => {
    for (const key of ['j', 'j', 'j', 'j', 'j', 'o'] as const) await page.keyboard.press(key);
    await page.waitForSelector('article.post[data-open] .post-body');
    await page.evaluate(() => scrollBy(0, 120));
    const before = await placeOf(page);
    await go(page, '#/starred');
    await page.waitForSelector('.empty');
    await go(page, '#/river');
    await page.waitForSelector('article.post[data-open] .post-body');
    const after = await until(
      () => placeOf(page),
      (place) => Math.abs(place.top - before.top) < 2,
    );
    expect(after.title).toBe(before.title);
    expect(Math.abs(after.top - before.top)).toBeLessThan(2);
  });

  test('what was read meanwhile is gone, but for the post that is open', async () => {
    const [first] = await titles(page);
    await page.$eval('article.post[data-unread] .post-dot', (dot) => (dot as HTMLElement).click());
    await until(
      () => page.$$('article.post[data-unread] .post-dot'),
      (dots) => dots.length > 0,
    );
    expect((await titles(page))[0]).toBe(first);
    await go(page, '#/starred');
    await page.waitForSelector('.empty');
    await go(page, '#/river');
    await page.waitForSelector('article.post[data-open]');
    expect((await titles(page))[0]).not.toBe(first);
  });

  test('no screen is drawn with the posts of the one before', async () => {
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    const drawn = await page.evaluate(async () => {
      const found: string[] = [];
      const watcher = new MutationObserver(() => {
        const posts = document.querySelectorAll('.content article.post').length;
        found.push(`${document.querySelector('.bar-title')?.textContent}: ${posts > 0}`);
      });
      watcher.observe(document.body, { childList: true, subtree: true });
      location.hash = '#/starred';
      await new Promise((done) => setTimeout(done, 1000));
      watcher.disconnect();
      return [...new Set(found)];
    });
    expect(drawn).toContain('Starred: false');
    expect(drawn).not.toContain('Starred: true');
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });

  test.runIf(name === 'chrome')('without a network it says so, and that no feed can be asked', async () => {
    await page.setOfflineMode(true);
    await page.waitForSelector('.foot-note');
    await page.keyboard.press('c');
    const notice = await page.waitForSelector('.notice');
    expect(await notice?.evaluate((element) => element.textContent)).toContain('You are offline');
    await page.setOfflineMode(false);
    await until(
      () => page.$('.foot-note'),
      (note) => note === null,
    );
    expect(await page.$('.foot-note')).toBeNull();
  });
});

function placeOf(page: Page): Promise<{ title: string; top: number }> {
  return page.$eval('article.post[data-open]', (post) => ({
    title: post.querySelector('.post-title')?.textContent ?? '',
    top: post.getBoundingClientRect().top,
  }));
}
