/** Chromium and Firefox, with the built extension in them, as two devices of one account on a real Miniflux. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWhole } from '../e2e/harness/sample.ts';
import { until } from '../e2e/harness/until.ts';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { findBrowser } from '../tools/find-browser.mjs';
import { BrowserDevice } from './browser-device.ts';
import { countedFeed } from './feeds.ts';
import { type Miniflux, startMiniflux } from './miniflux.ts';
import { findPrograms } from './programs.ts';

/** All of them in `npm run test:sync`. */
const many = isWhole ? 10_000 : 1_500;

const programs = findPrograms();
const canRun =
  typeof programs !== 'string' && findBrowser('chrome') !== undefined && findBrowser('firefox') !== undefined;

describe.skipIf(!canRun)('Chromium and Firefox with Miniflux', () => {
  let miniflux: Miniflux;
  let served: FeedServer;
  let chrome: BrowserDevice;
  let firefox: BrowserDevice;
  const blog = countedFeed('blog', 'Blog', 6);

  beforeAll(async () => {
    served = await startFeedServer([blog]);
    miniflux = await startMiniflux(programs as Exclude<typeof programs, string>);
    chrome = await BrowserDevice.connect('chrome', miniflux);
    firefox = await BrowserDevice.connect('firefox', miniflux);
  });
  afterAll(async () => {
    await chrome?.running.close();
    await firefox?.running.close();
    await miniflux?.close();
    await served?.close();
  });

  test('a feed that is added in one comes to the other with its posts', async () => {
    await chrome.subscribe(served.plainUrl('blog'));
    await chrome.sync();
    await firefox.sync();
    expect(await firefox.unread()).toEqual(['Blog 0', 'Blog 1', 'Blog 2', 'Blog 3', 'Blog 4', 'Blog 5']);
  });

  test('what is read in one is sent by itself, and read in the other; stars the other way', async () => {
    await chrome.mark('Blog 5', 'read');
    await until(
      () => chrome.waiting(),
      (rows) => rows.length === 0,
      20_000,
    );
    expect(await chrome.waiting()).toEqual([]);
    await firefox.sync();
    expect(await firefox.unread()).toEqual(['Blog 0', 'Blog 1', 'Blog 2', 'Blog 3', 'Blog 4']);
    await firefox.mark('Blog 4', 'star');
    await firefox.sync();
    await chrome.sync();
    expect(await chrome.starred()).toEqual(['Blog 4']);
  });

  test('while the server is away both go on; when it is back both marks of a post survive', async () => {
    await miniflux.stop();
    await chrome.mark('Blog 3', 'read');
    await firefox.mark('Blog 3', 'star');
    await until(
      () => chrome.account(),
      (row) => row?.trouble !== undefined,
      20_000,
    );
    expect([(await chrome.waiting()).length, (await firefox.waiting()).length]).toEqual([1, 1]);
    await miniflux.start();
    await chrome.sync();
    await firefox.sync();
    await chrome.sync();
    for (const device of [chrome, firefox]) {
      expect(await device.unread()).toEqual(['Blog 0', 'Blog 1', 'Blog 2', 'Blog 4']);
      expect(await device.starred()).toEqual(['Blog 3', 'Blog 4']);
    }
  });

  test(`${many} unread posts come to both, and the badge says so`, { timeout: 400_000 }, async () => {
    for (let i = 0; i < 5; i++) {
      served.add(countedFeed(`many${i}`, `Many ${i}`, many / 5));
      await miniflux.follow(served.plainUrl(`many${i}`));
    }
    await Promise.all([chrome.sync(180_000), firefox.sync(180_000)]);
    for (const device of [chrome, firefox]) expect(await device.unread()).toHaveLength(many + 4);
    const badge = await until(
      () => chrome.running.badge(),
      (text) => text !== '4',
    );
    expect(badge).toBe('999+');
  });

  test('nothing went wrong unheard', async () => {
    expect([await chrome.running.errors(), await firefox.running.errors()]).toEqual([[], []]);
  });

  test('backgrounds that are stopped in the middle of a sync lose nothing', {
    timeout: 300_000,
  }, async () => {
    blog.count = 120;
    await miniflux.refresh();
    for (const [i, device] of [chrome, firefox, chrome, firefox].entries()) {
      await device.mark(`Blog ${[0, 1, 2, 4][i]}`, 'read');
      await device.stopInSync(40 + i * 90);
      await device.sync();
    }
    await chrome.sync();
    await firefox.sync();
    for (const device of [chrome, firefox]) {
      expect(await device.unread()).toHaveLength(many + 114);
      expect(await device.starred()).toEqual(['Blog 3', 'Blog 4']);
      expect(await device.waiting()).toEqual([]);
    }
  });
});
