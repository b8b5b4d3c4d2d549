/** What stands between a person and their server, in real browsers: each is said, nothing is applied, nothing is lost. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FakeGreader, startGreader } from '../fakes/greader/server.ts';
import { type SelfSigned, startSelfSigned } from '../fakes/self-signed.ts';
import { giveHost, takeHosts } from './harness/host-access.ts';
import { launch } from './harness/launch.ts';
import { go, press, readPosts } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { until } from './harness/until.ts';

const PASSWORD = 'corr3ct-api-key';
/** It leads here, but says so to nobody. */
const NAME = 'rss.test';

describe.each(oneBrowser('troubles with a server'))('in %s', (name) => {
  let running: RunningBrowser;
  let page: Page;
  let server: FakeGreader;
  let selfSigned: SelfSigned;

  beforeAll(async () => {
    selfSigned = await startSelfSigned();
    server = await startGreader({ apiPassword: PASSWORD });
    server.account.source('https://one.example/feed', 'Feed one', 4);
    server.account.subscribe('https://one.example/feed');
    running = await launch(name, { localName: NAME });
    page = await running.openPanel('#/account');
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
    await selfSigned?.close();
  });

  const type = async (field: string, text: string) => {
    const input = await page.waitForSelector(`input[name="${field}"]`);
    await input?.click({ count: 3 });
    await input?.press('Backspace');
    await input?.type(text);
  };
  const fill = async (address: string) => {
    await type('server-address', address);
    await type('server-user', 'ann');
    await type('server-password', PASSWORD);
  };
  /** A real click: only that may ask for a host. */
  const connect = async () =>
    (await page.waitForSelector('[data-action="connect"]:not([disabled])'))?.click();
  const warning = async () => {
    const said = await page.waitForSelector('[data-refused]', { timeout: 30_000 });
    return said?.evaluate((element) => element.textContent ?? '');
  };
  const button = () => page.$eval('[data-action="connect"]', (found) => found.textContent);
  const account = () =>
    page.evaluate(`(globalThis.browser ?? chrome).storage.local.get(['account', 'serverLogin'])`);

  test('a certificate that nobody signed is named as such; no request comes through, nothing is stored', async () => {
    await fill(selfSigned.address);
    await connect();
    const said = await warning();
    expect(said).toContain(`No safe connection to ${new URL(selfSigned.address).host}`);
    expect(said).toMatch(name === 'chrome' ? /ERR_CERT_AUTHORITY_INVALID/ : /certificate is not trusted/);
    expect([selfSigned.asked(), await account()]).toEqual([0, {}]);
    await page.waitForSelector('[data-account="local"]');
  });

  test('so is a server that is asked by https and speaks http alone', async () => {
    const address = server.address.replace('http://127.0.0.1', 'https://plain.localhost');
    await fill(address);
    await connect();
    expect(await warning()).toContain(`No safe connection to ${new URL(address).host}`);
    expect([server.log, await account()]).toEqual([[], {}]);
  });

  test('a password that others could read is sent after a warning alone, and another address has its own', async () => {
    const address = server.address.replace('127.0.0.1', NAME);
    await fill(address);
    const calm = await button();
    await connect();
    expect(await warning()).toContain(`${new URL(address).host} is asked over plain http`);
    expect(await button()).not.toBe(calm);
    await type('server-address', 'http://elsewhere.test');
    expect([await page.$('[data-refused]'), await button()]).toEqual([null, calm]);
    await connect();
    expect(await warning()).toContain('elsewhere.test is asked over plain http');
    await type('server-address', address);
    await connect();
    await warning();
    expect([server.log, await account()]).toEqual([[], {}]);
    // Anyway.
    await connect();
    await page.waitForSelector('[data-account="server"]', { timeout: 30_000 });
    expect(server.log[0]?.path).toBe('/accounts/ClientLogin');
    await until(running.badge, (badge) => badge === '4', 30_000);
    await press(page, 'disconnect');
    await page.waitForSelector('[data-account="local"]', { timeout: 30_000 });
  });

  test('on this machine itself there is no warning', async () => {
    await fill(server.address);
    await connect();
    await page.waitForSelector('[data-account="server"]', { timeout: 30_000 });
    await until(running.badge, (badge) => badge === '4', 30_000);
  });

  test('the right to ask the server is taken: that is said, what is done waits, and given again it is sent', async () => {
    await takeHosts(running, page);
    server.log.length = 0;
    await go(page, '#/river');
    await readPosts(page, 2);
    await go(page, '#/account');
    const said = await page.waitForSelector('[data-trouble="no-permission"]', { timeout: 30_000 });
    expect(await said?.evaluate((element) => element.textContent)).toContain('127.0.0.1');
    await page.waitForSelector('[data-waiting="2"]');
    expect(await page.$('input[name="server-password"]')).toBeNull();
    await press(page, 'sync-now');
    await page.waitForSelector('[data-action="sync-now"]:not([disabled])');
    expect([server.log, server.account.titles((item) => item.read)]).toEqual([[], []]);
    await giveHost(running, page, 'http://127.0.0.1/*', 'allow-server');
    await page.waitForSelector('[data-waiting="0"]', { timeout: 30_000 });
    await page.waitForFunction(() => document.querySelector('[data-trouble]') === null);
    expect(server.account.titles((item) => item.read)).toHaveLength(2);
    await until(running.badge, (badge) => badge === '2', 10_000);
  });

  test('a server that is away is said where one checks, with the way to the account, and on its screen no longer', async () => {
    // Browsers ask again by themselves.
    server.fail(/./, { reset: true }, 999);
    await go(page, '#/river');
    await press(page, 'check-now');
    const notice = await page.waitForSelector('.notice:has([data-action="go-account"])', { timeout: 30_000 });
    expect(await notice?.evaluate((found) => found.textContent)).toMatch(
      /cannot be reached.* tried again at/,
    );
    await press(page, 'go-account');
    await page.waitForSelector('[data-trouble="unreachable"]');
    // At once: after eight seconds it would go by itself.
    await page.waitForFunction(() => document.querySelector('.notice') === null, { timeout: 3000 });
    server.heal();
    await press(page, 'sync-now');
    await page.waitForFunction(() => document.querySelector('[data-trouble]') === null);
  });

  test('a feed that the server refuses says why, and is sent again when one asks for it', async () => {
    server.account.source('https://two.example/feed', 'Feed two', 2);
    server.fail(/quickadd/, { text: '{"numResults":0,"error":"Feed could not be added"}' }, 1);
    const { account } = (await page.evaluate(
      `(globalThis.browser ?? chrome).storage.local.get('account')`,
    )) as {
      account: { store: string };
    };
    await putFeedTwo(page, account.store);
    await go(page, '#/account');
    await press(page, 'sync-now');
    await page.waitForSelector('[data-action="sync-now"]:not([disabled])');
    await go(page, '#/feed/2');
    const said = await page.waitForSelector('[data-refused-feed]', { timeout: 30_000 });
    expect(await said?.evaluate((found) => found.textContent)).toMatch(
      /not do this: Feed could not be added/,
    );
    expect(await page.$eval('.screen', (found) => found.textContent)).not.toContain('They come with');
    await press(page, 'add-again');
    await page.waitForSelector('article.post', { timeout: 30_000 });
    expect(await page.$('[data-refused-feed]')).toBeNull();
    expect(server.account.feeds.map(({ url }) => url)).toContain('https://two.example/feed');
  });

  test('a feed that the server has lost says for what it is kept, and is not checked', async () => {
    server.account.item('Feed two 1').starred = true;
    await press(page, 'check-now');
    await page.waitForSelector('article.post[data-starred]', { timeout: 30_000 });
    const two = server.account.feeds.find(({ title }) => title === 'Feed two');
    server.account.leave(two?.id ?? 0);
    await press(page, 'check-now');
    await page.waitForSelector('[data-archived]', { timeout: 30_000 });
    expect(await page.$('[data-action="check-now"]')).toBeNull();
  });

  test('a first sync that is cut off says how much is missing, and goes on', async () => {
    const big = await startGreader({ apiPassword: PASSWORD });
    big.account.source('https://big.example/feed', 'Feed big', 250);
    big.account.subscribe('https://big.example/feed');
    // The first hundred come.
    big.fail(/contents/, {}, 1);
    big.fail(/contents/, { reset: true }, 999);
    await go(page, '#/account');
    await press(page, 'disconnect');
    await page.waitForSelector('[data-account="local"]', { timeout: 30_000 });
    await fill(big.address);
    await connect();
    const said = await page.waitForSelector('[data-trouble]', { timeout: 30_000 });
    expect(await said?.evaluate((found) => found.textContent)).toContain('100 of 250 posts are here');
    // Its background ends in the middle of the next one: it can be asked for again at once.
    big.heal();
    big.fail(/contents/, {}, 1);
    big.fail(/contents/, { before: () => new Promise(() => {}) }, 9);
    await press(page, 'sync-now');
    await page.waitForSelector('[data-work]', { timeout: 30_000 });
    await page.waitForSelector('[data-action="sync-now"][disabled]');
    await running.stopBackground();
    await page.waitForSelector('[data-work]');
    await page.waitForSelector('[data-action="sync-now"]:not([disabled])', { timeout: 10_000 });
    big.heal();
    await press(page, 'sync-now');
    await until(running.badge, (badge) => badge === '250', 30_000);
    await page.waitForFunction(() => document.querySelector('[data-trouble]') === null);
    await big.close();
    // The page loads itself anew while it waits for an answer, which a background that is stopped never gives; and no feed
    // of the fake server is on the web.
    const expected = /context unloaded|message channel closed|Receiving end|\.example/;
    expect((await running.errors()).filter((error) => !expected.test(error))).toEqual([]);
  });
});

/** A second feed, as if it had been subscribed to here: the test's feeds are on no web that could be previewed. */
async function putFeedTwo(page: Page, store: string): Promise<void> {
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('feeds', 'readwrite');
          const feeds = transaction.objectStore('feeds');
          const reading = feeds.get(1);
          reading.onsuccess = () => {
            const { remote: _remote, ...one } = reading.result;
            const url = 'https://two.example/feed';
            feeds.put({ ...one, id: 2, url, urlKey: url, title: 'Feed two', position: 2 });
          };
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    store,
  );
}
