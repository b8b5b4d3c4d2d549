/** The pictures of states: each is brought about as it comes about, but for those that take a stranger's server. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { BLOGS } from '../demo/blogs.ts';
import { PLANETS } from '../demo/planets.ts';
import type { RunningChrome } from '../e2e/harness/chrome.ts';
import { checkNow, go, press } from '../e2e/harness/panel.ts';
import { breakFeed, feedOf, fillDisk, freeDisk, slowDown } from '../e2e/harness/states.ts';
import type { FeedServer } from '../fakes/feed-server.ts';
import { renderOpml } from '../fakes/opml.ts';
import type { Scene } from './gallery.ts';

/** Where pictures are taken. */
export interface Stage {
  running: RunningChrome;
  server: FeedServer;
}

const HOSTS = [...PLANETS, ...BLOGS].map(({ name }) => name);
const BROKEN = 'plain-markup';

export const stateScenes: Scene[] = [
  { name: 'first-run', hash: '#/river', on: 'fresh' },
  { name: 'all-read', isLive: true, hash: '#/river', prepare: markAllRead, cleanUp: undo },
  { name: 'empty', hash: '#/starred' },
  { name: 'undo', hash: '#/river', withRead: true, prepare: markDay, cleanUp: takeBack },
  {
    name: 'checking',
    isLive: true,
    hash: '#/river',
    withRead: true,
    prepare: checkSlowly,
    cleanUp: endCheck,
  },
  { name: 'offline', hash: '#/river', withRead: true, prepare: goOffline, cleanUp: goOnline },
  { name: 'trouble', isLive: true, hash: '#/feeds', withRead: true, prepare: showTrouble, cleanUp: mend },
  { name: 'permission', hash: '#/feeds', prepare: lackPermission, cleanUp: mend },
  {
    name: 'disk-full',
    isLive: true,
    hash: '#/river',
    withRead: true,
    prepare: showFullDisk,
    cleanUp: emptyDisk,
  },
  { name: 'ten-thousand', isLive: true, hash: '#/river', on: 'loud' },
  { name: 'importing', isLive: true, hash: '#/import', prepare: importSlowly, cleanUp: endImport },
  { name: 'preview', hash: '#/add', prepare: preview },
  { name: 'refused', hash: '#/add', prepare: (page) => typeAddress(page, 'not an address') },
  { name: 'missing', hash: '#/feed/99999' },
];

async function markAllRead(page: Page): Promise<void> {
  await page.waitForSelector('article.post');
  await page.keyboard.press('A');
  await press(page, 'close-notice');
  await page.keyboard.press('.');
  await page.waitForSelector('.empty');
}

async function markDay(page: Page): Promise<void> {
  await page.waitForSelector('article.post');
  await page.keyboard.press('D');
  await page.waitForSelector('.notice [data-action="undo"]');
}

async function takeBack(page: Page): Promise<void> {
  await page.$eval('.notice [data-action="undo"]', (button) => (button as HTMLElement).click());
  await page.waitForSelector('.notice [data-action="redo"]');
}

async function undo(page: Page): Promise<void> {
  await page.keyboard.press('u');
  await new Promise((done) => setTimeout(done, 300));
}

async function checkSlowly(page: Page, { server }: Stage): Promise<void> {
  slowDown(server, HOSTS.slice(4), 20_000);
  await page.waitForSelector('article.post');
  await page.keyboard.press('c');
  await page.waitForSelector('.progress');
  await new Promise((done) => setTimeout(done, 1500));
}

async function endCheck(page: Page, { server }: Stage): Promise<void> {
  slowDown(server, HOSTS, 0);
  await press(page, 'cancel-check');
  await page.waitForSelector('.progress', { hidden: true });
}

async function goOffline(page: Page): Promise<void> {
  await page.setOfflineMode(true);
  await page.waitForSelector('.foot-note');
}

async function goOnline(page: Page): Promise<void> {
  await page.setOfflineMode(false);
}

async function showTrouble(page: Page, { server }: Stage): Promise<void> {
  await breakFeed(page, server, BROKEN);
  await go(page, `#/feed/${(await feedOf(page, BROKEN)).id}`);
  await page.waitForSelector('.banner.trouble');
}

async function mend(page: Page, { server }: Stage): Promise<void> {
  server.behave(BROKEN, {});
  await go(page, '#/feeds');
  await checkNow(page);
}

/** A feed on this machine may always be asked: what the check of another says is written down. */
async function lackPermission(page: Page): Promise<void> {
  const { id } = await feedOf(page, BROKEN);
  await page.evaluate(
    (feedId) =>
      new Promise<void>((done) => {
        const opening = indexedDB.open('sidereal');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('checks', 'readwrite');
          const checks = transaction.objectStore('checks');
          const reading = checks.get(feedId);
          reading.onsuccess = () =>
            checks.put({ ...reading.result, outcome: { kind: 'failed', why: 'needs-permission' } });
          transaction.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    id,
  );
  await page.reload();
  await page.waitForSelector('.banner.permission');
}

async function showFullDisk(page: Page, { server, running }: Stage): Promise<void> {
  await page.waitForSelector('article.post');
  await fillDisk(running);
  server.behave(BROKEN, {
    bytes: '<rss version="2.0"><channel><item><title>New</title></item></channel></rss>',
  });
  await checkNow(page);
  await page.waitForSelector('.banner.trouble');
}

async function emptyDisk(page: Page, stage: Stage): Promise<void> {
  await freeDisk(stage.running);
  await mend(page, stage);
}

async function importSlowly(page: Page, { server }: Stage): Promise<void> {
  const names = ['quiet-harbour', 'paper-boats', 'long-way-round', 'winter-notes'];
  for (const name of names) {
    server.add({ name, title: name, unlisted: true, contentType: 'application/rss+xml', bytes: () => '' });
    server.behave(name, { delayMs: 20_000 });
  }
  mkdirSync('out', { recursive: true });
  writeFileSync('out/slow.opml', renderOpml(names.map((name) => ({ title: name, url: server.url(name) }))));
  const input = await page.waitForSelector('input[type=file]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(
    resolve('out/slow.opml'),
  );
  await press(page, 'import-start');
  await page.waitForSelector('.running');
}

async function endImport(page: Page): Promise<void> {
  await press(page, 'cancel-check');
  await page.waitForSelector('.report');
  await undo(page);
}

async function preview(page: Page, { server }: Stage): Promise<void> {
  await typeAddress(page, server.url('tidy-frames'));
  await page.waitForSelector('.feed-preview');
}

async function typeAddress(page: Page, address: string): Promise<void> {
  await (await page.waitForSelector('input[name="address"]'))?.type(address);
  await press(page, 'preview');
  await page.waitForSelector('.feed-preview, [data-refused]');
}
