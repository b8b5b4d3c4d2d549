/** Nothing is lost: the automatic backup after a cleared store, the backup file, and a store that does not open. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FeedRow, PostRow, UnreadRow } from '../../src/storage/schema.ts';
import type { RunningChrome } from './harness/chrome.ts';
import { readAll } from './harness/database.ts';
import { launchSubscribed, type Subscribed } from './harness/demo.ts';
import { checkNow, go, press, readPosts } from './harness/panel.ts';
import { oneBrowser } from './harness/sample.ts';
import { savedBy } from './harness/saved-file.ts';
import { until } from './harness/until.ts';

/** All that a file holds and a check does not change. */
const TABLES = [
  'feeds',
  'folders',
  'posts',
  'bodies',
  'unread',
  'marks',
  'tags',
  'counters',
  'rules',
  'actions',
];

const dump = async (page: Page) =>
  Object.fromEntries(
    await Promise.all(TABLES.map(async (name) => [name, await readAll(page, name)] as const)),
  );

/** The keys of the posts that are unread. */
async function unreadKeys(page: Page): Promise<string[]> {
  const [posts, unread] = [await readAll<PostRow>(page, 'posts'), await readAll<UnreadRow>(page, 'unread')];
  const ids = new Set(unread.map((row) => row.postId));
  return posts
    .filter((post) => ids.has(post.id))
    .map((post) => `${post.feedId} ${post.key}`)
    .sort();
}

const textOf = (page: Page, selector: string) =>
  page.evaluate((wanted) => document.querySelector(wanted)?.textContent?.trim() ?? '', selector);

/** Lets the clock ring in a second, as if the minute had passed. */
const ring = (page: Page) =>
  page.evaluate(`(async () => {
    const { alarms } = globalThis.browser ?? chrome;
    const [alarm] = await alarms.getAll();
    await alarms.create(alarm.name, { when: Date.now() + 1000, periodInMinutes: alarm.periodInMinutes });
  })()`);

const local = (page: Page, call: string) =>
  page.evaluate(`(globalThis.browser ?? chrome).storage.local.${call}`) as Promise<Record<string, unknown>>;

/** Forgets the copies and waits until the clock has made another. */
async function copyAnew(page: Page): Promise<void> {
  await local(page, `remove('copies')`);
  await ring(page);
  const found = await until(
    () => local(page, `get('copies')`),
    ({ copies }) => copies !== undefined,
    30_000,
  );
  expect(found.copies).toHaveLength(1);
}

/** What a browser does that clears the data of a site. */
const clearStore = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done, fail) => {
        const deleting = indexedDB.deleteDatabase('sidereal');
        deleting.onsuccess = () => done();
        deleting.onerror = () => fail(deleting.error);
      }),
  );

/** Presses "save" and keeps the file. */
async function saveFile(page: Page, name: string): Promise<string> {
  const bytes = await savedBy(page, () => press(page, 'save-backup'));
  mkdirSync('out', { recursive: true });
  const file = resolve(`out/${name}.backup.gz`);
  writeFileSync(file, bytes);
  return file;
}

/** Firefox's protocol never says that a page of an extension was loaded. */
const reload = (page: Page) => page.evaluate(() => location.reload()).catch(() => undefined);

async function choose(page: Page, file: string): Promise<void> {
  const input = await page.waitForSelector('input[data-action="choose-backup"]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
}

describe.each(oneBrowser('backups'))('in %s', (name) => {
  let at: Subscribed;
  let page: Page;
  beforeAll(async () => {
    at = await launchSubscribed(name);
    page = await at.running.openPanel('#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(() => at?.close());

  test('cleared while it is open: the feeds come back, and what was read stays read', async () => {
    await readPosts(page, 5);
    await page.keyboard.press('s');
    const [unread, feeds] = [await unreadKeys(page), await readAll<FeedRow>(page, 'feeds')];
    expect(unread.length).toBeGreaterThan(10);
    await copyAnew(page);
    await clearStore(page);
    await page.waitForSelector('[data-restored]', { timeout: 20_000 });
    expect(await textOf(page, '[data-restored]')).toContain(`${feeds.length} feeds are back`);
    const back = await readAll<FeedRow>(page, 'feeds');
    expect(back.map(({ id, url, folderId }) => ({ id, url, folderId }))).toEqual(
      feeds.map(({ id, url, folderId }) => ({ id, url, folderId })),
    );
    await checkNow(page);
    expect(await unreadKeys(page)).toEqual(unread);
    expect(
      (await readAll(page, 'marks')).filter((mark) => (mark as { starredAt?: number }).starredAt),
    ).toHaveLength(1);
    await press(page, 'close-restored');
    await page.waitForSelector('[data-restored]', { hidden: true });
    await reload(page);
    await page.waitForSelector('article.post');
    expect(await page.$('[data-restored]')).toBeNull();
  }, 120_000);

  test('the settings show the copies; a backup is saved, and restored after all is gone', async () => {
    await copyAnew(page);
    await go(page, '#/settings');
    await page.waitForSelector('[data-kept]');
    await press(page, 'go-backup');
    await page.waitForSelector('[data-copies="1"]');
    const before = await dump(page);
    const file = await saveFile(page, `full-${name}`);
    await local(page, `remove(['copies', 'copy1', 'copy2', 'copy3'])`);
    await clearStore(page);
    await until(
      () => readAll(page, 'feeds'),
      (rows) => rows.length === 0,
    );
    await choose(page, file);
    await page.waitForSelector('[data-summary]');
    expect(await textOf(page, '[data-summary]')).toContain(`${before.posts?.length} posts`);
    await press(page, 'restore-backup');
    await page.waitForSelector('[data-restored-file]', { timeout: 60_000 });
    expect(await dump(page)).toEqual(before);
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    expect(await at.running.badge()).toBe(String(await unreadCount(page)));
  }, 120_000);

  test('a damaged file, and one that is none, say so and change nothing', async () => {
    await go(page, '#/backup');
    const before = await dump(page);
    const good = readFileSync(`out/full-${name}.backup.gz`);
    const damaged = Buffer.from(good);
    damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 0xff;
    const cases: [Buffer, RegExp][] = [
      // Firefox has one word for both.
      [good.subarray(0, good.length >> 1), /ends too early|damaged/],
      [damaged, /damaged/],
      [Buffer.from('<opml/>'), /no backup of Sidereal/],
    ];
    for (const [bytes, words] of cases) {
      writeFileSync(resolve(`out/bad-${name}.gz`), bytes);
      await choose(page, resolve(`out/bad-${name}.gz`));
      const said = await until(
        () => textOf(page, '[data-refused]'),
        (text) => words.test(text),
      );
      expect(said).toMatch(words);
      expect(said).toContain('othing was changed');
      expect(await dump(page)).toEqual(before);
    }
  });

  test.runIf(name === 'chrome')(
    'cleared while no panel is open: the worker brings the feeds back',
    async () => {
      await go(page, '#/river');
      await copyAnew(page);
      const feeds = await readAll<FeedRow>(page, 'feeds');
      await page.close();
      const running = at.running as RunningChrome;
      await running.inWorker(`new Promise((done) => {
      indexedDB.deleteDatabase('sidereal').onsuccess = () => done();
    })`);
      await running.inWorker(`chrome.alarms.getAll().then(([{ name, periodInMinutes }]) =>
      chrome.alarms.create(name, { when: Date.now() + 1000, periodInMinutes }))`);
      // No page of ours may look: it would bring them back itself.
      const known = await until(
        () =>
          running.inWorker<number>(`new Promise((done) => {
        const opening = indexedDB.open('sidereal');
        opening.onsuccess = () => {
          const { result } = opening;
          if (!result.objectStoreNames.contains('posts')) { result.close(); return done(0); }
          const counting = result.transaction('posts').objectStore('posts').count();
          counting.onsuccess = () => { result.close(); done(counting.result); };
        };
      })`),
        (count) => count > 20,
        60_000,
      );
      expect(known).toBeGreaterThan(20);
      page = await running.openPanel('#/river');
      expect(await readAll<FeedRow>(page, 'feeds')).toHaveLength(feeds.length);
      await page.waitForSelector('[data-restored]');
    },
    120_000,
  );

  test('nothing went wrong on the way', async () => {
    expect(await at.running.errors()).toEqual([]);
  });

  test('data of a newer build is left alone, and the page says so', async () => {
    await copyAnew(page);
    const version = 90;
    await page.evaluate(
      (newer) =>
        new Promise<void>((done, fail) => {
          const opening = indexedDB.open('sidereal', newer);
          opening.onerror = () => fail(opening.error);
          opening.onsuccess = () => {
            opening.result.close();
            done();
          };
        }),
      version,
    );
    await reload(page);
    await page.waitForSelector('[data-store-trouble="newer"]', { timeout: 20_000 });
    expect(await textOf(page, '.empty')).toContain('nothing was changed');
    await ring(page);
    await new Promise((later) => setTimeout(later, 3_000));
    const found = await page.evaluate(() => indexedDB.databases());
    expect(found.find((each) => each.name === 'sidereal')?.version).toBe(version);
    // Cleared, it is a store like any other.
    await clearStore(page);
    await reload(page);
    await page.waitForSelector('[data-restored]', { timeout: 20_000 });
  }, 120_000);

  // No script of ours comes before a page of an extension in Firefox.
  test.runIf(name === 'chrome')(
    'a store that the browser does not open: why, and a new beginning from the copy',
    async () => {
      await page.evaluateOnNewDocument(() => {
        if (sessionStorage.getItem('broken') === null) return;
        IDBFactory.prototype.open = () => {
          throw new DOMException('Internal error opening backing store.', 'UnknownError');
        };
      });
      await page.evaluate(() => sessionStorage.setItem('broken', 'yes'));
      await reload(page);
      await page.waitForSelector('[data-store-trouble="refused"]', { timeout: 20_000 });
      await page.evaluate(() => sessionStorage.removeItem('broken'));
      await press(page, 'start-anew');
      await until(
        () => textOf(page, '[data-action="start-anew"]'),
        (text) => text.includes('Delete the store'),
      );
      await press(page, 'start-anew');
      await page.waitForSelector('[data-restored]', { timeout: 20_000 });
    },
    60_000,
  );
});

async function unreadCount(page: Page): Promise<number> {
  const counters = await readAll<{ kind: string; unread: number }>(page, 'counters');
  return counters.find((row) => row.kind === 'badge')?.unread ?? 0;
}
