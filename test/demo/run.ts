/** Builds the extension, serves feeds, and shows both in a browser; started by `npm start`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FeedRow } from '../../src/storage/schema.ts';
import { readAll } from '../e2e/harness/database.ts';
import { launch } from '../e2e/harness/launch.ts';
import type { RunningBrowser } from '../e2e/harness/running-browser.ts';
import { importOpml } from '../e2e/harness/subscribe.ts';
import { feedsOfFolder } from '../fakes/feed-folder.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { DEFAULT_PORT, readOptions, type StartOptions } from '../tools/start-options.mjs';
import { demoFeeds } from './demo-feeds.ts';
import { printReport } from './print-report.ts';
import { takePictures } from './take-pictures.ts';

const CHECK_TIMEOUT = 10 * 60_000;

const { options, problem } = readOptions(process.argv.slice(2));
if (problem !== undefined) throw new Error(problem);
const browser = options.browser ?? 'chrome';
mkdirSync('out', { recursive: true });

build();
const server = await serve(options);
const list = writeList(server, options);
if (options.headless) await showHeadless();
else await showWindow();
await server.close();

async function showHeadless(): Promise<void> {
  const running = await launch(browser);
  const page = await importOpml(running, list, CHECK_TIMEOUT);
  await page.close();
  await printReport(running);
  for (const file of await takePictures(running)) console.log(`Picture: ${file}`);
  const errors = await running.errors();
  if (errors.length > 0) console.error(`The extension complained:\n${errors.join('\n')}`);
  await running.close();
  if (errors.length > 0) process.exitCode = 1;
}

/** On a profile that is kept: what was subscribed before stays, and only what is new is imported. */
async function showWindow(): Promise<void> {
  const profile = resolve('.profile', browser);
  mkdirSync(profile, { recursive: true });
  const running = await launch(browser, { profile, headless: false });
  if (options?.opml || options?.feeds || !(await hasFeeds(running))) {
    const page = await importOpml(running, list, CHECK_TIMEOUT);
    await page.close();
  }
  await running.showPanel();
  console.log(
    'Sidereal is open: the star in the toolbar shows and hides the panel. Close the browser to end.',
  );
  await running.ended();
}

async function hasFeeds(running: RunningBrowser): Promise<boolean> {
  const page = await running.openPanel('#/feeds');
  const feeds = await readAll<FeedRow>(page, 'feeds');
  await page.close();
  return feeds.length > 0;
}

function build(): void {
  const env = { ...process.env, BROWSER: browser, VARIANT: 'loopback' };
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];
  if (spawnSync(process.execPath, vite, { stdio: 'inherit', env }).status !== 0) process.exit(1);
}

/** On the fixed port; without a window any other will do when that one is taken. */
async function serve({ feeds, port, headless }: StartOptions): Promise<FeedServer> {
  const wanted = port ?? DEFAULT_PORT;
  const own = feeds === undefined ? [] : feedsOfFolder(feeds);
  const started = await startFeedServer(own, wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    if (headless && port === undefined) return startFeedServer(own, 0);
    console.error(`Port ${wanted} is taken: end what uses it, or give another with --port.`);
    return process.exit(1);
  });
  if (feeds === undefined)
    for (const feed of demoFeeds((name) => started.url(name, ''), new Date())) started.add(feed);
  return started;
}

function writeList(from: FeedServer, { opml }: StartOptions): string {
  if (opml) return resolve(opml);
  const file = resolve('out/feeds.opml');
  writeFileSync(file, from.opml());
  return file;
}
