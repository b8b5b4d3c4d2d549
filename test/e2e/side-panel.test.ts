/** The real side panel of Chromium, opened by the toolbar button and read as a person reads it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningChrome } from './harness/chrome.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS } from './harness/launch.ts';
import { readPosts, titles } from './harness/panel.ts';
import { until } from './harness/until.ts';

const inChrome = test.runIf(BROWSERS.includes('chrome'));
let at: Subscribed;
beforeAll(async () => {
  if (BROWSERS.includes('chrome')) at = await launchSubscribed('chrome');
});
afterAll(() => at?.close());

inChrome('the panel shows the river, opens a post, and follows the badge', async () => {
  const panel = await (at.running as RunningChrome).showPanel();
  await panel.waitForSelector('article.post');
  expect(await panel.evaluate('innerWidth')).toBeGreaterThan(300);
  expect((await titles(panel)).length).toBeGreaterThan(10);
  expect(await panel.$eval('.day-heading', (heading) => heading.textContent)).toContain('Today');

  const before = Number(await at.running.badge());
  await readPosts(panel, 2);
  const wanted = `${before - 2}`;
  expect(
    await until(
      () => at.running.badge(),
      (badge) => badge === wanted,
    ),
  ).toBe(wanted);
  const words = await panel.$eval('article.post[data-open] .post-body', (body) => body.textContent ?? '');
  expect(words.length).toBeGreaterThan(50);

  await panel.keyboard.press('u');
  const again = `${before - 1}`;
  expect(
    await until(
      () => at.running.badge(),
      (badge) => badge === again,
    ),
  ).toBe(again);
});

inChrome('nothing scrolls sideways, and nothing complains', async () => {
  const panel = await at.running.openPanel('#/river');
  await panel.waitForSelector('article.post');
  for (const width of [320, 240]) {
    await panel.setViewport({ width, height: 700 });
    expect(await panel.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }
  expect(await at.running.errors()).toEqual([]);
});
