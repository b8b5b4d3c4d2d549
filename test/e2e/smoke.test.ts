/** The built extension loads in both browsers, its background lives, and no page complains. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChrome } from './harness/chrome.ts';
import { BROWSERS, launch } from './harness/launch.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { until } from './harness/until.ts';

describe.each(BROWSERS)('in %s', (name) => {
  let running: RunningBrowser;
  beforeAll(async () => {
    running = await launch(name);
  });
  afterAll(() => running?.close());

  test('the panel opens in a tab', async () => {
    const page = await running.openPanel('#/river');
    await page.waitForSelector('#app > *');
    expect(await page.title()).toContain('Sidereal');
    await page.close();
  });

  test('the background makes its alarm', async () => {
    const page = await running.openPanel('#/river');
    const alarms = () => page.evaluate('(globalThis.browser ?? chrome).alarms.getAll()') as Promise<object[]>;
    expect(await until(alarms, (found) => found.length > 0)).not.toEqual([]);
    await page.close();
  });

  test('the badge can be read with no page open', async () => {
    expect(await running.badge()).toBe('');
  });

  test('nothing complains, also after the background was stopped and the browser restarted', async () => {
    await running.stopBackground();
    await running.restart();
    const page = await running.openPanel('#/river');
    await page.waitForSelector('#app > *');
    expect(await running.errors()).toEqual([]);
  });
});

test.runIf(BROWSERS.includes('chrome'))('the real side panel opens by the toolbar button', async () => {
  const running = await launchChrome();
  const panel = await running.showPanel();
  await panel.waitForSelector('#app > *');
  expect(await panel.evaluate('innerWidth')).toBeGreaterThan(300);
  expect(await running.errors()).toEqual([]);
  await running.close();
});
