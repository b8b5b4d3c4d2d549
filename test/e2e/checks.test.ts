/** The real extension asks servers that behave in every way there is, and is held to their request logs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckRow, FeedRow, PostRow } from '../../src/storage/schema.ts';
import type { Behaviour } from '../fakes/answer-feed.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { readAll } from './harness/database.ts';
import { BROWSERS, launch } from './harness/launch.ts';
import { checkNow, go } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { importOpml } from './harness/subscribe.ts';

const rss = (name: string) =>
  `<rss version="2.0"><channel><title>${name}</title><item><guid>${name}-1</guid><title>Post of ${name}</title><description>${'Text. '.repeat(40)}</description></item></channel></rss>`;

/** Each host by its behaviour, and how its first two checks end; a pause of the host makes the second be left out. */
const hosts: Record<string, { behaves: Behaviour | ((server: FeedServer) => Behaviour); ends: string[] }> = {
  plain: { behaves: {}, ends: ['fresh 200', 'unchanged 304'] },
  'etag-only': { behaves: { validators: 'etag' }, ends: ['fresh 200', 'unchanged 304'] },
  'date-only': { behaves: { validators: 'last-modified' }, ends: ['fresh 200', 'unchanged 304'] },
  'weak-etag': { behaves: { weak: true }, ends: ['fresh 200', 'unchanged 304'] },
  'no-validators': { behaves: { validators: 'none' }, ends: ['fresh 200', 'unchanged 200'] },
  'never-304': { behaves: { answers304: 'never' }, ends: ['fresh 200', 'unchanged 200'] },
  'always-304': { behaves: { answers304: 'always' }, ends: ['odd-304 304', 'odd-304 304'] },
  'limited-named': { behaves: { status: 429, retryAfter: '7200' }, ends: ['limited 429', 'limited 429'] },
  'limited-unnamed': { behaves: { status: 429 }, ends: ['limited 429', 'limited 429'] },
  unavailable: { behaves: { status: 503 }, ends: ['limited 503', 'limited 429'] },
  gone: { behaves: { status: 410 }, ends: ['gone 410', 'gone 410'] },
  missing: { behaves: { status: 404 }, ends: ['http 404', 'http 404'] },
  error: { behaves: { status: 500 }, ends: ['http 500', 'http 500'] },
  moved: {
    behaves: (server) => ({ redirectTo: server.url('new-home', '/feed.xml') }),
    ends: ['fresh 200', 'unchanged 304'],
  },
  'moved-twice': {
    behaves: (server) => ({ redirectTo: server.url('moved-once') }),
    ends: ['fresh 200', 'unchanged 304'],
  },
  away: {
    behaves: (server) => ({ redirectTo: server.url('shelter'), redirectStatus: 302 }),
    ends: ['fresh 200', 'unchanged 304'],
  },
  loop: {
    behaves: (server) => ({ redirectTo: server.url('loop') }),
    ends: ['redirect-loop', 'redirect-loop'],
  },
  gzip: { behaves: { encoding: 'gzip' }, ends: ['fresh 200', 'unchanged 304'] },
  brotli: { behaves: { encoding: 'br' }, ends: ['fresh 200', 'unchanged 304'] },
  'wrong-length': { behaves: { wrongLength: true }, ends: ['unreachable', 'unreachable'] },
  reset: { behaves: { reset: true }, ends: ['unreachable', 'unreachable'] },
  dropped: { behaves: { drop: true }, ends: ['unreachable', 'unreachable'] },
  endless: { behaves: { endless: true }, ends: ['body-too-large 200', 'body-too-large 200'] },
  // The list names it with https:, and nothing speaks TLS there.
  'tls-less': { behaves: {}, ends: ['unreachable', 'unreachable'] },
  drip: { behaves: { dripMs: 20 }, ends: ['fresh 200', 'unchanged 304'] },
};
/** Asked, but not subscribed to. */
const elsewhere: Record<string, (server: FeedServer) => Behaviour> = {
  'new-home': () => ({}),
  'moved-once': (server) => ({ redirectTo: server.url('new-home', '/feed.xml?twice'), redirectStatus: 308 }),
  shelter: () => ({}),
};

const endOf = ({ outcome }: CheckRow): string => {
  if (outcome === undefined) return '';
  const name = outcome.kind === 'failed' ? outcome.why : outcome.kind;
  return outcome.status === undefined ? name : `${name} ${outcome.status}`;
};

describe.each(BROWSERS)('checks in %s', (name) => {
  let server: FeedServer;
  let running: RunningBrowser;
  let page: Page;

  beforeAll(async () => {
    server = await startFeedServer([]);
    const add = (host: string, behaviour: Behaviour) => {
      server.add({ name: host, title: host, contentType: 'application/rss+xml', bytes: () => rss(host) });
      server.behave(host, behaviour);
    };
    for (const [host, { behaves }] of Object.entries(hosts))
      add(host, typeof behaves === 'function' ? behaves(server) : behaves);
    mkdirSync('out', { recursive: true });
    const list = resolve(`out/checks-${name}.opml`);
    // The list is written before the others are served: they are not subscribed to.
    writeFileSync(list, server.opml().replaceAll('http://tls-less', 'https://tls-less'));
    for (const [host, behaves] of Object.entries(elsewhere)) add(host, behaves(server));
    running = await launch(name);
    page = await importOpml(running, list, 110_000);
    await go(page, '#/feeds');
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
  });

  async function ends(): Promise<Record<string, string>> {
    const feeds = new Map(
      (await readAll<FeedRow>(page, 'feeds')).map((feed) => [
        feed.id,
        new URL(feed.url).hostname.split('.')[0] ?? '',
      ]),
    );
    return Object.fromEntries(
      (await readAll<CheckRow>(page, 'checks')).map((check) => [feeds.get(check.feedId), endOf(check)]),
    );
  }
  const requests = (host: string) => server.log.filter((entry) => entry.host === host);

  test('each first check ends as it should', async () => {
    expect(await ends()).toEqual({
      ...Object.fromEntries(
        Object.entries(hosts).map(
          ([
            host,
            {
              ends: [first],
            },
          ]) => [host, first],
        ),
      ),
    });
  });

  test('each request says little: no cookie, no referrer, an honest Accept, no cache of the browser', () => {
    for (const { headers, host } of server.log) {
      expect([host, headers.cookie, headers.referer]).toEqual([host, undefined, undefined]);
      if (host !== 'loop') expect(headers.accept).toMatch(/^application\/atom\+xml, /);
    }
  });

  test('the second check is conditional where it can be, and a quiet host is left in quiet', async () => {
    server.log.length = 0;
    await checkNow(page);
    expect(await ends()).toEqual({
      ...Object.fromEntries(
        Object.entries(hosts).map(
          ([
            host,
            {
              ends: [, second],
            },
          ]) => [host, second],
        ),
      ),
    });
    const sent = (host: string) =>
      requests(host).map(({ headers }) => [
        headers['if-none-match'] !== undefined,
        headers['if-modified-since'] !== undefined,
      ]);
    expect(sent('plain')).toEqual([[true, true]]);
    expect(sent('etag-only')).toEqual([[true, false]]);
    expect(sent('date-only')).toEqual([[false, true]]);
    expect(requests('weak-etag')[0]?.headers['if-none-match']).toMatch(/^W\/"/);
    expect(sent('no-validators')).toEqual([[false, false]]);
    for (const host of ['limited-named', 'limited-unnamed', 'unavailable'])
      expect(requests(host)).toEqual([]);
  });

  test('posts are stored once; a third permanent redirect changes the address, a temporary one does not', async () => {
    await checkNow(page);
    const feeds = await readAll<FeedRow>(page, 'feeds');
    const urls = feeds.map((feed) => feed.url);
    expect(urls).toContain(server.url('new-home'));
    expect(urls).toContain(server.url('new-home', '/feed.xml?twice'));
    expect(urls).toContain(server.url('away'));
    expect(
      feeds
        .filter((feed) => feed.moved !== undefined)
        .map((feed) => feed.moved?.from)
        .sort(),
    ).toEqual([server.url('moved-twice'), server.url('moved')]);
    const posts = await readAll<PostRow>(page, 'posts');
    expect(new Set(posts.map((post) => `${post.feedId} ${post.key}`)).size).toBe(posts.length);
  });

  test('nothing went wrong in the extension', async () => {
    expect(await running.errors()).toEqual([]);
  });
});
