/** The keys as a person presses them: marking stretches of the river, the palette, keys of one's own, the browser's keys. */
import type { KeyInput, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pressBrowserKey } from './harness/browser-keys.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { go } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

describe.each(oneBrowser('keys'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed(name);
    page = await at.running.openPanel('#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  test('M marks those above, D the day, F the feed, O what is older; u takes each back', async () => {
    const all = await badge();
    await press(page, 'j', 'j', 'j', 'M');
    await badgeIs(all - 2);
    await press(page, 'u');
    await badgeIs(all);
    const today = await page.$eval('.day-count', (count) => Number(count.getAttribute('data-count')));
    expect(today).toBeGreaterThan(2);
    await press(page, 'D');
    await badgeIs(all - today);
    expect(await page.$eval('.day-name', (day) => day.textContent)).toBe('Today');
    await press(page, 'u');
    await badgeIs(all);
    await press(page, 'O');
    expect(await until(badge, (count) => count > 0 && count < 10)).toBeLessThan(10);
    await press(page, 'u');
    await badgeIs(all);
    await press(page, 'F');
    expect(await until(badge, (count) => count < all)).toBeLessThan(all);
    await press(page, 'u');
    await badgeIs(all);
  });

  test('Ctrl-K finds a feed and goes there, with arrows and Enter', async () => {
    await page.keyboard.down('Control');
    await page.keyboard.press('k');
    await page.keyboard.up('Control');
    await page.waitForSelector('.palette-line');
    await page.keyboard.type('planet orb');
    await until(
      () => page.$$eval('.palette-line', (lines) => lines.length),
      (count) => count === 1,
    );
    await press(page, 'Enter');
    expect(await until(() => page.evaluate('location.hash'), isFeed)).toMatch(/^#\/feed\/\d+$/);
    expect(await page.$('dialog')).toBeNull();
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });

  test('? shows the keys: the sheet has the focus and scrolls by arrows, then Tab goes to its buttons', async () => {
    await page.keyboard.press('?');
    await page.waitForSelector('dialog .keys');
    const focused = () => page.evaluate(() => document.activeElement?.matches('dialog'));
    expect(await focused()).toBe(true);
    await press(page, 'ArrowDown');
    const scrolled = () => page.$eval('dialog', (sheet) => sheet.scrollTop);
    expect(await until(scrolled, (top) => top > 0)).toBeGreaterThan(0);
    await press(page, 'Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-action'))).toBe(
      'close-sheet',
    );
    await press(page, 'Escape');
    await page.waitForSelector('dialog', { hidden: true });
  });

  test('a key that is pressed while a sheet closes is not lost', async () => {
    await press(page, '?');
    await page.waitForSelector('dialog[open] .keys');
    // The browser tells the page of it a moment later.
    await page.evaluate(() => {
      document.querySelector('dialog')?.close();
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, cancelable: true }));
    });
    await page.waitForSelector('.palette-line');
    await new Promise((done) => setTimeout(done, 300));
    expect(await page.$$eval('dialog[open] .palette-line', (lines) => lines.length)).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { hidden: true });
  });

  test('in the list of feeds j and k go from line to line, and Enter opens one', async () => {
    await go(page, '#/feeds');
    await page.waitForSelector('.feed-line');
    const line = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
    const feeds = await page.$$eval('main .line > a', (links) =>
      links.map((link) => link.getAttribute('href')),
    );
    await press(page, 'j');
    expect(await line()).toBe(feeds[0]);
    await press(page, 'j', 'j', 'j', 'k');
    expect(await line()).toBe(feeds[2]);
    await press(page, 'j', 'j', 'j', 'Enter');
    expect(
      await until(
        () => page.evaluate('location.hash'),
        (hash) => hash === feeds[5],
      ),
    ).toBe(feeds[5]);
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });

  test('after scrolling, j begins where the eyes are; a long post that is folded up stays in sight', async () => {
    const topOf = (selector: string) => page.$eval(selector, (found) => found.getBoundingClientRect().top);
    await press(page, 'j', 'j');
    const before = await current(page);
    // Where the list is still being drawn, the page is not that long yet; and what was just selected may yet be brought into sight.
    let quiet = 0;
    await until(
      async () => {
        const isThere = await page.evaluate('scrollY === 2500');
        quiet = isThere ? quiet + 1 : 0;
        await page.evaluate('scrollTo(0, 2500)');
        await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
        return quiet;
      },
      (times) => times >= 5,
    );
    await until(
      () => topOf('article[aria-current]').catch(() => -1),
      (top) => top < 0,
    );
    await press(page, 'j');
    expect(
      await until(
        () => current(page),
        (id) => id !== before,
      ),
    ).not.toBe(before);
    expect(await page.evaluate('scrollY')).toBeGreaterThan(1500);
    await press(page, 'o');
    await page.waitForSelector('article[aria-current] .post-tools');
    // Its text comes after its tools, and pushes them down.
    const gone = await until(
      async () => {
        await page.$eval('article[aria-current] .post-tools', (foot) => foot.scrollIntoView());
        return topOf('article[aria-current]');
      },
      (top) => top < 0,
    );
    expect(gone).toBeLessThan(0);
    await press(page, 'Escape');
    const top = await until(
      () => topOf('article[aria-current]'),
      (found) => found > 0,
    );
    expect(top).toBeGreaterThan(0);
    expect(top).toBeLessThan(200);
    await press(page, 'u');
    await page.evaluate('scrollTo(0, 0)');
  });

  test('Escape folds up an open post only: one that is just selected does not bring the page back to it', async () => {
    await press(page, 'j');
    await page.waitForSelector('article[aria-current]:not([data-open])');
    const scrolled = () => page.evaluate('(scrollTo(0, 2000), scrollY)');
    await until(
      async () => [await scrolled(), await page.$eval('article[aria-current]', topOf)] as number[],
      ([y = 0, top = 0]) => y === 2000 && top < 0,
    );
    await press(page, 'Escape');
    await new Promise((done) => setTimeout(done, 300));
    expect(await page.evaluate('scrollY')).toBe(2000);
    await page.evaluate('scrollTo(0, 0)');
  });

  test('Escape closes a menu before the post behind it', async () => {
    await press(page, 'j', 'o');
    await page.waitForSelector('article[data-open] .post-body');
    await page.click('[data-action="show-menu"]');
    await page.waitForSelector('.menu:popover-open');
    const isOpen = () => Promise.all([page.$('.menu:popover-open'), page.$('article[data-open]')]);
    const open = async () => (await isOpen()).map((found) => found !== null);
    await press(page, 'Escape');
    expect(await until(open, ([menu]) => menu === false)).toEqual([false, true]);
    await press(page, 'Escape');
    expect(await until(open, ([, post]) => post === false)).toEqual([false, false]);
    await press(page, 'u');
  });

  test('a key is changed in the settings; one that is taken says so', async () => {
    await go(page, '#/settings');
    await change(page, 'next-post', 'k');
    const refused = await page.waitForSelector('[data-refused]');
    expect(await refused?.evaluate((banner) => banner.textContent)).toContain(
      'k is taken by “Previous post”',
    );
    await change(page, 'next-post', 'x');
    await until(
      () => page.$eval('[data-action="rebind-next-post"]', (button) => button.textContent),
      (keys) => keys === 'x',
    );
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    const before = await current(page);
    await press(page, 'j');
    expect(await current(page)).toBe(before);
    await press(page, 'x');
    expect(
      await until(
        () => current(page),
        (id) => id !== before,
      ),
    ).not.toBe(before);
    await go(page, '#/settings');
    await (await page.waitForSelector('[data-action="reset-keys"]'))?.click();
    await until(
      () => page.$eval('[data-action="rebind-next-post"]', (button) => button.textContent),
      (keys) => keys === 'j',
    );
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });

  test('undo held down takes one thing back; j held down goes on', async () => {
    const all = await badge();
    await press(page, 'j', 'm');
    await badgeIs(all - 1);
    await press(page, 'j', 'm');
    await badgeIs(all - 2);
    await hold(page, 'u');
    await badgeIs(all - 1);
    await new Promise((done) => setTimeout(done, 300));
    expect(await badge()).toBe(all - 1);
    await press(page, 'u');
    await badgeIs(all);
    const before = await current(page);
    await hold(page, 'j');
    expect(
      await until(
        () => current(page),
        (id) => id !== before,
      ),
    ).not.toBe(before);
  });

  test('Enter where nothing fits leaves the palette open', async () => {
    await page.keyboard.down('Control');
    await page.keyboard.press('k');
    await page.keyboard.up('Control');
    await page.waitForSelector('.palette-line');
    await page.keyboard.type('no such thing at all');
    await page.waitForSelector('dialog[open] p[role="status"]');
    await press(page, 'Enter');
    await new Promise((done) => setTimeout(done, 200));
    expect(await page.$eval('input[name="palette"]', (field) => (field as HTMLInputElement).value)).toBe(
      'no such thing at all',
    );
    await press(page, 'Escape');
    await page.waitForSelector('dialog[open]', { hidden: true });
  });

  test('a key that is awaited is given up by Tab, by a click elsewhere, and half a pair with it', async () => {
    await go(page, '#/settings');
    const waiting = () => page.$$('.key-button[aria-pressed="true"]');
    const awaitKey = async () => {
      await (await page.waitForSelector('[data-action="rebind-next-post"]'))?.click();
      await page.waitForSelector('[data-action="rebind-next-post"][aria-pressed="true"]');
    };
    const isGivenUp = async () => (await until(waiting, (found) => found.length === 0)).length === 0;
    await awaitKey();
    await press(page, 'Tab');
    expect(await isGivenUp()).toBe(true);
    await awaitKey();
    await page.click('.key-settings h2');
    expect(await isGivenUp()).toBe(true);
    await awaitKey();
    await press(page, 'z', 'Tab');
    expect(await isGivenUp()).toBe(true);
    await new Promise((done) => setTimeout(done, 1200));
    expect(await page.$eval('[data-action="rebind-next-post"]', (button) => button.textContent)).toBe('j');
  });

  test("the browser's key leads to the next unread post", async () => {
    await page.bringToFront();
    await go(page, '#/settings');
    await page.waitForSelector('main.settings');
    await pressBrowserKey(at.running, 'next-unread');
    await page.waitForSelector('article.post[aria-current][data-unread]');
  });

  test("the browser's key for a check asks every feed", async () => {
    const before = at.server.log.length;
    await pressBrowserKey(at.running, 'check-now');
    const feeds = () =>
      new Set(at.server.log.slice(before).flatMap(({ host, path }) => (path === '/feed.xml' ? [host] : [])));
    expect(
      (await until(
        async () => feeds().size,
        (size) => size >= 12,
        20_000,
      )) >= 12,
    ).toBe(true);
  });

  async function badge(): Promise<number> {
    return Number(await at.running.badge());
  }

  async function badgeIs(wanted: number): Promise<void> {
    expect(await until(badge, (count) => count === wanted)).toBe(wanted);
  }
});

const isFeed = (hash: unknown) => String(hash).startsWith('#/feed/');

async function press(page: Page, ...keys: KeyInput[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Holds a key as long as the system repeats it four times. */
async function hold(page: Page, key: KeyInput): Promise<void> {
  for (let i = 0; i < 5; i++) await page.keyboard.down(key);
  await page.keyboard.up(key);
}

function current(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () => document.querySelector<HTMLElement>('article.post[aria-current]')?.dataset.postId,
  );
}

async function change(page: Page, command: string, key: KeyInput): Promise<void> {
  const button = await page.waitForSelector(`[data-action="rebind-${command}"]`);
  await button?.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[data-action="rebind-${command}"][aria-pressed="true"]`);
  await page.keyboard.press(key);
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}
