/** A post that was read stays read, whatever its server, its browser or its worker does. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedRow, PostRow, UnreadRow } from '../../src/storage/schema.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS } from './harness/launch.ts';
import { checkNow, go, makeDue, press } from './harness/panel.ts';
import { until } from './harness/until.ts';

const document = (...titles: string[]) =>
  `<rss version="2.0"><channel><title>One</title>${titles
    .map((title, index) => `<item><title>${title}</title><guid isPermaLink="false">${index}</guid></item>`)
    .join('')}</channel></rss>`;

describe.each(BROWSERS)('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  let feedId = 0;

  beforeAll(async () => {
    const contentType = 'application/rss+xml';
    const bytes = () => document('Read me', 'Leave me');
    at = await launchSubscribed(name, {}, [{ name: 'one', title: 'One', contentType, bytes }]);
    page = at.page;
    feedId = (await readAll<FeedRow>(page, 'feeds'))[0]?.id ?? 0;
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await page.$$eval('article.post .post-title a', (links) => {
      for (const link of links) if (link.textContent?.includes('Read me')) (link as HTMLElement).click();
    });
    await until(unreadTitles, (titles) => titles.length === 1);
  });
  afterAll(() => at?.close());

  async function unreadTitles(): Promise<string[]> {
    const unread = new Set((await readAll<UnreadRow>(page, 'unread')).map(({ postId }) => postId));
    const posts = await readAll<PostRow>(page, 'posts');
    return posts.filter((post) => unread.has(post.id)).map((post) => post.title ?? '');
  }

  test('after a check that finds nothing new (304)', async () => {
    expect((await checkNow(page)).get(feedId)).toBe('unchanged');
    expect(await unreadTitles()).toEqual(['Leave me']);
    expect(at.server.log.at(-1)?.status).toBe(304);
  });

  test('after a check with the same bytes, sent again', async () => {
    at.server.behave('one', { validators: 'none', bytes: document('Read me', 'Leave me') });
    expect((await checkNow(page)).get(feedId)).toMatch(/unchanged|fresh/);
    expect(await unreadTitles()).toEqual(['Leave me']);
    expect(await readAll<PostRow>(page, 'posts')).toHaveLength(2);
  });

  test('after its title was changed', async () => {
    at.server.behave('one', { bytes: document('Read me, please', 'Leave me') });
    expect((await checkNow(page)).get(feedId)).toBe('fresh');
    const titles = (await readAll<PostRow>(page, 'posts')).map((post) => post.title);
    expect(titles.sort()).toEqual(['Leave me', 'Read me, please']);
    expect(await unreadTitles()).toEqual(['Leave me']);
  });

  test('after the background was stopped, and woken by its alarm', async () => {
    const asked = at.server.log.length;
    await makeDue(page, feedId);
    await at.running.stopBackground();
    const requests = await until(
      async () => at.server.log.length,
      (length) => length > asked,
      20_000,
    );
    expect(requests).toBeGreaterThan(asked);
    expect(await unreadTitles()).toEqual(['Leave me']);
  });

  test('after the browser was restarted on the same profile', async () => {
    await at.running.restart();
    page = await at.running.openPanel('#/river');
    expect(await unreadTitles()).toEqual(['Leave me']);
    await press(page, 'show-all');
    await page.waitForSelector('article.post:not([data-unread])');
    const shown = await page.$$eval('article.post[data-unread]', (posts) => posts.length);
    expect(shown).toBe(1);
    expect(await at.running.errors()).toEqual([]);
  });
});
