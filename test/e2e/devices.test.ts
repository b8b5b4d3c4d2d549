/** Two browsers of a test share no storage.sync: the other device is what stands there, written as it would write it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Entry, feedKey, folderKey, settingKey } from '../../src/devices/entry.ts';
import type { FeedRow, FolderRow, MarkRow } from '../../src/storage/schema.ts';
import {
  feedEntry,
  folderEntry,
  goneEntry,
  readItems,
  settingEntry,
  writeItems,
} from '../devices/other-device.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { renderOpml } from '../fakes/opml.ts';
import { readAll } from './harness/database.ts';
import { launch } from './harness/launch.ts';
import { go, press } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';

const today = Math.floor(Date.now() / 86_400_000);

describe.each(oneBrowser('other devices'))('in %s', (name) => {
  let running: RunningBrowser;
  let page: Page;
  let server: FeedServer;

  beforeAll(async () => {
    server = await startFeedServer([]);
    for (const host of ['own', 'starred', 'theirs'])
      server.add({ name: host, title: host, contentType: 'application/rss+xml', bytes: () => feed(host) });
    mkdirSync('out', { recursive: true });
    const list = resolve(`out/devices-${name}.opml`);
    const keyed = server.url('own').replace('//own', '//ann:s3same@own');
    writeFileSync(
      list,
      renderOpml([
        { title: 'own', url: keyed },
        { title: 'starred', url: server.url('starred') },
      ]),
    );
    running = await launch(name);
    page = await importOpml(running, list);
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
  });

  const items = () => inArea<Record<string, unknown>>(page, 'get(null)');
  const shared = async () => readItems(await items());
  async function otherWrites(...entries: Entry[]): Promise<void> {
    await inArea(page, `set(${JSON.stringify(await writeItems(await items(), entries))})`);
  }
  const feeds = async () =>
    (await readAll<FeedRow>(page, 'feeds')).filter((each) => each.leftAt === undefined);
  const named = async () => (await feeds()).map((each) => each.customTitle ?? each.title).sort();
  /** Asks for an exchange again and again, as often as it is allowed, until something is so. */
  async function exchangeUntil<Value>(
    ask: () => Promise<Value>,
    wanted: (value: Value) => boolean,
  ): Promise<Value> {
    await go(page, '#/settings');
    const askAgain = async () => {
      await press(page, 'share-now');
      return until(ask, wanted, 4000);
    };
    return until(askAgain, wanted, 40_000);
  }

  test('what another device has arrives when it is switched on, and what it lacks is told', async () => {
    await otherWrites(
      feedEntry(server.url('theirs'), 5, {
        title: 'hint',
        customTitle: 'Theirs <3',
        folder: ['News', 'Tech'],
      }),
      folderEntry(['Empty'], 4),
      settingEntry('theme', 'dark', 3),
    );
    await go(page, '#/settings');
    await press(page, 'share');
    expect(await until(named, (found) => found.length === 3)).toEqual(['Theirs <3', 'own', 'starred']);
    const folders = await readAll<FolderRow>(page, 'folders');
    expect(folders.map(({ title }) => title)).toEqual(['Empty', 'News', 'Tech']);
    const theirs = (await feeds()).find((each) => each.customTitle === 'Theirs <3');
    expect(theirs?.folderId).toBe(folders.find(({ title }) => title === 'Tech')?.id);
    await page.waitForFunction("document.documentElement.dataset.theme === 'dark'", { timeout: 10_000 });
    await page.waitForSelector('[data-sharing="told"]');
    const told = await until(shared, (found) => found.has(feedKey(server.url('own'))));
    expect(told.get(feedKey(server.url('starred')))?.value).toMatchObject({ folder: [] });
    expect(JSON.stringify([...told])).not.toContain('s3same');
  });

  test('what is done here goes out, and the browser takes it', async () => {
    const own = (await feeds()).find((each) => each.title === 'own') as FeedRow;
    await go(page, `#/feed/${own.id}`);
    await press(page, 'show-menu');
    await press(page, 'edit-feed');
    const field = await page.waitForSelector('#feed-name');
    await field?.evaluate((input) => {
      (input as HTMLInputElement).value = 'Renamed here';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press(page, 'rename-feed');
    await until(named, (found) => found.includes('Renamed here'));
    await page.keyboard.press('Escape');
    const entry = async () => (await shared()).get(feedKey(server.url('own')))?.value;
    expect(
      await exchangeUntil(entry, (found) => JSON.stringify(found).includes('Renamed here')),
    ).toMatchObject({ customTitle: 'Renamed here' });
  });

  test('feeds that are left on another device go, but for what is starred', async () => {
    await go(page, '#/river');
    const post = await page.waitForSelector(postOf('starred'));
    await post?.$eval('[data-action="toggle-star"]', (button) => (button as HTMLElement).click());
    await until(
      () => readAll<MarkRow>(page, 'marks'),
      (marks) => marks.some((mark) => mark.starAt),
    );
    const stamp = 1000;
    await otherWrites(
      goneEntry(feedKey(server.url('starred')), stamp, today),
      goneEntry(feedKey(server.url('theirs')), stamp, today),
      goneEntry(folderKey(['News', 'Tech']), stamp, today),
      goneEntry(folderKey(['News']), stamp, today),
      settingEntry('theme', 'light', stamp),
    );
    const left = await exchangeUntil(named, (found) => !found.includes('Theirs <3'));
    expect(left).toEqual(['Renamed here', 'starred']);
    const folders = await readAll<FolderRow>(page, 'folders');
    expect(folders.map(({ title }) => title)).toEqual(['Empty']);
    await page.waitForFunction("document.documentElement.dataset.theme === 'light'", { timeout: 10_000 });
    const kept = (await feeds()).find((each) => each.title === 'starred');
    expect(kept).toMatchObject({ mutedAt: expect.any(Number), pausedAt: expect.any(Number) });
    await page.waitForFunction(`document.querySelector('[data-sharing]').textContent.includes('kept here')`);
    await go(page, '#/starred');
    await page.waitForSelector(postOf('starred'));
    expect((await shared()).get(settingKey('theme'))?.value).toEqual({ setting: 'light' });
  });

  test('switched off, nothing more comes', async () => {
    await go(page, '#/settings');
    await press(page, 'share');
    await page.waitForSelector('[data-sharing="off"]');
    await otherWrites(feedEntry(server.url('theirs'), 2000));
    await new Promise((done) => setTimeout(done, 1500));
    expect(await named()).toEqual(['Renamed here', 'starred']);
    expect(await running.errors()).toEqual([]);
  });
});

function postOf(host: string): string {
  return `xpath/.//article[.//*[contains(@class,"post-title")][normalize-space()="Post of ${host}"]]`;
}

/** A call of storage.sync, in a page of the extension. */
function inArea<Value>(page: Page, call: string): Promise<Value> {
  return page.evaluate(`(globalThis.browser ?? chrome).storage.sync.${call}`) as Promise<Value>;
}

function feed(host: string): string {
  return `<rss version="2.0"><channel><title>${host}</title><item><guid>${host}</guid><title>Post of ${host}</title></item></channel></rss>`;
}
