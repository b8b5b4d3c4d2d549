/** A wide window: feeds, list and post beside each other, the lines between them moved, and the panel in step with it. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { go, press } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

describe.each(oneBrowser('wide pages'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed(name);
    page = await at.running.openPanel('#/river');
    await page.setViewport({ width: 1280, height: 800 });
    await page.waitForSelector('.post-pane');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  test('a post opens beside its list, and the keys go on to the next', async () => {
    for (const key of ['j', 'o'] as const) await page.keyboard.press(key);
    await page.waitForSelector('.post-pane .post-body');
    const first = await shownTitle(page);
    expect(await page.$('.content .post-body')).toBeNull();
    await page.keyboard.press('j');
    expect(
      await until(
        () => shownTitle(page),
        (title) => title !== first,
      ),
    ).not.toBe(first);
  });

  test('the lines are moved by dragging and by keys, and stay where they were put', async () => {
    const line = await page.waitForSelector('.side [role="separator"]');
    const before = await widthOfSide(page);
    const box = await line?.boundingBox();
    if (!box) throw new Error('The line is not drawn');
    await page.mouse.move(box.x + 4, 400);
    await page.mouse.down();
    await page.mouse.move(box.x + 64, 400, { steps: 4 });
    await page.mouse.up();
    expect(await widthOfSide(page)).toBeCloseTo(before + 60, -1);
    await line?.focus();
    await page.keyboard.press('ArrowLeft');
    const put = await until(
      () => widthOfSide(page),
      (width) => width < before + 50,
    );
    expect(put).toBeCloseTo(before + 44, -1);
    await page.evaluate(() => location.reload());
    await page.waitForSelector('.post-pane');
    await page.waitForSelector('article.post');
    expect(await widthOfSide(page)).toBe(put);
  });

  test('a menu opens under its button, in whichever pane that stands', async () => {
    for (const pane of ['.side', '.content']) {
      await page.click(`${pane} [data-action="show-menu"]`);
      const ends = await page.$eval(pane, (element) => {
        const end = (selector: string) => element.querySelector(selector)?.getBoundingClientRect().right ?? 0;
        return [end('[data-action="show-menu"]'), end('.menu:popover-open')];
      });
      expect(ends[1], pane).toBeCloseTo(ends[0] ?? 0, 0);
      await page.keyboard.press('Escape');
    }
  });

  test('what is read here is read in another window at once', async () => {
    const panel = await at.running.openPanel('#/river');
    await panel.waitForSelector('article.post[data-unread]');
    const id = await panel.$eval('article.post[data-unread]', (post) => post.getAttribute('data-post-id'));
    await page.bringToFront();
    await page.$eval(`.content article[data-post-id="${id}"] .post-title a`, (link) =>
      (link as HTMLElement).click(),
    );
    await page.waitForSelector('.post-pane .post-body');
    await panel.bringToFront();
    await panel.waitForSelector(`article.post[data-post-id="${id}"]:not([data-unread])`);
    await panel.close();
  });

  test('a post of a saved view opens beside it, too', async () => {
    await go(page, '#/search?q=the');
    await page.waitForSelector('.content article.post');
    await press(page, 'save-view');
    await press(page, 'keep-view');
    await page.waitForFunction("location.hash.startsWith('#/saved/')");
    await page.waitForSelector('.view-query');
    await page.waitForSelector('.content article.post');
    for (const key of ['j', 'o'] as const) await page.keyboard.press(key);
    await page.waitForSelector('.post-pane .post-body', { timeout: 10_000 });
  });
});

function shownTitle(page: Page): Promise<string> {
  return page.$eval('.post-pane .post-title', (title) => title.textContent ?? '');
}

function widthOfSide(page: Page): Promise<number> {
  return page.$eval('.side', (side) => side.getBoundingClientRect().width);
}
