/** Rules, muting, notifications, badge and focus as a person uses them: by typing, by key, and by what a feed brings. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedRow } from '../../src/storage/schema.ts';
import type { RuleRow } from '../../src/storage/schema-rules.ts';
import type { RunningChrome } from './harness/chrome.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { checkNow, go, press, titles } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

interface Item {
  title: string;
  author?: string;
}

/** The feed as it stands; the newest post first. */
let items: Item[] = [];
const rss = () =>
  `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Daily</title>${items
    .map(
      ({ title, author }, index) =>
        `<item><guid>urn:${title}</guid><title>${title}</title><description>About ${title}</description>` +
        `<dc:creator>${author ?? 'Editor'}</dc:creator>` +
        `<pubDate>${new Date(Date.now() - 60_000 * (index + 1)).toUTCString()}</pubDate></item>`,
    )
    .join('')}</channel></rss>`;

describe.each(oneBrowser('rules'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  let feed: FeedRow;
  beforeAll(async () => {
    items = [{ title: 'Morning' }, { title: 'Sponsored shoes' }, { title: 'Evening', author: 'Ann Ex' }];
    const served = { name: 'daily', title: 'Daily', contentType: 'application/rss+xml', bytes: rss };
    at = await launchSubscribed(name, { granted: ['notifications'] }, [served]);
    page = at.page;
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    [feed] = (await readAll<FeedRow>(page, 'feeds')) as [FeedRow];
  });
  afterAll(() => at?.close());

  test('a rule is typed; a wrong query says where and why; the dry run names what it would touch', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await press(page, 'add-rule');
    await page.waitForSelector('#rule-query:focus');
    await page.keyboard.type('subject:sponsored');
    const wrong = await page.waitForSelector('[data-wrong]');
    expect(await wrong?.$eval('mark', (mark) => mark.textContent)).toBe('subject:');
    expect(await wrong?.evaluate((each) => each.textContent)).toContain('There is no field');
    await clear('subject:sponsored'.length);
    await page.keyboard.press('Enter');
    expect(await textOf('[data-wrong]')).toContain('Write what posts must match');
    expect(await textOf('[data-refused]')).toContain('Choose at least one');
    await page.keyboard.type('sponsored');
    await page.waitForSelector('[data-dry-run="1"][data-ended]');
    expect(await textOf('[data-dry-run]')).toContain('Sponsored shoes');
    await page.keyboard.press('Tab');
    await page.keyboard.press(' ');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.rule-head');
    expect(await textOf('.rule')).toContain('Hide them');
    // Nothing happened to what is stored.
    await badgeIs('3');
  });

  test('a matching post arrives hidden, another tagged: it stands on the topic page', async () => {
    await addRule('title:python', 'Snakes');
    items = [{ title: 'Sponsored hats' }, { title: 'Python weekly' }, ...items];
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await checkNow(page);
    await badgeIs('4');
    await go(page, '#/tag/snakes');
    await untilTitles((shown) => shown.join() === 'Python weekly');
    await page.close();
    page = await at.running.openPanel('#/river');
    await untilTitles((shown) => shown.length === 4);
    expect(await titles(page)).not.toContain('Sponsored hats');
  });

  test("its feed keeps a hidden post, and it can be shown again; 'u' takes that back", async () => {
    await go(page, `#/feed/${feed.id}`);
    await untilTitles((shown) => shown.length > 0);
    await page.keyboard.press('f');
    await untilTitles((shown) => shown.includes('Sponsored hats'));
    const id = await idOf('Sponsored hats');
    expect(await textOf(`article[data-post-id="${id}"]`)).toContain('Hidden');
    await openPost(id);
    await press(page, 'show-again');
    await page.waitForSelector('[data-action="mute"]');
    await page.keyboard.press('u');
    await page.waitForSelector('[data-action="show-again"]');
    await page.keyboard.press('f');
  });

  test('applied to stored posts and taken back, each as one action, also after the panel was closed', async () => {
    await go(page, '#/rules');
    await page.waitForSelector('.rule-head');
    await press(page, 'apply-rule');
    await badgeIs('3');
    expect(await textOf('.notice')).toContain('Applied sponsored to 1 post');
    await page.close();
    page = await at.running.openPanel('#/river');
    await page.waitForSelector('article.post');
    expect(await titles(page)).not.toContain('Sponsored shoes');
    await page.keyboard.press('u');
    await badgeIs('4');
    await untilTitles((shown) => shown.includes('Sponsored shoes'));
  });

  test('rules are moved by key and by drag, switched off, deleted, and that is taken back', async () => {
    await go(page, '#/rules');
    await page.waitForSelector('.rule-head');
    await page.focus('.rule:first-child [data-action="rule-down"]');
    await page.keyboard.press('Enter');
    await orderIs('title:python', 'sponsored');
    if (name === 'chrome') {
      await drag('.rule:last-child .rule-does', '.rule:first-child .rule-does');
      await orderIs('sponsored', 'title:python');
      await page.keyboard.press('u');
      await orderIs('title:python', 'sponsored');
    }
    await page.focus('.rule:last-child [data-action="switch-rule"]');
    await page.keyboard.press(' ');
    await page.waitForSelector('.rule:last-child[data-off]');
    await page.focus('.rule:first-child [data-action="delete-rule"]');
    await page.keyboard.press('Enter');
    await orderIs('sponsored');
    await page.evaluate(() => (document.activeElement as HTMLElement)?.blur());
    await page.keyboard.press('u');
    await orderIs('title:python', 'sponsored');
    await page.focus('.rule:last-child [data-action="switch-rule"]');
    await page.keyboard.press(' ');
    await until(
      () => page.$('.rule[data-off]'),
      (off) => off === null,
    );
  });

  test('an author is muted from a post, those stored and those to come; one undo takes it back', async () => {
    await go(page, '#/river');
    await untilTitles((shown) => shown.includes('Evening'));
    await openPost(await idOf('Evening'));
    await page.keyboard.press('H');
    await press(page, 'mute-author');
    await untilTitles((shown) => !shown.includes('Evening'));
    items = [{ title: 'Night', author: 'Ann Ex' }, ...items];
    await checkNow(page);
    // "Evening" was read by being opened; "Night" is hidden.
    await badgeIs('3');
    await page.keyboard.press('u');
    await until(
      () => readAll<RuleRow>(page, 'rules'),
      (rules) => rules.length === 2,
    );
    expect((await readAll<RuleRow>(page, 'rules')).map((rule) => rule.query)).not.toContain(
      'author:"Ann Ex"',
    );
  });

  test('a feed notifies: one notification sums up a check', async () => {
    await go(page, '#/alerts');
    await page.waitForSelector('[data-action="choose-notify"]');
    await page.select('[data-action="choose-notify"]', `feed ${feed.id}`);
    const add = await page.waitForSelector('[data-action="add-notify"]:not([disabled])');
    await add?.click();
    await page.waitForSelector('[data-places="notify"] li');
    await hearNotifications();
    items = [{ title: 'First' }, { title: 'Second' }, ...items];
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await checkNow(page);
    const shown = await until(notifications, (found) => found.length > 0);
    expect(shown).toEqual(['new-posts']);
  });

  test.runIf(name === 'chrome')('a click opens its newest post in a tab; its button marks read', async () => {
    const chrome = at.running as RunningChrome;
    const all = Number(await chrome.badge());
    await chrome.inWorker(`chrome.notifications.onClicked.dispatch('new-posts')`);
    const target = await chrome.browser.waitForTarget((each) => each.url().includes(`#/feed/${feed.id}`), {
      timeout: 10_000,
    });
    const opened = (await target.page()) as Page;
    await opened.waitForSelector('article.post[data-open]');
    expect(await opened.$eval('article.post[data-open] .post-title', (each) => each.textContent)).toBe(
      'First',
    );
    await until(notifications, (found) => found.length === 0);
    // The tab writes the mark: it is closed once that is seen.
    await badgeIs(`${all - 1}`);
    await opened.close();
    items = [{ title: 'Third' }, ...items];
    await checkNow(page);
    await until(notifications, (found) => found.length > 0);
    await badgeIs(`${all}`);
    await chrome.inWorker(`chrome.notifications.onButtonClicked.dispatch('new-posts', 0)`);
    await badgeIs(`${all - 1}`);
    expect(await notifications()).toEqual([]);
  });

  test('the badge counts chosen places only, and leaves feeds out', async () => {
    const all = await at.running.badge();
    await choose('badge', 'topic snakes');
    await badgeIs('1');
    await press(page, 'remove-badge');
    await badgeIs(all);
    await choose('off-badge', `feed ${feed.id}`);
    await badgeIs('');
    await press(page, 'remove-off-badge');
    await badgeIs(all);
  });

  test('q begins focus: no badge, no notification, and the panel says until when; ending it sums up', async () => {
    const all = Number(await at.running.badge());
    await clearNotifications();
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await page.keyboard.press('q');
    await page.waitForSelector('[data-focus]');
    await badgeIs('');
    expect(await textOf('[data-focus]')).toMatch(/^Focus until \d/);
    items = [{ title: 'Meanwhile' }, ...items];
    await checkNow(page);
    expect(await notifications()).toEqual([]);
    await press(page, 'focus');
    await badgeIs(`${all + 1}`);
    const shown = await until(notifications, (found) => found.length > 0);
    expect(shown).toEqual(['new-posts']);
    expect(await page.$('[data-focus]')).toBeNull();
    await clearNotifications();
  });

  test('an address with a post opens it in its feed, as a click on a notification does', async () => {
    await go(page, `#/feed/${feed.id}?post=${await idOf('Meanwhile')}`);
    const open = await page.waitForSelector('article.post[data-open] .post-title');
    expect(await open?.evaluate((each) => each.textContent)).toBe('Meanwhile');
    // What came since is in no list that stands, or was left.
    for (const title of ['While its list stands', 'While its list waits']) {
      if (title.endsWith('waits')) await go(page, '#/starred');
      items = [{ title }, ...items];
      await checkNow(page);
      await page.evaluate(`location.hash = '#/feed/${feed.id}?post=${await idOf(title)}'`);
      await page.waitForSelector(`article.post[data-open][data-post-id="${await idOf(title)}"]`);
    }
    expect(await at.running.errors()).toEqual([]);
  });

  async function addRule(query: string, tags: string): Promise<void> {
    await go(page, '#/rules');
    await press(page, 'add-rule');
    await page.waitForSelector('#rule-query:focus');
    await page.keyboard.type(query);
    await page.type('#rule-tags', tags);
    await page.keyboard.press('Enter');
    await until(
      () => page.$('.rule-form'),
      (form) => form === null,
    );
  }

  async function choose(places: string, value: string): Promise<void> {
    await go(page, '#/alerts');
    await page.waitForSelector(`[data-action="choose-${places}"]`);
    await page.select(`[data-action="choose-${places}"]`, value);
    await press(page, `add-${places}`);
    await page.waitForSelector(`[data-places="${places}"] li`);
  }

  async function openPost(id: string): Promise<void> {
    await page.$eval(`article[data-post-id="${id}"] .post-title a`, (link) => (link as HTMLElement).click());
    await page.waitForSelector(`article[data-post-id="${id}"] .post-tools`);
  }

  async function idOf(title: string): Promise<string> {
    const posts = await readAll<{ id: number; title?: string }>(page, 'posts');
    return String(posts.find((post) => post.title === title)?.id);
  }

  async function clear(letters: number): Promise<void> {
    for (let i = 0; i < letters; i++) await page.keyboard.press('Backspace');
  }

  function textOf(selector: string): Promise<string> {
    return page.$eval(selector, (element) => element.textContent ?? '');
  }

  async function untilTitles(wanted: (shown: string[]) => boolean): Promise<void> {
    const shown = await until(() => titles(page), wanted);
    expect([shown, wanted(shown)]).toEqual([shown, true]);
  }

  async function orderIs(...queries: string[]): Promise<void> {
    const order = () => page.$$eval('.rule-head code', (found) => found.map((each) => each.textContent));
    expect(await until(order, (shown) => shown.join() === queries.join())).toEqual(queries);
  }

  async function badgeIs(wanted: string): Promise<void> {
    expect(
      await until(
        () => at.running.badge(),
        (badge) => badge === wanted,
      ),
    ).toBe(wanted);
  }

  /**
   * The ids of the browser's own notifications: those that stand; in Firefox, which shows none without a screen and
   * closes each at once, those that it closed.
   */
  function notifications(): Promise<string[]> {
    return page.evaluate(
      name === 'chrome' ? 'chrome.notifications.getAll().then(Object.keys)' : 'globalThis.heard',
    ) as Promise<string[]>;
  }

  async function clearNotifications(): Promise<void> {
    await page.evaluate(
      name === 'chrome' ? `chrome.notifications.clear('new-posts')` : 'globalThis.heard.length = 0',
    );
  }

  async function hearNotifications(): Promise<void> {
    await page.evaluate(`globalThis.heard = [];
      (globalThis.browser ?? chrome).notifications.onClosed.addListener((id) => heard.push(id))`);
  }

  async function drag(from: string, to: string): Promise<void> {
    const [start, end] = await Promise.all([page.$(from), page.$(to)]);
    // The browser's own drag would wait for a window system.
    await page.setDragInterception(true);
    if (start !== null && end !== null) await start.dragAndDrop(end, { delay: 100 });
    await page.setDragInterception(false);
  }
});
