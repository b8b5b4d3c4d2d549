/** After a day with feeds that want a login: it stands where it is kept, and was sent where it belongs, and nowhere else. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CheckRow } from '../../src/storage/schema.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { renderOpml } from '../fakes/opml.ts';
import { readAll, storeNames } from './harness/database.ts';
import { launch } from './harness/launch.ts';
import { checkNow, go, press } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { savedBy } from './harness/saved-file.ts';
import { importOpml } from './harness/subscribe.ts';

const PASSWORD = 'corr3ct-h0rse';
const TYPED = 'typ3d-battery';
const WRONG = 'wr0ng-staple';
const basic = (password: string) => `Basic ${btoa(`ann:${password}`)}`;
/** As they are, as they go over the wire, and as they stand in an address. */
const SECRETS = [PASSWORD, TYPED, WRONG].flatMap((secret) => [secret, btoa(`ann:${secret}`)]);

describe.each(oneBrowser('logins'))('in %s', (name) => {
  let running: RunningBrowser;
  let page: Page;
  let server: FeedServer;
  /** Everything that left the extension's own keeping, by where it stood. */
  const places = new Map<string, string>();
  const said: string[] = [];

  const address = (host: string, password: string) =>
    server.url(host).replace('//', `//ann:${encodeURIComponent(password)}@`);
  const hear = (heard: Page) => heard.on('console', (message) => said.push(message.text()));

  beforeAll(async () => {
    server = await startFeedServer([]);
    for (const host of ['listed', 'typed', 'closed', 'sends', 'other'])
      server.add({ name: host, title: host, contentType: 'application/rss+xml', bytes: () => feed(host) });
    for (const [host, password] of [
      ['listed', PASSWORD],
      ['typed', TYPED],
      ['closed', PASSWORD],
    ] as const)
      server.behave(host, { wants: { header: 'Authorization', value: basic(password) } });
    server.behave('sends', { redirectTo: server.url('other') });
    mkdirSync('out', { recursive: true });
    const list = resolve(`out/secrets-${name}.opml`);
    writeFileSync(
      list,
      renderOpml([
        { title: 'listed', url: address('listed', PASSWORD) },
        { title: address('closed', WRONG), url: address('closed', WRONG) },
        { title: 'sends', url: address('sends', PASSWORD) },
      ]),
    );
    running = await launch(name);
    page = await importOpml(running, list, 60_000, async (opened) => void hear(opened));
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
  });

  test('they let their feeds in: from a list, and typed in an address', async () => {
    await go(page, '#/add');
    const field = await page.waitForSelector('input[name="address"]');
    await field?.type(address('typed', TYPED));
    await press(page, 'preview');
    await press(page, 'subscribe');
    await page.waitForSelector('article.post');
    await go(page, '#/river');
    await page.waitForSelector('article.post');
    await checkNow(page);
    const outcomes = (await readAll<CheckRow>(page, 'checks')).map(({ outcome }) => outcome?.kind);
    expect(outcomes.sort()).toEqual(['failed', 'failed', 'unchanged', 'unchanged']);
    const sent = new Set(server.log.map(({ host, headers }) => `${host} ${headers.authorization}`));
    expect(sent).toContain(`listed ${basic(PASSWORD)}`);
    expect(sent).toContain(`typed ${basic(TYPED)}`);
    expect([...sent].filter((each) => each.startsWith('other'))).toEqual([]);
  });

  test('they stand in no file, no store, no log and no page', async () => {
    for (const route of [
      'river',
      'feeds',
      'health',
      'alerts',
      'settings',
      'backup',
      'search?q=ann',
      'import',
    ]) {
      await go(page, `#/${route}`);
      await page.waitForSelector('main');
      await new Promise((done) => setTimeout(done, 300));
      places.set(route, await page.evaluate(() => document.documentElement.outerHTML));
    }
    const menus: [string, string][] = [
      ['health', 'save-report'],
      ['feeds', 'export-opml'],
      ['river', 'save-page'],
      ['river', 'save-atom'],
    ];
    for (const [route, command] of menus) places.set(command, String(await saveFrom(page, route, command)));
    await go(page, '#/backup');
    await page.waitForSelector('[data-action="save-backup"]');
    places.set('backup file', String(gunzipSync(await savedBy(page, () => press(page, 'save-backup')))));
    for (const store of await storeNames(page)) places.set(store, JSON.stringify(await readAll(page, store)));
    const kept = (await page.evaluate(`(async () => {
      const { storage } = globalThis.browser ?? chrome;
      const read = async (area) => ((await area?.get(null)) ?? {});
      return { local: await read(storage.local), sync: await read(storage.sync), session: await read(storage.session), page: { ...localStorage, ...sessionStorage } };
    })()`)) as Record<string, Record<string, unknown>>;
    const { credentials, ...local } = kept.local ?? {};
    expect(kept.sync).toEqual({});
    for (const [area, values] of Object.entries({ ...kept, local })) places.set(area, JSON.stringify(values));
    places.set('console', [...said, ...(await running.errors())].join('\n'));
    for (const secret of [PASSWORD, TYPED, WRONG]) expect(JSON.stringify(credentials)).toContain(secret);
    expect(places.get('backup file')).toContain('Post of listed');
    const found = [...places].flatMap(([place, text]) =>
      SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${place}`),
    );
    expect(found).toEqual([]);
    expect(places.size).toBeGreaterThan(25);
  });
});

function feed(host: string): string {
  return `<rss version="2.0"><channel><title>${host}</title><item><guid>${host}</guid><title>Post of ${host}</title></item></channel></rss>`;
}

async function saveFrom(page: Page, route: string, command: string): Promise<Buffer> {
  await go(page, `#/${route}`);
  await page.waitForSelector('main');
  return savedBy(page, async () => {
    await press(page, 'show-menu');
    await press(page, command);
  });
}
