/**
 * `npm run bench:checks`: what a pass of checks costs in processor time, in real Chromium, as a ratio to a bare worker in
 * the same run. CPU is that of all processes of the browser: database and network have processes of their own. FEEDS
 * (1,000), POSTS of each (30), RUNS (3); writes out/bench-checks.json; exits non-zero when a goal is missed.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer, { type Browser, type CDPSession, type Page, type WebWorker } from 'puppeteer-core';
import { startFeedServer } from '../fakes/feed-server.ts';
import { findBrowser } from '../tools/find-browser.mjs';
import type { ChecksBench } from './pages/checks.ts';

const count = Number(process.env.FEEDS ?? 1000);
const runs = Number(process.env.RUNS ?? 3);
const postsEach = Number(process.env.POSTS ?? 30);
/** Two floors for the first pass: rows without an index, and ours, as they lie in our stores and indexes. */
const goals = { unchanged: 1.5, first: 2, 'first, same rows and indexes': 2 };

const words =
  'the quick brown fox jumps over the lazy dog and writes about it at some length in the evening'.split(' ');
const text = (n: number) =>
  Array.from({ length: 120 }, (_, i) => words[(n * 7 + i * i) % words.length]).join(' ');
const item = (feed: number, n: number) =>
  `<item><guid isPermaLink="false">urn:${feed}:${n}</guid><title>Post ${n} of ${feed}</title><link>https://site-${feed}.example/posts/${n}</link><pubDate>${new Date(Date.UTC(2026, 0, 1) - n * 86_400_000).toUTCString()}</pubDate><category>News</category><description><![CDATA[<p>${text(n)}</p><p>${text(n + 1)}</p>]]></description></item>`;
const rss = (feed: number) =>
  `<rss version="2.0"><channel><title>Feed ${feed}</title><link>https://site-${feed}.example/</link>${Array.from({ length: postsEach }, (_, n) => item(feed, n)).join('\n')}</channel></rss>`;

interface Cost {
  /** Seconds of CPU: of all processes, and of the one whose worker did the work. */
  all: number;
  worker: number;
}

const server = await startFeedServer([]);
for (let i = 0; i < count; i++) {
  const bytes = Buffer.from(rss(i));
  server.add({
    name: `feed-${i}`,
    title: `Feed ${i}`,
    contentType: 'application/rss+xml',
    bytes: () => bytes,
  });
}
const urls = Array.from({ length: count }, (_, i) => server.url(`feed-${i}`));

build();
const profile = mkdtempSync(join(tmpdir(), 'sidereal-bench-'));
const browser = await puppeteer.launch({
  executablePath: findBrowser('chrome') as string,
  headless: true,
  pipe: true,
  protocolTimeout: 600_000,
  userDataDir: profile,
  enableExtensions: [resolve('dist/chrome-bench'), resolve('test/bench/bare-worker')],
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const session = await browser.target().createCDPSession();
try {
  // It only asks: a page with live queries of its own would cost as well.
  const page = await openPage(browser, 'manifest.json');
  // Held from the start: nobody looks after it while it idles, and it would end.
  const target = await browser.waitForTarget((each) => each.url().endsWith('/worker.js'));
  const bare = (await target.worker()) as WebWorker;
  const results: Record<keyof typeof goals, { ours: Cost[]; bare: Cost[] }> = {
    unchanged: { ours: [], bare: [] },
    first: { ours: [], bare: [] },
    'first, same rows and indexes': { ours: [], bare: [] },
  };
  for (let run = 0; run < runs; run++) {
    await inBench((bench, list) => bench.subscribe(list));
    results.first.ours.push(await costOf(session, () => check(page)));
    const { posts, good } = await inBench((bench) => bench.counts());
    if (posts !== count * postsEach || good !== count)
      throw new Error(`The first pass stored ${posts} posts of ${good} feeds.`);
    results.first.bare.push(await costOf(session, () => inBare(bare, 'fetchAndPut')));
    const rows = results['first, same rows and indexes'];
    rows.ours = results.first.ours;
    rows.bare.push(await costOf(session, () => inBare(bare, 'fetchAndPutRows')));
  }
  // The database puts itself in order after so much writing: that belongs to the first passes.
  await check(page);
  await new Promise((done) => setTimeout(done, 10_000));
  for (let run = 0; run < runs + 2; run++) {
    results.unchanged.ours.push(await costOf(session, () => check(page)));
    results.unchanged.bare.push(await costOf(session, () => inBare(bare, 'fetchAll')));
    const asked = server.log.splice(0).slice(-count);
    if (asked.some(({ status }) => status !== 304)) throw new Error('The bare worker was not answered 304.');
  }
  const ratios = Object.entries(results).map(([what, { ours, bare }]) => ({
    what,
    ratio: median(ours.map(({ all }) => all)) / median(bare.map(({ all }) => all)),
    ratioOfWorkers: median(ours.map(({ worker }) => worker)) / median(bare.map(({ worker }) => worker)),
    goal: goals[what as keyof typeof goals],
    ours,
    bare,
  }));
  for (const { what, ratio, ratioOfWorkers, goal, ours, bare } of ratios) {
    const seconds = (costs: Cost[]) =>
      costs.map(({ all, worker }) => `${all.toFixed(1)} (${worker.toFixed(1)})`).join(', ');
    console.log(
      `${ratio <= goal ? 'held  ' : 'MISSED'} ${ratio.toFixed(2)} of at most ${goal}: ${what} pass of ${count} feeds; the worker's own process ${ratioOfWorkers.toFixed(2)}`,
    );
    console.log(
      `       seconds of CPU of all processes (of the worker's): ours ${seconds(ours)}; bare ${seconds(bare)}`,
    );
  }
  mkdirSync('out', { recursive: true });
  writeFileSync('out/bench-checks.json', `${JSON.stringify(ratios, null, 2)}\n`);
  process.exitCode = ratios.every(({ ratio, goal }) => ratio <= goal) ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

function build(): void {
  const env = { ...process.env, BROWSER: 'chrome', VARIANT: 'bench' };
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'],
    { stdio: 'inherit', env },
  );
  if (status !== 0) throw new Error('The build failed.');
}

/** Runs this in the page of the bench, which knows the database; the page is gone afterwards. */
async function inBench<Result>(
  act: (bench: ChecksBench, list: string[]) => Promise<Result>,
): Promise<Result> {
  const page = await openPage(browser, 'test/bench/pages/checks.html');
  await page.waitForFunction('"checksBench" in globalThis');
  const result = await page.evaluate(`(${act})(checksBench, ${JSON.stringify(urls)})`);
  await page.close();
  return result as Result;
}

async function openPage(of: Browser, name: string): Promise<Page> {
  const target = await of.waitForTarget(
    (each) => each.type() === 'service_worker' && !each.url().endsWith('/worker.js'),
  );
  const page = await of.newPage();
  await page.goto(`chrome-extension://${new URL(target.url()).host}/${name}`);
  return page;
}

function check(page: Page): Promise<unknown> {
  return page.evaluate(`chrome.runtime.sendMessage({ name: 'checkNow', payload: {} })`);
}

function inBare(worker: WebWorker, name: string): Promise<unknown> {
  return worker.evaluate(`${name}(${JSON.stringify(urls)})`);
}

async function costOf(cdp: CDPSession, act: () => Promise<unknown>): Promise<Cost> {
  const before = await cpuByProcess(cdp);
  await act();
  // What was written lazily belongs to it.
  await new Promise((done) => setTimeout(done, 1500));
  const after = await cpuByProcess(cdp);
  const spent = [...after].map(([id, { type, seconds }]) => ({
    type,
    seconds: seconds - (before.get(id)?.seconds ?? 0),
  }));
  const renderers = spent.filter(({ type }) => type === 'renderer').map(({ seconds }) => seconds);
  return { all: spent.reduce((sum, { seconds }) => sum + seconds, 0), worker: Math.max(...renderers) };
}

async function cpuByProcess(cdp: CDPSession): Promise<Map<number, { type: string; seconds: number }>> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  return new Map(processInfo.map(({ id, type, cpuTime }) => [id, { type, seconds: cpuTime }]));
}

function median(list: number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] as number;
}
