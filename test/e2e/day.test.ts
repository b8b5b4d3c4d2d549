/** A day with Sidereal behind a proxy that notes every host: each was asked for a cause of the promise, and none is left over. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IconRow } from '../../src/storage/icon-row.ts';
import type { BodyRow } from '../../src/storage/schema.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { type LoggingProxy, startLoggingProxy } from '../fakes/logging-proxy.ts';
import { Causes } from './day/causes.ts';
import { dayFeeds, type Today } from './day/hosts.ts';
import { isOfBrowser } from './harness/browser-own.ts';
import type { RunningChrome } from './harness/chrome.ts';
import { readAll } from './harness/database.ts';
import { launch } from './harness/launch.ts';
import { checkNow, go, openPost, press, wear } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { savedBy } from './harness/saved-file.ts';
import { feedOf } from './harness/states.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';
import { openSaved, settled } from './unasked/tour.ts';

/** Where a site may keep its icon, and the page that names it. */
const ICON = /^\/(icon\.svg|favicon\.ico)?$/;

describe.each(oneBrowser('a day of use'))('in %s', (name) => {
  const today: Today = { news: [] };
  let running: RunningBrowser;
  let page: Page;
  let server: FeedServer;
  let proxy: LoggingProxy;
  let causes: Causes;

  beforeAll(async () => {
    server = await startFeedServer([]);
    proxy = await startLoggingProxy();
    for (const feed of dayFeeds(today, server.url)) server.add(feed);
    server.behave('moved', { redirectTo: server.url('moved-to') });
    running = await launch(name, { proxyPort: proxy.port, granted: ['notifications'] });
    causes = new Causes(proxy.log);
  });
  afterAll(async () => {
    await running?.close();
    await proxy?.close();
    await server?.close();
  });

  async function read(title: string): Promise<void> {
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await openPost(page, title);
  }

  test('a site is visited with the browser, which keeps its cookie', async () => {
    causes.allow('a link that was opened', 'shore', /^\/(favicon\.ico|icon\.svg)?$/);
    causes.allow('a link that was opened', 'nobody', /^\/icon\.png$/);
    const visit = await (running as RunningChrome).browser.newPage();
    for (let i = 0; i < 2; i++) await visit.goto(server.url('shore', '/'));
    await visit.close();
    expect(server.log.filter(({ path }) => path === '/').at(-1)?.headers.cookie).toBe('seen=before');
    await settled();
    // From here on it is the extension's day.
    proxy.log.length = 0;
    server.log.length = 0;
    causes = new Causes(proxy.log);
  });

  test('a list is imported, a feed typed in, another only looked at', async () => {
    causes.allow('a feed that is subscribed to', 'shore', /^\/feed\.xml$/);
    causes.allow('a feed that is subscribed to', 'moved', /^\/feed\.xml$/);
    causes.allow('where a feed redirects', 'moved-to', /^\/feed\.xml$/);
    for (const site of ['shore', 'moved-to']) causes.allow("the icon of a feed's own site", site, ICON);
    mkdirSync('out', { recursive: true });
    const list = resolve(`out/day-${name}.opml`);
    writeFileSync(list, server.opml());
    page = await importOpml(running, list);
    causes.allow('a feed that is previewed', 'glimpsed', /^\/(feed\.xml)?$/);
    await preview(page, server.url('glimpsed', '/'));
    causes.allow('a feed that is previewed', 'typed', /^\/(feed\.xml)?$/);
    await see(page, '#/feeds');
    await preview(page, server.url('typed', '/'));
    causes.allow('a feed that is subscribed to', 'typed', /^\/feed\.xml$/);
    causes.allow("the icon of a feed's own site", 'typed', ICON);
    await press(page, 'subscribe');
    await page.waitForSelector('article.post');
  });

  test('pictures load, sound plays, a text is fetched, a link is opened', async () => {
    await wear(page, { pictures: 'load' });
    causes.allow('a picture, by setting', 'pics-load');
    await read('Loaded picture');
    await page.waitForSelector('[data-open] img[width="64"]');
    await page.click('[data-open] .post-body img');
    await page.waitForSelector('.lightbox[open] img');
    await page.keyboard.press('Escape');
    await read('Counted reader');
    await read('Film');
    causes.allow('sound, by a click', 'sound');
    await read('Sound');
    await page.click('[data-open] .player-play');
    await until(
      () => page.$eval('[data-open] audio', (audio) => (audio as HTMLAudioElement).currentTime),
      (at) => at > 0.1,
    );
    await page.click('[data-open] .player-play');
    causes.allow('a full text, by a click', 'shore', /^\/Beginning$/);
    causes.allow('a picture, by setting', 'pics-text');
    await read('Beginning');
    await press(page, 'full-text');
    await page.waitForSelector('[data-open] .full-text-note');
    // It is asked for when it comes near the window.
    await page.$eval('[data-open] .post-body img', (picture) => picture.scrollIntoView());
    await page.waitForSelector('[data-open] img[width="64"]');
    causes.allow('a link that was opened', 'linked');
    await read('Elsewhere');
    await page.keyboard.press('v');
    await until(async () => server.log.some(({ host }) => host === 'linked'), Boolean);
  });

  test('pictures wait for a click, or never come', async () => {
    await wear(page, { pictures: 'ask' });
    await read('Unasked picture');
    await read('Asked picture');
    await settled();
    causes.allow('a picture, by a click', 'pics-ask');
    await press(page, 'load-pictures');
    await page.waitForSelector('[data-open] img[width="64"]');
    await openSaved(running, page);
    await wear(page, { pictures: 'never' });
    await read('Unwanted picture');
    await openSaved(running, page);
  });

  test('searching, sorting, settings, health, backup, news: nobody is asked but the feeds', async () => {
    for (const route of ['search?q=lamp', 'tags', 'tag/day', 'starred', 'settings', 'health', 'rules'])
      await see(page, `#/${route}`);
    await savedBy(page, () => menu(page, '#/health', 'save-report'));
    await savedBy(page, () => menu(page, '#/feeds', 'export-opml'));
    await see(page, '#/backup');
    await savedBy(page, () => press(page, 'save-backup'));
    await go(page, '#/alerts');
    await page.waitForSelector('[data-action="choose-notify"]');
    await page.select('[data-action="choose-notify"]', `feed ${(await feedOf(page, 'shore')).id}`);
    // A real click: the browser may have to ask.
    const add = await page.waitForSelector('[data-action="add-notify"]:not([disabled])');
    await add?.click();
    await page.waitForSelector('[data-places="notify"] li');
    today.news.push('News of the evening');
    await see(page, '#/river');
    await checkNow(page);
    if (name === 'chrome') {
      const told = await until(
        () =>
          (running as RunningChrome).inWorker<string[]>('chrome.notifications.getAll().then(Object.keys)'),
        (ids) => ids.length > 0,
      );
      expect(told).toEqual(['new-posts']);
    }
    await running.showPanel();
    const icons = await until(
      () => readAll<IconRow>(page, 'icons'),
      (rows) => rows.length === 3,
      20_000,
    );
    const withIcon = icons
      .filter(({ image }) => image !== undefined)
      .map(({ site }) => new URL(site).hostname);
    // What typed.localhost has lies elsewhere.
    expect(withIcon.sort()).toEqual(['moved-to.localhost', 'shore.localhost']);
    const texts = (await readAll<BodyRow>(page, 'bodies')).filter((body) => body.fullText !== undefined);
    expect(texts).toHaveLength(1);
  });

  test('every host was asked for a cause, and every cause was there', async () => {
    await settled(1000);
    const left = causes.leftOver(isOfBrowser);
    console.log(`In ${name}:\n${causes.table()}`);
    expect(left).toEqual([]);
    expect(causes.unused()).toEqual([]);
  });

  test('no request of ours says who asks: no cookie, no referrer', async () => {
    const fetched = server.log.filter(({ headers }) => headers['sec-fetch-dest'] === 'empty');
    expect(new Set(fetched.map(({ host }) => host)).size).toBeGreaterThan(4);
    for (const { host, path, headers } of fetched) {
      const { cookie, referer, authorization } = headers;
      expect({ host, path, cookie, referer, authorization }).toEqual({ host, path });
    }
    const all = server.log.filter(({ headers }) => headers.referer !== undefined);
    expect(all.filter(({ host }) => host !== 'linked')).toEqual([]);
    expect(await running.errors()).toEqual([]);
  });
});

async function preview(page: Page, address: string): Promise<void> {
  await go(page, '#/add');
  const field = await page.waitForSelector('input[name="address"]');
  await field?.type(address);
  await press(page, 'preview');
  const choice = await page.waitForSelector('[data-action="subscribe"], [data-action="preview-found"]');
  const isChoice = await choice?.evaluate((each) => each.getAttribute('data-action') === 'preview-found');
  if (isChoice) await press(page, 'preview-found');
  await page.waitForSelector('[data-action="subscribe"]');
}

async function see(page: Page, route: string): Promise<void> {
  await go(page, route);
  await page.waitForSelector('main');
  await settled(200);
}

async function menu(page: Page, route: string, command: string): Promise<void> {
  await see(page, route);
  await press(page, 'show-menu');
  await press(page, command);
}
