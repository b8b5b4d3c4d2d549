/** axe looks at every view, in light and in dark, in a narrow window and in a wide one, and finds nothing. */
import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedRow } from '../../src/storage/schema.ts';
import type { RunningChrome } from './harness/chrome.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS } from './harness/launch.ts';
import { go, wear } from './harness/panel.ts';
import { sampleOf } from './harness/sample.ts';
import { until } from './harness/until.ts';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const ROUTES = [
  'river',
  'starred',
  'tag/python',
  'tags',
  'feeds',
  'add',
  'import',
  'settings',
  'welcome',
  'health',
  'search',
  'search?q=the',
  'search?q=autor:x',
  'rules',
  'alerts',
  'feed/99999',
];
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

  test('what turns while a check is under way stands still for those who want less motion', async () => {
    await go(page, '#/river');
    const hosts = (await readAll<FeedRow>(page, 'feeds')).map(
      ({ url }) => new URL(url).hostname.split('.')[0] ?? '',
    );
    for (const host of hosts) at.server.behave(host, { delayMs: 1500 });
    await page.waitForSelector('article.post');
    await page.keyboard.press('c');
    await page.waitForSelector('.turning');
    const moving = () => page.evaluate(() => document.getAnimations().length);
    const wish = (value: string) => page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value }]);
    await wish('no-preference');
    expect(await until(moving, (count) => count > 0)).toBeGreaterThan(0);
    await wish('reduce');
    expect(await until(moving, (count) => count === 0)).toBe(0);
    expect(await page.$('.turning')).not.toBeNull();
    for (const host of hosts) at.server.behave(host, {});
    await page.waitForSelector('.turning', { hidden: true });
    await page.emulateMediaFeatures([]);
  });

  describe.each(['light', 'dark'] as const)('%s', (theme) => {
    beforeAll(() => wear(page, { theme }));

    test.each(sampleOf(ROUTES, 8, 'screens'))('%s', async (route) => {
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
      // Chrome closes it a moment after the key.
      await page.waitForSelector('dialog', { hidden: true });
      await page.keyboard.down('Control');
      await page.keyboard.press('k');
      await page.keyboard.up('Control');
      await page.waitForSelector('.palette-line');
      expect(await look(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('o');
    });

    test('a feed of the health page, unfolded', async () => {
      await go(page, '#/health');
      await page.waitForSelector('.health-feed summary');
      await page.$eval('.health-feed details', (details) => {
        (details as HTMLDetailsElement).open = true;
      });
      await page.waitForSelector('.health-feed .history summary');
      await page.$eval('.health-feed .history', (details) => {
        (details as HTMLDetailsElement).open = true;
      });
      await settle();
      expect(await look(page)).toEqual([]);
      await go(page, '#/river');
    }, 60_000);

    test('a rule that is written, the rule, and what mutes a post', async () => {
      await go(page, '#/rules');
      await (await page.waitForSelector('[data-action="add-rule"]'))?.click();
      await page.waitForSelector('#rule-query:focus');
      await page.keyboard.type('title:');
      await page.waitForSelector('[data-wrong]');
      expect(await look(page)).toEqual([]);
      await page.keyboard.type('a* -tag:nothing');
      await page.waitForSelector('[data-dry-run][data-ended]');
      expect(await look(page)).toEqual([]);
      await page.click('[data-action="does-star"]');
      await page.click('[data-action="save-rule"]');
      await page.waitForSelector('.rule-head');
      expect(await look(page)).toEqual([]);
      await page.click('[data-action="delete-rule"]');
      await go(page, '#/river');
      await page.waitForSelector('article.post');
      await page.keyboard.press('j');
      await page.keyboard.press('H');
      await page.waitForSelector('dialog[open] #mute-word');
      expect(await look(page)).toEqual([]);
      await page.keyboard.press('Escape');
    });

    test('the backup, and a file that is none', async () => {
      await go(page, '#/backup');
      await page.waitForSelector('[data-action="choose-backup"]');
      expect(await look(page)).toEqual([]);
      await page.evaluate(() => {
        const input = document.querySelector('[data-action="choose-backup"]') as HTMLInputElement;
        const given = new DataTransfer();
        given.items.add(new File(['nothing'], 'backup.gz'));
        input.files = given.files;
        input.dispatchEvent(new Event('change'));
      });
      await page.waitForSelector('[data-refused]');
      expect(await look(page)).toEqual([]);
      await go(page, '#/river');
      await page.waitForSelector('article.post');
    });

    test('connecting to a server, and an address that is none', async () => {
      await go(page, '#/account');
      const address = await page.waitForSelector('input[name="server-address"]');
      expect(await look(page)).toEqual([]);
      await address?.type('two words');
      await page.click('[data-action="connect"]');
      await page.waitForSelector('[data-refused]');
      expect(await look(page)).toEqual([]);
      await go(page, '#/river');
      await page.waitForSelector('article.post');
    });

    test('three panes', async () => {
      await page.setViewport({ width: 1280, height: 800 });
      await page.waitForSelector('.post-pane');
      await page.waitForSelector('article.post');
      await page.keyboard.press('j');
      await page.waitForSelector('article.post[aria-current]');
      await page.keyboard.press('o');
      await page.waitForSelector('.post-pane .post-body');
      expect(await look(page)).toEqual([]);
      await page.keyboard.press('o');
      await page.setViewport({ width: 360, height: 780 });
    });
  });

  test('in forced colours unread is told from read, and the post under the keys from the others', async () => {
    const session = await page.createCDPSession();
    const force = (value: string) =>
      session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value }] });
    await force('active');
    await go(page, '#/river');
    await page.waitForSelector('article.post[data-unread]');
    await page.keyboard.press('j');
    const looks = await page.evaluate(() => {
      const current = document.querySelector('article[aria-current]');
      const unread = document.querySelector('article[data-unread] .post-dot');
      const of = (element: Element | null, part?: string) => element && getComputedStyle(element, part);
      return {
        isForced: matchMedia('(forced-colors: active)').matches,
        dot: of(unread, '::before')?.backgroundColor,
        paper: of(document.documentElement)?.backgroundColor,
        bar: of(current, '::after')?.backgroundColor,
      };
    });
    await force('none');
    expect(looks.isForced).toBe(true);
    expect(looks.dot).not.toBe(looks.paper);
    expect(looks.dot).not.toBe('rgba(0, 0, 0, 0)');
    expect(looks.bar).toBe(looks.dot);
  });

  test('nothing is lost at 320 px with text of 200 %', async () => {
    await wear(page, { textSize: 200 });
    await settle();
    await page.setViewport({ width: 320, height: 780 });
    for (const route of ROUTES) {
      await go(page, `#/${route}`);
      await page.waitForSelector(READY);
      await settle();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([route, width <= 320]).toEqual([route, true]);
    }
    await wear(page, { textSize: 100 });
    await settle();
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

/** Until what was asked for is drawn. */
function settle(): Promise<void> {
  return new Promise((done) => setTimeout(done, 150));
}
