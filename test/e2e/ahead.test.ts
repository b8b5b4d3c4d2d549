/** What the background fetches beside feeds, in real browsers: icons, and full texts that are always wanted. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IconRow } from '../../src/storage/icon-row.ts';
import type { BodyRow } from '../../src/storage/schema.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { readAll } from './harness/database.ts';
import { launch } from './harness/launch.ts';
import { checkNow, go } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';

const PNG = readFileSync('public/icons/sidereal-128.png');
const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#269"/></svg>';
const TEXT =
  '<p>The harbour is older than the town, and the town has never quite forgiven it for that.</p>'.repeat(8);

describe.each(oneBrowser('what is fetched ahead'))('in %s', (name) => {
  let server: FeedServer;
  let running: RunningBrowser;
  let page: Page;
  let posts = 1;

  const feed = (title: string) => {
    const host = title.toLowerCase();
    const items = Array.from({ length: posts }, (_, i) => {
      const link = server.url(host, `/post-${i + 1}`);
      return `<item><title>${title} ${i + 1}</title><link>${link}</link><description>It begins […]</description></item>`;
    });
    return `<rss version="2.0"><channel><title>${title}</title><link>${server.url(host, '/')}</link>${items.join('')}</channel></rss>`;
  };
  const serve = (
    title: string,
    page: (path: string) => { contentType: string; body: string | Uint8Array } | undefined,
  ) =>
    server.add({
      name: title.toLowerCase(),
      title,
      contentType: 'application/rss+xml',
      bytes: () => feed(title),
      page,
    });

  beforeAll(async () => {
    server = await startFeedServer([]);
    const html = (body: string) => ({ contentType: 'text/html', body });
    serve('Harbour', (path) => {
      if (path === '/') return html('<link rel="icon" href="/large.png">');
      if (path === '/large.png') return { contentType: 'image/png', body: PNG };
      return path.startsWith('/post-') ? html(`<title>Post</title><article>${TEXT}</article>`) : undefined;
    });
    serve('Drawn', (path) =>
      path === '/favicon.ico' ? { contentType: 'image/svg+xml', body: DRAWING } : undefined,
    );
    serve('Bare', () => undefined);
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/ahead-${name}.opml`, server.opml());
    running = await launch(name);
    page = await importOpml(running, resolve(`out/ahead-${name}.opml`));
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
  });

  test('each site is asked once for its icon, which is drawn small in the lists; a letter where there is none', async () => {
    const icons = await until(
      () => readAll<IconRow>(page, 'icons'),
      (rows) => rows.length === 3,
      30_000,
    );
    expect(icons.map(({ site, image }) => [new URL(site).hostname, image?.type]).sort()).toEqual([
      ['bare.localhost', undefined],
      ['drawn.localhost', 'image/svg+xml'],
      ['harbour.localhost', 'image/png'],
    ]);
    await go(page, '#/feeds');
    await until(
      () => page.$$('.feed-line img.feed-icon'),
      (found) => found.length === 2,
    );
    const sizes = await page.$$eval('.feed-line img.feed-icon', (found) =>
      found.map((each) => (each as HTMLImageElement).naturalWidth).sort((a, b) => a - b),
    );
    expect(sizes.at(0)).toBeGreaterThan(0);
    expect(sizes).toContain(64);
    expect(await page.$$eval('.feed-line .monogram', (found) => found.length)).toBe(1);
  });

  test('opening the panel asks no site for anything', async () => {
    const before = server.log.length;
    const other = await running.openPanel('#/river');
    await other.waitForSelector('article.post');
    await until(
      () => other.$$('.feed-heading img.feed-icon'),
      (found) => found.length === 2,
    );
    await other.close();
    expect(server.log.length).toBe(before);
    const ofIcons = server.log.filter(({ path }) => path === '/favicon.ico' || path === '/large.png');
    expect(ofIcons.map(({ host }) => host).sort()).toEqual(['bare', 'drawn', 'harbour']);
  });

  test('a feed that always wants the full text has it before its posts are opened', async () => {
    await go(page, '#/feeds');
    const edit = await page.waitForSelector(
      '::-p-xpath(//li[contains(., "Harbour")]//button[@data-action="edit-feed"])',
    );
    await edit?.evaluate((button) => (button as HTMLElement).click());
    await (await page.waitForSelector('[data-action="always-full-text"]'))?.click();
    await page.waitForSelector('[data-action="always-full-text"]:checked');
    await page.click('[data-action="close-sheet"]');
    posts = 3;
    await checkNow(page);
    const bodies = await until(
      () => readAll<BodyRow>(page, 'bodies'),
      (rows) => rows.filter((row) => row.fullText !== undefined).length === 3,
      30_000,
    );
    expect(bodies.filter(({ fullText }) => fullText?.html.includes('never quite forgiven'))).toHaveLength(3);
    const pages = server.log.filter(({ host, path }) => host === 'harbour' && path.startsWith('/post-'));
    expect(pages.map(({ path }) => path).sort()).toEqual(['/post-1', '/post-2', '/post-3']);
    const gaps = pages.slice(1).map(({ at }, i) => at - (pages[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(900);
    await go(page, '#/river');
    const title = await page.waitForSelector('::-p-xpath(//article[contains(., "Harbour 3")]//a)');
    await title?.evaluate((link) => (link as HTMLElement).click());
    await page.waitForSelector('[data-open] .full-text-note');
    expect(server.log.filter(({ path }) => path === '/post-3')).toHaveLength(1);
  });

  test('nothing went wrong on the way', async () => {
    expect(await running.errors()).toEqual([]);
  });
});
