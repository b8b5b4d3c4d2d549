/** An account on a server in real browsers: connected, read here and there, taken back, its password changed, and let go. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeGreader, startGreader } from '../fakes/greader/server.ts';
import { BROWSERS, launch } from './harness/launch.ts';
import { go, press, readPosts, titles } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { until } from './harness/until.ts';

const PASSWORD = 'corr3ct-api-key';
const NEXT = 'n3xt-api-key';

describe.each(BROWSERS)('in %s', (name) => {
  let running: RunningBrowser;
  let page: Page;
  let server: FakeGreader;

  beforeAll(async () => {
    server = await startGreader({ apiPassword: PASSWORD });
    for (const [i, host] of ['one', 'two', 'three'].entries()) {
      server.account.source(`https://${host}.example/feed`, `Feed ${host}`, 4);
      server.account.subscribe(`https://${host}.example/feed`, i === 1 ? 'Work' : '');
    }
    running = await launch(name);
    page = await running.openPanel('#/account');
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
  });

  const type = async (field: string, text: string) => {
    const input = await page.waitForSelector(`input[name="${field}"]`);
    await input?.evaluate((element) => {
      (element as HTMLInputElement).value = '';
    });
    await input?.type(text);
  };

  const connect = async (password: string) => {
    await type('server-address', server.address);
    await type('server-user', 'ann');
    await type('server-password', password);
    await press(page, 'connect');
  };

  const isReadThere = (title: string) => () => Promise.resolve(server.account.item(title).read);
  const holds = (is: boolean) => is;

  test('a wrong password is said, and nothing is stored', async () => {
    await connect('web secret');
    await page.waitForSelector('[data-refused]');
    await page.waitForSelector('[data-account="local"]');
    expect(await kept(page)).toBe('{}');
  });

  test('connected, the feeds and posts of the server are there', async () => {
    await connect(PASSWORD);
    await page.waitForSelector('[data-account="server"]', { timeout: 30_000 });
    await until(
      () => running.badge(),
      (badge) => badge === '12',
      30_000,
    );
    await go(page, '#/river');
    await page.waitForSelector('article.post[data-unread]');
    expect((await titles(page)).length).toBe(12);
    await go(page, '#/feeds');
    await page.waitForFunction(() => document.body.textContent?.includes('Work'));
  });

  test('read here is read there some seconds later, and undo takes it back', async () => {
    await go(page, '#/river');
    await page.waitForSelector('article.post[data-unread]');
    const [title = ''] = await titles(page);
    await readPosts(page, 1);
    expect(await until(isReadThere(title), holds, 30_000)).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    expect(await until(isReadThere(title), (is) => !is, 30_000)).toBe(false);
    await until(
      () => running.badge(),
      (badge) => badge === '12',
      30_000,
    );
  });

  test('read and starred there is so here', async () => {
    server.account.item('Feed one 1').read = true;
    server.account.item('Feed two 2').starred = true;
    await go(page, '#/account');
    await press(page, 'sync-now');
    await until(
      () => running.badge(),
      (badge) => badge === '11',
      30_000,
    );
    await go(page, '#/starred');
    await page.waitForSelector('article.post');
    expect(await titles(page)).toEqual(['Feed two 2']);
  });

  test('a feed has no checks and no login of ours; left, the server hears of it later, and undo brings it back', async () => {
    await go(page, '#/feeds');
    await page.waitForSelector('.feed-line');
    await page.evaluate(`[...document.querySelectorAll('.feed-line')]
      .find((line) => line.textContent.includes('Feed two')).querySelector('[data-action="edit-feed"]').click()`);
    await page.waitForSelector('[data-action="unsubscribe"]');
    const sheet = await page.$eval('.sheet', (found) => found.textContent ?? '');
    expect(sheet).toContain('ten minutes later');
    expect(sheet).not.toContain('Next check');
    expect(await page.$('[data-action="check-feed-every"], [data-action="show-login"]')).toBeNull();
    const before = await running.badge();
    await press(page, 'unsubscribe');
    await until(running.badge, (badge) => badge !== before);
    await go(page, '#/account');
    await page.waitForSelector('[data-waiting="1"]');
    await press(page, 'sync-now');
    await page.waitForSelector('[data-action="sync-now"]:not([disabled])');
    expect(server.account.feeds).toHaveLength(3);
    await page.keyboard.press('u');
    await page.waitForSelector('[data-waiting="0"]');
    expect(await until(running.badge, (badge) => badge === before, 30_000)).toBe(before);
    expect(server.account.item('Feed two 2').starred).toBe(true);
  });

  test('with another password on the server the marks wait, until one logs in again', async () => {
    server.account.apiPassword = NEXT;
    await go(page, '#/river');
    await page.waitForSelector('article.post[data-unread]');
    const [id] = await readPosts(page, 1);
    const title = await page.$eval(`article.post[data-post-id="${id}"] .post-title`, (found) =>
      (found.textContent ?? '').trim(),
    );
    await go(page, '#/account');
    await page.waitForSelector('[data-trouble="reconnect"]', { timeout: 30_000 });
    await page.waitForSelector('[data-waiting="1"]');
    expect(server.account.item(title).read).toBe(false);
    // Of this account only the password is asked: another one is no way out while marks wait here.
    const known = await page.$eval('[data-known-account]', (found) => found.textContent ?? '');
    expect([known.includes(server.base), known.includes('ann')]).toEqual([true, true]);
    expect(await page.$('input[name="server-address"], input[name="server-user"]')).toBeNull();
    await type('server-password', NEXT);
    await press(page, 'connect');
    expect(await until(isReadThere(title), holds, 30_000)).toBe(true);
    await page.waitForFunction(() => document.querySelector('[data-trouble]') === null, { timeout: 30_000 });
  });

  test('neither password nor key stands in a database', async () => {
    const text = await page.evaluate(everyRow);
    expect(text).toContain('Feed one 1');
    for (const secret of [PASSWORD, NEXT]) expect(text).not.toContain(secret);
    const { serverLogin } = JSON.parse(await kept(page)) as { serverLogin: { auth: string } };
    expect(serverLogin).not.toHaveProperty('password');
    expect(text).not.toContain(serverLogin.auth);
  });

  test('let go, this browser’s own account is there again, and can take the feeds along', async () => {
    await press(page, 'disconnect');
    await page.waitForSelector('[data-account="local"]', { timeout: 30_000 });
    await page.waitForSelector('[data-bring="server"]');
    expect(await kept(page)).not.toContain('auth');
    await press(page, 'bring');
    await page.waitForSelector('[data-brought]', { timeout: 60_000 });
    await go(page, '#/feeds');
    await page.waitForFunction(() => document.body.textContent?.includes('Work'));
  });

  test('a first sync that the server holds up does not hold up who lets go of it', async () => {
    server.account.apiPassword = PASSWORD;
    const slow = await startGreader({ apiPassword: PASSWORD });
    slow.account.source('https://slow.example/feed', 'Feed slow', 150);
    slow.account.subscribe('https://slow.example/feed');
    slow.fail(/items\/contents/, { before: () => new Promise(() => {}) }, 9);
    await go(page, '#/account');
    await type('server-address', slow.address);
    await type('server-user', 'ann');
    await type('server-password', PASSWORD);
    await press(page, 'connect');
    await page.waitForSelector('[data-work]', { timeout: 30_000 });
    await page.waitForSelector('[data-action="sync-now"][disabled]');
    const before = Date.now();
    expect(await page.evaluate(pressDisconnect)).toEqual(['Disconnecting…', true]);
    await page.waitForSelector('[data-account="local"]', { timeout: 30_000 });
    // A request is given half a minute for its answer: it was not waited for.
    expect(Date.now() - before).toBeLessThan(15_000);
    await slow.close();
    // The page loads itself anew while it waits for an answer; and no feed of the fake server is on the web.
    const expected = /context unloaded|\.example/;
    expect((await running.errors()).filter((error) => !expected.test(error))).toEqual([]);
  });
});

/** Presses it, and answers what it says at once, and whether it can be pressed again. Runs in the page. */
async function pressDisconnect(): Promise<[string, boolean]> {
  const button = document.querySelector('[data-action="disconnect"]') as HTMLButtonElement;
  button.click();
  await new Promise((resolve) => setTimeout(resolve));
  return [button.textContent ?? '', button.disabled];
}

/** What storage.local holds of the account, as text. */
function kept(page: Page): Promise<string> {
  return page.evaluate(`(globalThis.browser ?? chrome).storage.local
    .get(['account', 'serverLogin']).then((found) => JSON.stringify(found))`) as Promise<string>;
}

/** Every row of every database of ours, as text. Runs in the page. */
async function everyRow(): Promise<string> {
  const asked = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let text = '';
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      text += JSON.stringify(await asked(database.transaction(store).objectStore(store).getAll()));
    database.close();
  }
  return text;
}
