/** Where pictures wait for a click, not one byte leaves for a post's server before it; what only counts readers never comes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { type LoggingProxy, startLoggingProxy } from '../fakes/logging-proxy.ts';
import { isOfBrowser } from './harness/browser-own.ts';
import { launch } from './harness/launch.ts';
import { checkNow, go, openPost, press, wear } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { feedOf } from './harness/states.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';
import { BODIES, loadingFeeds, PLAIN, type Press, page as pictures } from './unasked/feeds.ts';
import { openSaved, readToTheEnd, settled, tour } from './unasked/tour.ts';

const TLS = 'https://held-tls.localhost';

describe.each(oneBrowser('what leaves unasked'))('in %s', (name) => {
  let running: RunningBrowser;
  let page: Page;
  let server: FeedServer;
  let proxy: LoggingProxy;
  let feedId: number;
  const edits: Press = { edition: 'first' };

  beforeAll(async () => {
    server = await startFeedServer([]);
    proxy = await startLoggingProxy();
    server.add({
      name: 'held',
      title: 'Held',
      contentType: 'text/plain',
      bytes: () => '',
      page: pictures,
      unlisted: true,
    });
    for (const feed of loadingFeeds(edits, server.url('held', ''), TLS)) server.add(feed);
    mkdirSync('out', { recursive: true });
    const list = resolve(`out/unasked-${name}.opml`);
    writeFileSync(list, server.opml());
    running = await launch(name, { proxyPort: proxy.port });
    page = await importOpml(running, list);
    feedId = (await feedOf(page, 'loads')).id;
    edits.edition = 'second';
    await go(page, '#/river');
    await checkNow(page);
  });
  afterAll(async () => {
    await running?.close();
    await proxy?.close();
    await server?.close();
  });

  /** What left since the log was emptied, but to the feed's own site and by the browser itself. */
  const asked = () =>
    proxy.log
      .filter(({ host }) => !/^(loads\.localhost)(:|$)/.test(host) && !isOfBrowser(host))
      .map(({ host, path }) => (host.startsWith('held.localhost') ? path : host));

  test(`where pictures wait nothing is asked for, wherever ${BODIES.length} posts stand`, async () => {
    await wear(page, { pictures: 'ask' });
    proxy.log.length = 0;
    await tour(page, feedId);
    await openSaved(running, page);
    await settled(1000);
    expect(asked()).toEqual([]);
  });

  test('where they never come, neither', async () => {
    await wear(page, { pictures: 'never', density: 'full' });
    proxy.log.length = 0;
    await readToTheEnd(page, `#/feed/${feedId}`);
    await openSaved(running, page);
    await settled(1000);
    expect(asked()).toEqual([]);
    await wear(page, { density: 'compact' });
  });

  test('the click brings the pictures of its post, and of no other; so does a closer look', async () => {
    await wear(page, { pictures: 'ask' });
    await go(page, '#/search?q=end');
    await page.waitForSelector('.query-field');
    await page.evaluate(() => scrollTo(0, 0));
    await openPost(page, PLAIN);
    proxy.log.length = 0;
    await press(page, 'load-pictures');
    await page.waitForSelector('[data-open] .post-body img[width="90"]');
    await page.click('[data-open] .post-body img');
    await page.waitForSelector('.lightbox[open] img');
    await settled();
    await page.keyboard.press('Escape');
    expect(new Set(asked())).toEqual(new Set(['/may/img.png']));
    for (const { headers } of server.log.filter(({ host }) => host === 'held'))
      expect([headers['sec-fetch-dest'], headers.referer]).toEqual(['image', undefined]);
  });

  test('a feed may have its own rule', async () => {
    await wear(page, { pictures: 'load' });
    await go(page, '#/feeds');
    await press(page, 'edit-feed');
    await page.waitForSelector('[data-action="feed-pictures"]');
    await page.select('[data-action="feed-pictures"]', 'ask');
    await until(
      async () => (await feedOf(page, 'loads')).pictures,
      (own) => own === 'ask',
    );
    await press(page, 'close-sheet');
    proxy.log.length = 0;
    await wear(page, { density: 'full' });
    await readToTheEnd(page, `#/feed/${feedId}`);
    await openSaved(running, page);
    await settled(1000);
    expect(asked()).toEqual([]);
    await wear(page, { density: 'compact' });
  });

  test('where pictures load, nothing comes but pictures and media; what counts readers never does', async () => {
    await go(page, '#/feeds');
    await press(page, 'edit-feed');
    await page.waitForSelector('[data-action="feed-pictures"]');
    await page.select('[data-action="feed-pictures"]', 'load');
    await press(page, 'close-sheet');
    proxy.log.length = 0;
    server.log.length = 0;
    await wear(page, { density: 'full' });
    await readToTheEnd(page, `#/feed/${feedId}`);
    await openSaved(running, page);
    await settled(1000);
    const found = new Set(asked());
    expect([...found].filter((path) => !path.startsWith('/may/'))).toEqual([]);
    const drawn = ['/may/img.png', '/may/cell.png', '/may/poster.png'].filter((path) =>
      BODIES.some((body) => body.includes(path)),
    );
    for (const path of [...drawn, '/may/edition-second.png']) expect([...found]).toContain(path);
    const kinds = server.log.filter(({ host }) => host === 'held');
    expect([...new Set(kinds.map(({ headers }) => headers['sec-fetch-dest']))].sort()).toEqual(['image']);
  });
});
