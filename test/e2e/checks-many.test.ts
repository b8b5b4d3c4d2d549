/** Many feeds in the real extension: what a pass costs servers and the database, and what no server ever sees. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckRow, FeedRow, PostRow } from '../../src/storage/schema.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { readAll } from './harness/database.ts';
import { launch } from './harness/launch.ts';
import { checkNow, go } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { isWhole, oneBrowser } from './harness/sample.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';

const many = isWhole ? 500 : 100;
const rss = (name: string) =>
  `<rss version="2.0"><channel><title>${name}</title><item><guid>${name}-1</guid><title>Post of ${name}</title></item></channel></rss>`;

describe.each(oneBrowser('many checks'))('many checks in %s', (name) => {
  let server: FeedServer;
  let running: RunningBrowser;
  let page: Page;

  const serve = (host: string) =>
    server.add({ name: host, title: host, contentType: 'application/rss+xml', bytes: () => rss(host) });

  async function subscribe(urls: string[], timeout = 60_000): Promise<void> {
    mkdirSync('out', { recursive: true });
    const list = resolve(`out/many-${name}.opml`);
    const outlines = urls.map((url, i) => `<outline text="Feed ${i}" xmlUrl="${url}"/>`).join('\n');
    writeFileSync(list, `<opml version="2.0"><body>${outlines}</body></opml>`);
    await page?.close();
    page = await importOpml(running, list, timeout);
    await go(page, '#/feeds');
  }

  beforeAll(async () => {
    server = await startFeedServer([]);
    running = await launch(name);
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
  });

  test('30 feeds of a host that answers 429 make one request', async () => {
    serve('crowd');
    server.behave('crowd', { status: 429 });
    await subscribe(Array.from({ length: 30 }, (_, i) => server.url('crowd', `/feed.xml?${i}`)));
    expect(server.log.filter(({ host }) => host === 'crowd').length).toBe(1);
    const checks = await readAll<CheckRow>(page, 'checks');
    expect(new Set(checks.map((check) => check.outcome?.kind))).toEqual(new Set(['limited']));
    for (const { nextAt = 0, lastAt = 0 } of checks)
      expect(nextAt).toBeGreaterThanOrEqual(lastAt + 59 * 60_000);
  });

  test('a password goes to its own origin only, and a redirect with it is not followed but told', async () => {
    for (const host of ['private', 'lured', 'thief']) serve(host);
    const wants = { header: 'Authorization', value: `Basic ${btoa('me:secret')}` };
    server.behave('private', { wants });
    server.behave('lured', { redirectTo: server.url('thief'), redirectStatus: 302 });
    const withPassword = (host: string) => server.url(host).replace('//', '//me:secret@');
    await subscribe([withPassword('private'), withPassword('lured')]);
    const feeds = await readAll<FeedRow>(page, 'feeds');
    const idOf = (host: string) => feeds.find((feed) => feed.url === server.url(host))?.id;
    const checks = new Map((await readAll<CheckRow>(page, 'checks')).map((check) => [check.feedId, check]));
    expect(checks.get(idOf('private') ?? 0)?.outcome).toMatchObject({ kind: 'fresh', added: 1 });
    expect(checks.get(idOf('lured') ?? 0)?.outcome).toEqual({
      kind: 'failed',
      why: 'redirect-refused',
      status: 302,
      detail: server.url('thief'),
    });
    const asked = (host: string) => server.log.filter((entry) => entry.host === host);
    expect(asked('thief')).toEqual([]);
    expect(asked('lured').map(({ headers }) => headers.authorization)).toEqual([wants.value]);
    expect(JSON.stringify(feeds)).not.toContain('secret');
  });

  test(`an unchanged pass of ${many} feeds makes ${many} conditional requests, writes no post and parses nothing`, async () => {
    const hosts = Array.from({ length: many }, (_, i) => `calm-${i}`);
    for (const host of hosts) serve(host);
    await subscribe(
      hosts.map((host) => server.url(host)),
      110_000,
    );
    const posts = await readAll<PostRow>(page, 'posts');
    expect(posts.length).toBeGreaterThanOrEqual(many);
    server.log.length = 0;
    const written = await writesDuring(running, () => checkNow(page));
    const calm = server.log.filter(({ host }) => host.startsWith('calm-'));
    expect(calm.length).toBe(many);
    expect(
      calm.every(
        ({ headers, status }) => headers['if-none-match'] && headers['if-modified-since'] && status === 304,
      ),
    ).toBe(true);
    expect(await readAll<PostRow>(page, 'posts')).toEqual(posts);
    if (written !== undefined) {
      expect(written.stores).not.toContain('posts');
      expect(written.stores).not.toContain('bodies');
      expect(written.stores).not.toContain('unread');
      expect(written.decoded).toBe(0);
    }
  });

  test('two windows that ask at once make one request a feed, and a killed pass goes on', async () => {
    const other = await running.openPanel('#/feeds');
    await other.waitForSelector('[data-action="check-now"]');
    server.log.length = 0;
    const press = '[data-action="check-now"]';
    // Both in one moment: neither panel knows yet that the other has asked.
    await Promise.all(
      [page, other].map((each) => each.$eval(press, (button) => (button as HTMLElement).click())),
    );
    await until(
      async () => server.log.length,
      (count) => count > many / 5,
      30_000,
    );
    await running.stopBackground();
    const stoppedAt = server.log.length;
    expect(stoppedAt).toBeLessThan(many);
    // The alarm of the next minute finds what was wanted and not done.
    await until(
      async () => new Set(server.log.map(({ host }) => host)).size,
      (count) => count >= many + 2,
      100_000,
      500,
    );
    const times = new Map<string, number>();
    for (const { host } of server.log) times.set(host, (times.get(host) ?? 0) + 1);
    for (let i = 0; i < many; i++) expect(times.get(`calm-${i}`)).toBeGreaterThan(0);
    // What was asked and not yet written when the background was killed is asked again, and nothing else.
    expect([...times.values()].filter((count) => count > 1).length).toBeLessThan(80);
    expect([...times.values()].filter((count) => count > 2)).toEqual([]);
    await other.close();
  });

  test('nothing went wrong in the extension', async () => {
    // Two panels waited for the background that was killed.
    const found = (await running.errors()).filter(
      (each) => !each.includes('The check ended without an answer'),
    );
    expect(found).toEqual([]);
  });
});

interface Written {
  stores: string[];
  /** How often text was decoded: nothing is parsed without. */
  decoded: number;
}

/** Which stores the worker writes meanwhile; Firefox's background cannot be looked into. */
async function writesDuring(
  running: RunningBrowser,
  act: () => Promise<unknown>,
): Promise<Written | undefined> {
  if (!('inWorker' in running)) {
    await act();
    return undefined;
  }
  const inWorker = running.inWorker as <Result>(expression: string) => Promise<Result>;
  await inWorker(`(() => {
    globalThis.seen = { stores: [], decoded: 0 };
    for (const method of ['put', 'add', 'delete']) {
      const real = IDBObjectStore.prototype[method];
      IDBObjectStore.prototype[method] = function (...args) {
        if (!seen.stores.includes(this.name)) seen.stores.push(this.name);
        return real.apply(this, args);
      };
    }
    const decode = TextDecoder.prototype.decode;
    TextDecoder.prototype.decode = function (...args) {
      seen.decoded++;
      return decode.apply(this, args);
    };
  })()`);
  await act();
  return inWorker<Written>('globalThis.seen');
}
