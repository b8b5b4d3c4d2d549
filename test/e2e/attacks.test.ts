/** Hostile feeds in the real extension, with a wire across all they must not do; and harmless ones, which come out whole. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedRow, PostRow } from '../../src/storage/schema.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { type LoggingProxy, type ProxiedRequest, startLoggingProxy } from '../fakes/logging-proxy.ts';
import { HARMLESS } from '../fixtures/attacks/harmless.ts';
import { inspectOrder } from './attacks/order.ts';
import { springOwnWire } from './attacks/spring.ts';
import { inspect, inspectTexts, layTripwire } from './attacks/tripwire.ts';
import { bodiesFeed, harmlessFeed, hostileBodies, hostileTexts, textsFeeds } from './attacks/vectors.ts';
import { isOfBrowser } from './harness/browser-own.ts';
import { readAll } from './harness/database.ts';
import { launch } from './harness/launch.ts';
import { go } from './harness/panel.ts';
import { PANEL_SIZE, type RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { importOpml } from './harness/subscribe.ts';

/** A list that takes longer to be drawn to its end hangs. */
const LONGEST_MS = 60_000;
/** Much is in sight at once. */
const TALL = 3000;

describe.each(oneBrowser('the attacks'))('in %s', (name) => {
  let running: RunningBrowser;
  let page: Page;
  let server: FeedServer;
  let proxy: LoggingProxy;
  let bodies: string[];
  let ids: Map<string, number>;

  beforeAll(async () => {
    server = await startFeedServer([]);
    const evil = server.url('evil', '');
    bodies = hostileBodies(evil);
    server.add(bodiesFeed('bodies', bodies));
    server.add(harmlessFeed(server.url('harmless', '')));
    for (const feed of textsFeeds(hostileTexts(evil))) server.add(feed);
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/attacks-${name}.opml`, server.opml());
    proxy = await startLoggingProxy();
    running = await launch(name, { proxyPort: proxy.port });
    page = await importOpml(running, resolve(`out/attacks-${name}.opml`));
    ids = new Map(
      (await readAll<FeedRow>(page, 'feeds')).map(({ id, url }) => [
        new URL(url).hostname.split('.')[0] ?? '',
        id,
      ]),
    );
    await page.close();
  });
  afterAll(async () => {
    await running?.close();
    await proxy?.close();
    await server?.close();
  });

  /** Opens a page with posts in full, pictures as wished, and a wire across it. */
  async function open(pictures: string) {
    page = await running.openPanel('#/settings');
    await page.evaluate(
      `(globalThis.browser ?? chrome).storage.local.set({ settings: { density: 'full', unreadOnly: false, pictures: '${pictures}' } })`,
    );
    await page.waitForSelector('html[data-density="full"]');
    await page.setViewport({ width: PANEL_SIZE.width, height: TALL });
    return layTripwire(page, pictures === 'load');
  }

  test.each(['never', 'load'])('no body gets out of its box, with pictures: %s', async (pictures) => {
    proxy.log.length = 0;
    const wire = await open(pictures);
    await go(page, `#/feed/${ids.get('bodies')}`);
    const turned = new Set<string>();
    const flaws = await readToTheEnd(page, bodies.length, async () => {
      for (const flaw of await page.evaluate(inspectOrder)) turned.add(flaw);
    });
    const titles = new Map((await readAll<PostRow>(page, 'posts')).map(({ id, title = '' }) => [id, title]));
    const told = flaws.map(({ id, flaws }) => ({
      body: bodies[Number(titles.get(id)?.split(' ')[1])],
      flaws,
    }));
    expect(told).toEqual([]);
    expect([...turned]).toEqual([]);
    expect(await wire.trips()).toEqual([]);
    const asked = proxy.log.filter(({ host }) => !isOfBrowser(host));
    expect(asked.length > 0).toBe(pictures === 'load');
    expect(asked.filter((request) => !isPicture(request)).map(({ host, path }) => host + path)).toEqual([]);
    expect(asked.filter(({ headers }) => headers.referer ?? headers.cookie)).toEqual([]);
    await page.close();
  });

  test(`what is meant well comes out whole: ${HARMLESS.length} things`, async () => {
    const wire = await open('load');
    await go(page, `#/feed/${ids.get('harmless')}`);
    const whole = new Set<number>();
    await readToTheEnd(page, HARMLESS.length, async () => {
      for (const [i, { finds, count = 1 }] of HARMLESS.entries()) {
        if (!whole.has(i) && (await page.evaluate(countIn, `harmless ${i}`, finds)) === count) whole.add(i);
      }
    });
    const lacking = HARMLESS.filter((_, i) => !whole.has(i)).map(({ body, finds }) => ({ body, finds }));
    expect(lacking).toEqual([]);
    expect(await wire.trips()).toEqual([]);
    await page.close();
  });

  test('titles, names, tags and folders are text wherever they stand', async () => {
    const wire = await open('never');
    for (const route of [
      '#/river',
      '#/feeds',
      '#/topics',
      '#/health',
      '#/search?q=TRIP',
      ...[...ids].filter(([host]) => host.startsWith('texts')).map(([, id]) => `#/feed/${id}`),
    ]) {
      await go(page, route);
      await page.waitForSelector('main');
      await new Promise((done) => setTimeout(done, 250));
      expect([route, await page.evaluate(inspectTexts)]).toEqual([route, []]);
      expect([route, await page.evaluate(inspectOrder)]).toEqual([route, []]);
    }
    expect(await wire.trips()).toEqual([]);
    await page.close();
  });

  test('no string becomes markup behind the back of the sanitizer', async () => {
    await open('never');
    const thrown = await page.evaluate(() => {
      const attempts = [
        () => Object.assign(document.createElement('p'), { innerHTML: '<b>x</b>' }),
        () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
        () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
        () => Object.assign(document.createElement('script'), { text: '1' }),
        () =>
          (
            globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): void } }
          ).trustedTypes?.createPolicy('mine', {}),
      ];
      return attempts.map((attempt) => {
        try {
          attempt();
          return 'nothing';
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(thrown).toEqual(Array(5).fill('TypeError'));
    await page.close();
  });

  test('the wire goes off', async () => {
    const wire = await open('never');
    await page.evaluate(springOwnWire, server.url('evil', ''));
    await new Promise((done) => setTimeout(done, 1000));
    const trips = (await wire.trips()).join('\n');
    for (const sign of [
      'script: TRIP()',
      'dialog: alert',
      'refused by policy: require-trusted-types-for',
      'refused by policy: frame-src',
      '/sprung.png',
    ])
      expect(trips).toContain(sign);
    expect((await page.evaluate(inspectOrder)).join()).toContain('host.example');
    const [{ flaws } = { flaws: [] }] = await page.evaluate(inspect, []);
    for (const sign of [
      'may not stand here',
      'runs',
      'clobbers',
      'leads inside',
      'borrows',
      'replaces the panel',
      'leaves its box',
    ])
      expect(flaws.join('\n')).toContain(sign);
    await page.close();
  });

  test('and nothing of the extension failed by it', async () => {
    const policy =
      /Content[- ]Security[- ]Policy|TrustedHTML|Trusted Type|innerHTML|insertAdjacentHTML|parseFromString|createPolicy|script-src|frame-src/i;
    expect((await running.errors()).filter((error) => !policy.test(error))).toEqual([]);
  });
});

/** By the browser's word, and where it gives none (to a host without https that is not this machine), by what it takes. */
function isPicture({ headers }: ProxiedRequest): boolean {
  const kind = headers['sec-fetch-dest'];
  return kind === undefined ? /^image\//.test(headers.accept ?? '') : kind === 'image';
}

/** Scrolls until every post's body was drawn and inspected; gives those with flaws. */
async function readToTheEnd(page: Page, posts: number, onStep?: () => Promise<void>) {
  const seen: number[] = [];
  const flawed: { id: number; flaws: string[] }[] = [];
  const endAt = Date.now() + LONGEST_MS;
  while (seen.length < posts && Date.now() < endAt) {
    const found = await page.evaluate(inspect, seen);
    await onStep?.();
    seen.push(...found.map(({ id }) => id));
    flawed.push(...found.filter(({ flaws }) => flaws.length > 0));
    if (found.length === 0) await page.evaluate(goOn, seen);
    await new Promise((done) => setTimeout(done, 60));
  }
  expect(seen.length).toBe(posts);
  return flawed;
}

/** How many elements a selector finds in the body of a titled post; -1 when it is not drawn. To be given to page.evaluate. */
function countIn(title: string, selector: string): number {
  for (const article of document.querySelectorAll('article.post')) {
    if (article.querySelector('.post-title')?.textContent?.trim() !== title) continue;
    const body = article.querySelector('.post-body');
    return body === null ? -1 : body.querySelectorAll(selector).length;
  }
  return -1;
}

/** Brings the first post that was not seen to the top, or what comes below. To be given to page.evaluate. */
function goOn(seen: number[]): void {
  const known = new Set(seen);
  const posts = [...document.querySelectorAll<HTMLElement>('article.post')];
  const next = posts.find(({ dataset }) => !known.has(Number(dataset.postId)));
  if (next === undefined) scrollBy(0, innerHeight);
  else next.scrollIntoView({ block: 'start', behavior: 'instant' });
}
