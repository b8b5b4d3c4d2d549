/** The keys as a person presses them: marking stretches of the river, the palette, keys of one's own, the browser's keys. */
import type { KeyInput, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningChrome } from './harness/chrome.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS } from './harness/launch.ts';
import { go } from './harness/panel.ts';
import { until } from './harness/until.ts';

describe.each(BROWSERS)('in %s', (name) => {
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

  test.runIf(name === 'chrome')("the browser's key leads to the next unread post", async () => {
    await go(page, '#/settings');
    await page.waitForSelector('main.settings');
    await (at.running as RunningChrome).inWorker(
      `chrome.tabs.query({}).then(([tab]) => chrome.commands.onCommand.dispatch('next-unread', tab))`,
    );
    await page.waitForSelector('article.post[aria-current][data-unread]');
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
