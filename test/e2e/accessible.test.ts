/** axe looks at every view, in light and in dark, in a narrow window and in a wide one, and finds nothing. */
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningChrome } from './harness/chrome.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS } from './harness/launch.ts';
import { go } from './harness/panel.ts';
import { until } from './harness/until.ts';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const ROUTES = ['river', 'starred', 'tag/python', 'tags', 'feeds', 'add', 'import', 'settings', 'welcome'];
const READY = '.bar-title, .welcome-head';

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}

describe.runIf(BROWSERS.includes('chrome'))('in chrome', () => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed('chrome');
    page = await (at.running as RunningChrome).openPanel('#/river');
    await page.waitForSelector('article.post');
    // Not part of the page's own scripts: its policy would refuse it.
    await page.evaluate(AXE);
  });
  afterAll(() => at?.close());

  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    beforeAll(() => wear(page, { theme }));

    test.each(ROUTES)('%s', async (route) => {
      await go(page, `#/${route}`);
      await page.waitForSelector(READY);
      await settle();
      expect(await look(page)).toEqual([]);
    });

    test('a post that is open, sheets and the palette', async () => {
      await go(page, '#/river');
      await page.waitForSelector('article.post');
      await page.keyboard.press('j');
      await page.keyboard.press('o');
      await page.waitForSelector('.post-body');
      expect(await look(page)).toEqual([]);
      await page.keyboard.press('?');
      await page.waitForSelector('dialog[open] .keys');
      expect(await look(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.down('Control');
      await page.keyboard.press('k');
      await page.keyboard.up('Control');
      await page.waitForSelector('.palette-line');
      expect(await look(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('o');
    });

    test('three panes', async () => {
      await page.setViewport({ width: 1280, height: 800 });
      await page.waitForSelector('.post-pane');
      await page.keyboard.press('o');
      await page.waitForSelector('.post-pane .post-body');
      expect(await look(page)).toEqual([]);
      await page.keyboard.press('o');
      await page.setViewport({ width: 360, height: 780 });
    });
  });

  test('nothing is lost at 320 px with text of 200 %', async () => {
    await wear(page, { textSize: 200 });
    await page.setViewport({ width: 320, height: 780 });
    for (const route of ROUTES) {
      await go(page, `#/${route}`);
      await page.waitForSelector(READY);
      await settle();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([route, width <= 320]).toEqual([route, true]);
    }
    await wear(page, { textSize: 100 });
    await page.setViewport({ width: 360, height: 780 });
  });

  test('the focus stays on the page when what had it goes away', async () => {
    await go(page, '#/tag/python');
    await page.waitForSelector('article.post');
    await page.keyboard.press('j');
    await page.keyboard.press('o');
    await page.waitForSelector('.tag-chip button');
    await page.$eval('.tag-chip button', (button) => {
      (button as HTMLElement).focus();
      (button as HTMLElement).click();
    });
    await until(
      () => page.evaluate(() => document.activeElement?.tagName),
      (name) => name !== 'BODY',
    );
    expect(await page.evaluate(() => document.activeElement?.closest('article') !== null)).toBe(true);
  });
});

async function look(page: Page): Promise<string[]> {
  const found = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as Violation[];
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`),
  );
}

async function wear(page: Page, settings: object): Promise<void> {
  await page.evaluate(`(async () => {
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...settings, ...${JSON.stringify(settings)} } });
  })()`);
  await settle();
}

/** Until what was asked for is drawn. */
function settle(): Promise<void> {
  return new Promise((done) => setTimeout(done, 150));
}
