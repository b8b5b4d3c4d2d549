/** A long day in short: feeds that live, a person who reads, a worker that is stopped again and again. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { PassRow, PostRow, UnreadRow } from '../../src/storage/schema.ts';
import type { RunningChrome } from '../e2e/harness/chrome.ts';
import { readAll } from '../e2e/harness/database.ts';
import { launch } from '../e2e/harness/launch.ts';
import type { BrowserName, RunningBrowser } from '../e2e/harness/running-browser.ts';
import { importOpml } from '../e2e/harness/subscribe.ts';
import { until } from '../e2e/harness/until.ts';
import { startFeedServer } from '../fakes/feed-server.ts';
import { randomOf } from '../random.ts';
import { audit, untilAllChecked } from './audit.ts';
import { type Heaps, measureHeaps } from './heaps.ts';
import { Person } from './person.ts';
import { SeededFeeds } from './seeded-feeds.ts';
import { shows } from './shows.ts';

export interface SoakOptions {
  browser: BrowserName;
  milliseconds: number;
  feeds: number;
  seed: number;
  /** The worker is stopped this often. */
  stopEveryMs: number;
  onRow?: (row: SoakRow) => void;
}

/** How things stand at a moment. */
export interface SoakRow {
  seconds: number;
  published: number;
  edited: number;
  failures: number;
  requests: number;
  stored: number;
  unread: number;
  acts: number;
  read: number;
  starred: number;
  stops: number;
  heaps: Heaps | undefined;
}

export interface SoakResult {
  rows: SoakRow[];
  flaws: string[];
}

/** After collection a heap may have grown by so much between the first fifth and the end. */
const mostGrowth = 1.2;
const tickMs = 1_000;
const longMs = 120_000;
const mostPassMs = 120_000;
const settleMs = 90_000;

/** Runs it once, in a browser of its own; answers what was measured at each fifth, and whatever was not right. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const server = await startFeedServer([]);
  let running: RunningBrowser | undefined;
  try {
    const feeds = new SeededFeeds(server, options.feeds, randomOf(options.seed));
    mkdirSync('out', { recursive: true });
    const list = resolve(`out/soak-${options.browser}.opml`);
    writeFileSync(list, server.opml());
    running = await launch(options.browser);
    await (await importOpml(running, list, 180_000)).close();
    const page = await running.openPanel('#/river');
    await shows(page, 'article.post');
    const person = new Person(page, randomOf(options.seed + 1));
    await person.lookAround();
    const rows: SoakRow[] = [];
    let stops = 0;
    const tell = async (startAt: number, withHeaps: boolean) => {
      const row: SoakRow = {
        seconds: Math.round((Date.now() - startAt) / 1000),
        ...feeds.counts,
        requests: server.log.length,
        stored: (await readAll<PostRow>(page, 'posts')).length,
        unread: (await readAll<UnreadRow>(page, 'unread')).length,
        acts: person.acts,
        read: person.read.size,
        starred: person.starred.size,
        stops,
        heaps: withHeaps ? await atRest(running as RunningBrowser, page) : undefined,
      };
      rows.push(row);
      options.onRow?.(row);
    };
    const startAt = Date.now();
    const random = randomOf(options.seed + 2);
    const ticking = setInterval(() => feeds.tick(), tickMs);
    let stopAt = startAt + options.stopEveryMs;
    for (let fifth = 1; fifth <= 5; fifth++) {
      while (Date.now() < startAt + (options.milliseconds * fifth) / 5) {
        await person.act();
        if (Date.now() > stopAt) {
          await running.stopBackground();
          stops++;
          stopAt += options.stopEveryMs;
        }
        await pause(200 + random.below(800));
      }
      // Collecting garbage takes seconds: a short run has none to spare.
      if (fifth < 5) await tell(startAt, fifth === 1 || options.milliseconds >= longMs);
    }
    clearInterval(ticking);
    feeds.recoverAll();
    const flaws = await settle(page);
    await tell(startAt, true);
    return { rows, flaws: [...flaws, ...(await audit(running, page, feeds, person)), ...growth(rows)] };
  } finally {
    await running?.close();
    await server.close();
  }
}

/** The feeds are well again: one more check of all of them finds what is still missing. */
async function settle(page: Page): Promise<string[]> {
  const sinceAt = Date.now();
  await checkAll(page);
  return untilAllChecked(page, sinceAt, settleMs);
}

/** Has all feeds checked, as the panel does, and waits for the end of it. */
async function checkAll(page: Page): Promise<void> {
  const pass = async () => (await readAll<PassRow>(page, 'passes'))[0];
  const ended = (found: PassRow | undefined) => found?.endedAt !== undefined;
  // One that is under way may have asked some feeds long ago.
  const before = (await until(pass, ended, mostPassMs, 500))?.startedAt ?? 0;
  await page.evaluate(
    `void (globalThis.browser ?? chrome).runtime.sendMessage({ name: 'checkNow', payload: {} }).catch(() => {})`,
  );
  await until(pass, (found) => ended(found) && (found?.startedAt ?? 0) > before, mostPassMs, 500);
}

/** Heaps that can be compared: the worker's after a check of all feeds, the panel's with the river and no post open. */
async function atRest(running: RunningBrowser, page: Page): Promise<Heaps | undefined> {
  if (running.name !== 'chrome') return undefined;
  await checkAll(page);
  await page.evaluate(() => {
    location.hash = '#/settings';
  });
  await pause(300);
  await page.evaluate(() => {
    location.hash = '#/river';
  });
  await shows(page, 'article.post, .empty');
  await pause(500);
  return measureHeaps(running as RunningChrome, page);
}

function growth(rows: SoakRow[]): string[] {
  const [first, last] = [rows[0]?.heaps, rows.at(-1)?.heaps];
  if (first === undefined || last === undefined) return [];
  return (['panel', 'worker'] as const)
    .filter((where) => last[where] > mostGrowth * first[where])
    .map((where) => `the heap of the ${where} grew from ${first[where]} to ${last[where]} bytes`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
