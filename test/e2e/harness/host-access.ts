/** The right to ask hosts, taken and given as a person does it: in Chrome's own page of extensions, in Firefox's prompt. */
import type { Page } from 'puppeteer-core';
import type { RunningChrome } from './chrome.ts';
import { press } from './panel.ts';
import type { RunningBrowser } from './running-browser.ts';

/** Takes the right to ask all hosts from the extension; `page` is one of its own. */
export async function takeHosts(running: RunningBrowser, page: Page): Promise<void> {
  if (running.name === 'firefox')
    await page.evaluate(
      `browser.permissions.getAll().then(({ origins }) => browser.permissions.remove({ origins }))`,
    );
  else
    await inExtensionsPage(
      running as RunningChrome,
      (id) => `updateExtensionConfiguration({ extensionId: '${id}', hostAccess: 'ON_CLICK' })`,
    );
}

/**
 * Gives the right to ask a host ("http://127.0.0.1/*") again. Firefox does so in the click on the panel's own button;
 * Chrome without a window cannot show its question, but its page of extensions gives it.
 */
export async function giveHost(
  running: RunningBrowser,
  page: Page,
  host: string,
  button: string,
): Promise<void> {
  if (running.name === 'chrome')
    await inExtensionsPage(running as RunningChrome, (id) => `addHostPermission('${id}', '${host}')`);
  await page.bringToFront();
  if (running.name === 'chrome') return press(page, button);
  // A real click: only that may ask.
  await (await page.waitForSelector(`[data-action="${button}"]`))?.click();
}

async function inExtensionsPage(
  { browser, extensionId }: RunningChrome,
  call: (id: string) => string,
): Promise<void> {
  const page = await browser.newPage();
  await page.goto('chrome://extensions/');
  await page.evaluate(`chrome.developerPrivate.${call(extensionId)}`);
  await page.close();
}
