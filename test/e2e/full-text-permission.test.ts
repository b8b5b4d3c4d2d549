/** The full text of a post on a host that may not be asked yet: Firefox's real prompt, in the click. */
import { afterEach, expect, test } from 'vitest';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { launchFirefox } from './harness/firefox.ts';
import { BROWSERS } from './harness/launch.ts';
import { go } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';

let running: RunningBrowser | undefined;
let server: FeedServer | undefined;
afterEach(async () => {
  await running?.close();
  await server?.close();
});

const TEXT =
  '<p>The harbour is older than the town, and the town has never quite forgiven it for that.</p>'.repeat(8);

test.runIf(BROWSERS.includes('firefox'))('it is asked for in the click; a no fetches nothing', async () => {
  server = await startFeedServer([]);
  const link = server.url('pages', '/harbour');
  const rss = `<rss version="2.0"><channel><title>Short</title><item><title>Harbour</title><link>${link}</link>
    <description>The harbour is older […]</description></item></channel></rss>`;
  server.add({ name: 'short', title: 'Short', contentType: 'application/rss+xml', bytes: () => rss });
  server.add({
    name: 'pages',
    title: 'Pages',
    contentType: 'text/html',
    bytes: () => '',
    page: () => ({ contentType: 'text/html', body: `<title>Harbour</title><article>${TEXT}</article>` }),
  });
  const asked = () => server?.log.filter(({ host }) => host === 'pages').length;
  const firefox = await launchFirefox({ variant: '', prompts: true });
  running = firefox;
  const page = await firefox.openPanel('#/add');
  await (await page.waitForSelector('input[name="address"]'))?.type(server.url('short'));
  await page.click('[data-action="preview"]');
  await firefox.answerPrompt(true);
  await (await page.waitForSelector('[data-action="subscribe"]'))?.click();
  await go(page, '#/river');
  await (await page.waitForSelector('article.post .post-title a'))?.click();
  const offer = '[data-open] .full-text-offer [data-action="full-text"]';
  await (await page.waitForSelector(offer))?.click();
  expect(await firefox.answerPrompt(false)).toContain('pages.localhost');
  await page.waitForSelector('.full-text-offer[data-state="failed"]');
  expect(asked()).toBe(0);
  await page.click(offer);
  await firefox.answerPrompt(true);
  await page.waitForSelector('.full-text-note');
  expect(await page.$eval('.post-body', (body) => body.textContent)).toContain('never quite forgiven');
  expect(asked()).toBe(1);
  expect(await firefox.errors()).toEqual([]);
});
