/** A morning with the panel, by keys and clicks: the river's order and cap, what comes while one reads, links, views, settings. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { launch } from './harness/launch.ts';
import { checkNow, go, press, titles, wear } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const TEXT =
  '<p>The tide tables are printed once a year, and once a year somebody finds the error in them.</p>';

describe.each(oneBrowser('using'))('in %s', (name) => {
  let server: FeedServer;
  let running: RunningBrowser;
  let page: Page;
  const noon = new Date().setHours(0, 0, 0, 0) - DAY / 2;
  /** Titles by feed, the newest first; minutes apart, from yesterday noon back; "old" ones a day before. */
  const posts: Record<string, string[]> = {
    loud: ['L6', 'L5', 'L4', 'L3', 'L2', 'L1', 'L0 old'],
    quiet: ['Q2', 'Q1 old'],
  };

  const feed = (host: string) => {
    const items = (posts[host] ?? []).map((title, i) => {
      const offset = title.includes('new') ? -MINUTE : (i + (host === 'quiet' ? 3.5 : 1)) * MINUTE;
      const at = new Date(noon - offset - (title.includes('old') ? DAY : 0));
      const link = server.url(host, `/${encodeURIComponent(title)}`);
      return `<item><title>${title}</title><guid>${link}</guid><link>${link}</link><category>Tides</category><pubDate>${at.toUTCString()}</pubDate><description><![CDATA[${TEXT.repeat(3)}]]></description></item>`;
    });
    return `<rss version="2.0"><channel><title>${host}</title>${items.join('')}</channel></rss>`;
  };

  beforeAll(async () => {
    server = await startFeedServer([]);
    for (const host of ['loud', 'quiet'])
      server.add({
        name: host,
        title: host,
        contentType: 'application/rss+xml',
        bytes: () => feed(host),
        page: () => ({ contentType: 'text/html', body: '<title>A page</title>' }),
      });
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/using-${name}.opml`, server.opml());
    running = await launch(name);
    await (await importOpml(running, resolve(`out/using-${name}.opml`))).close();
    page = await running.openPanel('#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
  });

  test('days hold feeds and feeds their posts, newest first; oldest first turns all of it around', async () => {
    const newest = ['loud: L6 L5 L4 L3 L2 L1', 'quiet: Q2', 'quiet: Q1 old', 'loud: L0 old'];
    expect(await river(page)).toEqual(newest);
    await press(page, 'show-menu');
    await press(page, 'order-oldest');
    const oldest = ['loud: L0 old', 'quiet: Q1 old', 'loud: L1 L2 L3 L4 L5 L6', 'quiet: Q2'];
    expect(
      await until(
        () => river(page),
        (found) => found[0] === oldest[0],
      ),
    ).toEqual(oldest);
    await press(page, 'show-menu');
    await press(page, 'order-newest');
    expect(
      await until(
        () => river(page),
        (found) => found[0] === newest[0],
      ),
    ).toEqual(newest);
  });

  test('a loud feed is held to so many posts a day, by a setting; a click shows the rest', async () => {
    await go(page, '#/settings');
    await page.waitForSelector('[data-action="set-postsPerFeedAndDay"]');
    await page.select('[data-action="set-postsPerFeedAndDay"]', '3');
    await go(page, '#/river');
    await page.waitForSelector('.more-of-feed');
    expect(await page.$eval('.more-of-feed', (button) => button.textContent)).toContain('3 more');
    expect((await river(page))[0]).toBe('loud: L6 L5 L4');
    await press(page, 'unfold');
    expect(
      await until(
        async () => (await river(page))[0],
        (group) => group?.includes('L1') === true,
      ),
    ).toBe('loud: L6 L5 L4 L3 L2 L1');
    await go(page, '#/settings');
    await page.waitForSelector('[data-action="set-postsPerFeedAndDay"]');
    await page.select('[data-action="set-postsPerFeedAndDay"]', '0');
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });

  test('what comes while one reads waits behind a button; place, focus and the open post stay', async () => {
    for (const key of ['j', 'j', 'j', 'o'] as const) await page.keyboard.press(key);
    await page.waitForSelector('article[data-open] .post-body');
    const before = await place(page);
    posts.loud?.unshift('L8 new', 'L7 new');
    await checkNow(page);
    const pill = await page.waitForSelector('.new-pill');
    expect(await pill?.evaluate((button) => button.textContent)).toContain('2');
    expect(await place(page)).toEqual(before);
    expect(await titles(page)).not.toContain('L8 new');
    // What was just read stays too.
    expect(await page.$('article[data-open]:not([data-unread])')).not.toBeNull();
    await page.keyboard.press('.');
    expect(
      await until(
        () => titles(page),
        (found) => found.includes('L8 new'),
      ),
    ).toContain('L7 new');
  });

  test('v opens the page behind and counts a view; y copies its link', async () => {
    await page.bringToFront();
    await page.keyboard.press('j');
    const title = await until(
      () => current(page),
      (found) => found !== '',
    );
    const before = server.log.length;
    await page.keyboard.press('v');
    await until(
      async () => server.log.slice(before).some(({ path }) => decodeURIComponent(path) === `/${title}`),
      Boolean,
    );
    expect(server.log.slice(before).map(({ path }) => decodeURIComponent(path))).toContain(`/${title}`);
    // The panel is still in front, and hears the keys.
    expect(await page.evaluate(() => document.visibilityState)).toBe('visible');
    await page.waitForSelector('article[aria-current]:not([data-unread])');
    expect(await page.$eval('article[aria-current] .post-facts', (facts) => facts.textContent)).toContain(
      '1 view',
    );
    await page.keyboard.press('y');
    const said = await until(
      () => page.$eval('.notice', (notice) => notice.textContent ?? '').catch(() => ''),
      (text) => text.includes('clipboard'),
    );
    expect(said).toContain('clipboard');
  });

  test('a topic counts what it holds, and puts what was opened most first when asked', async () => {
    await go(page, '#/tag/tides');
    await page.waitForSelector('article.post');
    await page.keyboard.press('f');
    await until(
      () => titles(page),
      (found) => found.length === 11,
    );
    const heading = await until(
      () => page.$eval('.topic-heading', (found) => found.textContent ?? ''),
      (text) => text.includes('11'),
    );
    expect(heading).toBe('Posts in Tides (11 found)');
    const last = (await titles(page)).at(-1) ?? '';
    for (let i = 0; i < 2; i++) await toggle(page, last);
    await toggle(page, last);
    await press(page, 'show-menu');
    await press(page, 'order-views');
    expect(
      (
        await until(
          () => titles(page),
          (found) => found[0] === last,
        )
      )[0],
    ).toBe(last);
    const facts = await page.$eval('article.post .post-facts', (found) => found.textContent);
    expect(facts).toContain('2 views');
    await page.keyboard.press('f');
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });

  test('the river is a feed to those who listen: each post knows its place', async () => {
    const places = await page.$$eval('[role="feed"]', (feeds) =>
      feeds.map((feed) => ({
        label: feed.getAttribute('aria-label'),
        of: [...feed.querySelectorAll('article')].map(
          (post) => `${post.getAttribute('aria-posinset')}/${post.getAttribute('aria-setsize')}`,
        ),
      })),
    );
    expect(places.length).toBeGreaterThan(1);
    for (const { label, of } of places) {
      expect(['loud', 'quiet']).toContain(label);
      expect(of).toEqual(of.map((_, i) => `${i + 1}/${of.length}`));
    }
  });

  test('in full text a tag that is taken away goes from its post at once, and undo brings it back', async () => {
    await wear(page, { density: 'full' });
    const chips = () =>
      page.$eval('article.post[data-full]:not([data-open])', (post) =>
        [...post.querySelectorAll('.tag-chip')].map((chip) => chip.textContent),
      );
    await page.waitForSelector('article.post[data-full]:not([data-open]) .tag-chip');
    expect(await chips()).toEqual(['Tides']);
    await page.$eval('article.post[data-full]:not([data-open]) [data-action="remove-tag"]', (button) =>
      (button as HTMLElement).click(),
    );
    expect(await until(chips, (found) => found.length === 0)).toEqual([]);
    await page.keyboard.press('u');
    expect(await until(chips, (found) => found.length === 1)).toEqual(['Tides']);
    await wear(page, { density: 'comfortable' });
    await page.waitForSelector('article.post:not([data-full])');
  });

  test('every setting has a sentence and a default, and holds at once: GMT, dark, large', async () => {
    await go(page, '#/settings');
    await page.waitForSelector('main.settings .setting');
    const bare = await page.$$eval(
      '.setting:has(select)',
      (all) =>
        all.filter((each) => !each.querySelector('strong, .setting-text') || !each.querySelector('small'))
          .length,
    );
    expect(bare).toBe(0);
    const options = await page.evaluate(
      '(globalThis.browser ?? chrome).runtime.getManifest().options_ui.page',
    );
    expect(options).toMatch(/index\.html#\/settings$/);
    await page.select('[data-action="set-zone"]', 'gmt');
    await page.select('[data-action="set-theme"]', 'dark');
    await page.select('[data-action="set-textSize"]', '125');
    await until(
      () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize),
      (size) => size === '20px',
    );
    const dark = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(dark).toMatch(/rgb\(\d\d, \d\d, \d\d\)|oklch\(0\.[12]/);
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    const exact = await page.waitForSelector('.post-exact time');
    expect(await exact?.evaluate((time) => time.textContent)).toMatch(/GMT|UTC/);
  });

  test('a folder without a name, a tag without a letter: each is told why not', async () => {
    await go(page, '#/feeds');
    await press(page, 'show-menu');
    await press(page, 'new-folder');
    await page.waitForSelector('dialog[open] input[name="name"]');
    await page.keyboard.press('Tab');
    await page.focus('dialog[open] input[name="name"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open] [data-refused]');
    expect(await page.$eval('dialog[open] [data-refused]', (text) => text.textContent)).toContain(
      'needs a name',
    );
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { hidden: true });
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await page.keyboard.press('j');
    await page.keyboard.press('t');
    await (await page.waitForSelector('input[name="tag"]'))?.type('#');
    await page.keyboard.press('Enter');
    const said = await until(
      () => page.$eval('.notice', (notice) => notice.textContent ?? '').catch(() => ''),
      (text) => text.includes('letter'),
    );
    expect(said).toContain('A tag needs a letter');
  });

  test('nothing went wrong on the way', async () => {
    expect(await running.errors()).toEqual([]);
  });
});

/** The groups of the river in their order, "feed: titles". */
function river(page: Page): Promise<string[]> {
  return page.$$eval('.feed-group', (groups) =>
    groups.map((group) => {
      const posts = [...group.querySelectorAll('.post-title')].map((title) => title.textContent?.trim());
      return `${group.querySelector('.feed-heading a')?.textContent}: ${posts.join(' ')}`;
    }),
  );
}

function current(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('article[aria-current] .post-title')?.textContent ?? '');
}

function place(page: Page): Promise<unknown> {
  return page.$eval('article[data-open]', (post) => ({
    title: post.querySelector('.post-title')?.textContent,
    top: Math.round(post.getBoundingClientRect().top),
    hasFocus: post.contains(document.activeElement),
  }));
}

async function toggle(page: Page, title: string): Promise<void> {
  const link = await page.waitForSelector(
    `xpath/.//article[.//*[contains(@class,"post-title")][normalize-space()="${title}"]]//h2/a`,
  );
  await link?.evaluate((element) => (element as HTMLElement).click());
  await new Promise((done) => setTimeout(done, 200));
}
