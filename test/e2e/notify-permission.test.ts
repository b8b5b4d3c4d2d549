/** The right to notify is asked for in the click that wants it, and a no is said. Only Firefox can be asked headless. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import type { RunningFirefox } from './harness/firefox.ts';
import { BROWSERS } from './harness/launch.ts';
import { go } from './harness/panel.ts';

const inFirefox = test.runIf(BROWSERS.includes('firefox'));
let at: Subscribed;
beforeAll(async () => {
  if (BROWSERS.includes('firefox')) at = await launchSubscribed('firefox', { prompts: true });
});
afterAll(() => at?.close());

inFirefox('a rule that notifies asks first; a no leaves the box empty, a yes holds', async () => {
  const { page } = at;
  const firefox = at.running as RunningFirefox;
  await go(page, '#/rules');
  await (await page.waitForSelector('[data-action="add-rule"]'))?.click();
  const box = await page.waitForSelector('[data-action="does-notify"]');
  const isChecked = () =>
    page.$eval('[data-action="does-notify"]', (each) => (each as HTMLInputElement).checked);
  await box?.click();
  expect(await firefox.answerPrompt(false)).not.toBe('');
  await page.waitForSelector('.rule-form [role="alert"]');
  expect(await isChecked()).toBe(false);
  await box?.click();
  await firefox.answerPrompt(true);
  await page.waitForFunction(`document.querySelector('[data-action="does-notify"]').checked`);
  expect(await page.$('.rule-form [role="alert"]')).toBeNull();
  expect(await firefox.errors()).toEqual([]);
});
