/** Hits in the text of a post that was found: the browser marks them without markup of ours. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedFeed } from '../fakes/feed-server.ts';
import { escapeXml } from '../fakes/opml.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { BROWSERS } from './harness/launch.ts';
import { go, openPost, wear } from './harness/panel.ts';
import { until } from './harness/until.ts';

const LONG = 300_000;
const filler = 'The tide tables for the harbour are printed once a year. ';
const bodies: [name: string, html: string][] = [
  ['Bold', '<p>The <b>walr</b>us sleeps.</p><p>A walrus again, a<br>WALRUS, no walrusses.</p>'],
  ['Cells', '<table><tr><td>wal</td><td>rus</td></tr></table><p>wal</p>rus <p>walrus</p>'],
  ['Accents', '<p>Un cafe\u0301 <i>ca</i>fé, un Cafe.</p>'],
  ['Pairs', '<p>私は東京都に住む。</p>'],
  [
    'Code',
    '<p>In code:</p><pre><code class="language-js">const tide = document.getElementById("walrusCount");\nreturn tide;</code></pre>',
  ],
  ['Phrase', '<p>It sails on <em>Friday</em></p><p>evening, not on Friday morning.</p>'],
  ['Long', `<p>${filler.repeat(LONG / filler.length)} narwhal ${filler.repeat(400)}</p><p>Last narwhal.</p>`],
];
const feed: ServedFeed = {
  name: 'harbour',
  title: 'Harbour Notes',
  contentType: 'application/rss+xml',
  bytes: () => `<rss version="2.0"><channel><title>Harbour Notes</title>
    ${bodies
      .map(
        ([title, html], i) => `<item><title>${title}</title><guid>${title}</guid>
          <pubDate>${new Date(Date.now() - (i + 1) * 3_600_000).toUTCString()}</pubDate>
          <description>${escapeXml(html)}</description></item>`,
      )
      .join('')}
    <item><guid>bare</guid><description>${filler.repeat(9)} A manatee. ${filler.repeat(9)}</description></item>
    </channel></rss>`,
};

describe.each(BROWSERS)('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed(name, {}, [feed]);
    page = await at.running.openPanel('#/search');
  });
  afterAll(() => at?.close());

  async function search(query: string): Promise<void> {
    await go(page, `#/search?q=${encodeURIComponent(query)}`);
    await page.waitForFunction(
      (text) => document.querySelector<HTMLInputElement>('input[name="query"]')?.value === text,
      {},
      query,
    );
    await page.waitForSelector('.search-answer h2[data-found]');
  }

  const marked = () =>
    page.evaluate(() =>
      [...(CSS.highlights.get('hit') ?? [])]
        .map((range) => range as Range)
        .sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b))
        .map(String),
    );

  async function marks(wanted: string[]): Promise<void> {
    expect(await until(marked, (found) => String(found) === String(wanted), 5000)).toEqual(wanted);
  }

  test.each([
    ['walrus', 'Bold', ['walrus', 'walrus', 'WALRUS']],
    ['walrus', 'Cells', ['walrus']],
    ['cafe', 'Accents', ['cafe\u0301', 'café', 'Cafe']],
    ['京都', 'Pairs', ['京都']],
    ['"friday evening"', 'Phrase', ['Friday', 'evening']],
    ['title:phrase', 'Phrase', []],
  ])('%s marks in the open post "%s" %j', async (query, title, wanted) => {
    await search(query);
    await openPost(page, title);
    await marks(wanted);
    const inMarkup = await page.$$eval('.post-body mark', (all) => all.length);
    expect(inMarkup).toBe(0);
  });

  test('code is marked again when it has its colours, and no button is', async () => {
    await search('element OR copy');
    await openPost(page, 'Code');
    await page.waitForSelector('[data-open] .hljs-keyword');
    await marks(['getElementById']);
  });

  test('a long post is marked to its end', async () => {
    await search('narwhal');
    await openPost(page, 'Long');
    await marks(['narwhal', 'narwhal']);
  });

  test('marks go when the post is closed, the search changes, or is left', async () => {
    await search('walrus');
    await openPost(page, 'Bold');
    await marks(['walrus', 'walrus', 'WALRUS']);
    await page.$eval('article[data-open] .post-title a', (link) => (link as HTMLElement).click());
    await until(marked, (found) => found.length === 0);
    expect(await page.evaluate(() => CSS.highlights.has('hit'))).toBe(false);
    await openPost(page, 'Bold');
    await marks(['walrus', 'walrus', 'WALRUS']);
    await search('sleeps');
    await openPost(page, 'Bold');
    await marks(['sleeps']);
    await go(page, '#/river');
    await marks([]);
  });

  test('in full text what was found is marked without being opened', async () => {
    await wear(page, { density: 'full' });
    await search('friday');
    await marks(['Friday', 'Friday']);
    await wear(page, { density: 'comfortable' });
  });

  test('a hit far into a post without a title is shown on its card', async () => {
    await search('manatee');
    const shown = await page.waitForSelector('article[data-untitled] .post-snippet mark');
    expect(await shown?.evaluate((mark) => mark.textContent)).toBe('manatee');
  });
});
