/** From a message that wakes the stopped worker to its first request, against a worker that does nothing but that. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findBrowser } from '../../tools/find-browser.mjs';
import { type BenchRow, type Figure, inTurn, ratioFigure, work } from '../bench-row.ts';

const mostBytes = 110_000;

export const row: BenchRow = {
  name: 'worker-start',
  at: 'own',
  run: async ({ runs }) => [await start(runs), size()],
};

async function start(runs: number): Promise<Figure> {
  const arrivals = new Map<string, (at: number) => void>();
  const server = createServer(({ url }, response) => {
    arrivals.get(url ?? '')?.(performance.timeOrigin + performance.now());
    response.end('<rss version="2.0"><channel><title>One</title></channel></rss>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = mkdtempSync(join(tmpdir(), 'sidereal-empty-'));
  const browser = await launch([resolve('dist/chrome-bench'), emptyExtension(folder)]);
  try {
    const [ours, empty] = await Promise.all(
      ['src/panel/index.html', 'page.html'].map((page) => pageOf(browser, page)),
    );
    const bench = await browser.newPage();
    await bench.goto(new URL('/test/bench/pages/bench.html', ours?.url()).href);
    await bench.waitForFunction('"work" in globalThis');
    await work(bench, 'fill', { posts: 0, feeds: 1, seed: 1, now: Date.now(), url: `${address}/ours` });
    await bench.close();
    const once = async (page: Page | undefined, path: string, message: string) => {
      if (page === undefined) throw new Error('The extension has no page.');
      await stopWorker(browser, new URL(page.url()).host);
      const arrived = new Promise<number>((done) => arrivals.set(path, done));
      const sentAt = (await page.evaluate(
        `(() => { const at = performance.timeOrigin + performance.now(); void chrome.runtime.sendMessage(${message}); return at; })()`,
      )) as number;
      return (await arrived) - sentAt;
    };
    const measured = await inTurn(
      runs,
      () => once(empty, '/empty', JSON.stringify({ url: `${address}/empty` })),
      () => once(ours, '/ours', JSON.stringify({ name: 'checkNow', payload: { feedIds: [1] } })),
    );
    return ratioFigure('worker start to the first request', measured, 2);
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An extension whose worker asks for what it is told, and nothing else. */
function emptyExtension(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'Empty',
    version: '1',
    background: { service_worker: 'worker.js' },
    host_permissions: ['http://127.0.0.1/*'],
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'page.html'), '<!doctype html><title>Empty</title>');
  writeFileSync(
    join(folder, 'worker.js'),
    "chrome.runtime.onMessage.addListener(({ url }) => void fetch(url, { cache: 'no-store' }));",
  );
  return folder;
}

function launch(enableExtensions: string[]): Promise<Browser> {
  return puppeteer.launch({
    executablePath: findBrowser('chrome') ?? '',
    headless: true,
    pipe: true,
    enableExtensions,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** A page of the extension that has this file. */
async function pageOf(browser: Browser, file: string): Promise<Page> {
  for (;;) {
    const workers = browser.targets().filter((target) => target.type() === 'service_worker');
    for (const target of workers) {
      const page = await browser.newPage();
      const answer = await page.goto(new URL(`/${file}`, target.url()).href).catch(() => null);
      if (answer?.ok()) return page;
      await page.close();
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function stopWorker(browser: Browser, host: string): Promise<void> {
  const target = browser
    .targets()
    .find((each) => each.type() === 'service_worker' && each.url().includes(host));
  const worker = await target?.worker();
  await worker?.close();
  await new Promise((done) => setTimeout(done, 300));
}

/** All of the worker's two scripts, gzip. */
function size(): Figure {
  const bytes = ['background.js', 'later.js']
    .map((file) => gzipSync(readFileSync(`dist/chrome-bench/${file}`)).length)
    .reduce((sum, each) => sum + each);
  return {
    name: 'worker script, all of it (bytes, gzip)',
    value: bytes,
    floor: mostBytes,
    ratio: bytes / mostBytes,
    goal: `at most ${mostBytes} bytes`,
    reached: bytes <= mostBytes,
  };
}
