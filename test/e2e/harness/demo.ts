import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { demoFeeds } from '../../demo/demo-feeds.ts';
import { type FeedServer, type ServedFeed, startFeedServer } from '../../fakes/feed-server.ts';
import { launch } from './launch.ts';
import type { BrowserName, LaunchOptions, RunningBrowser } from './running-browser.ts';
import { importOpml } from './subscribe.ts';

/** A browser that has subscribed to what a server serves. */
export interface Subscribed {
  server: FeedServer;
  running: RunningBrowser;
  /** The page of the panel that imported the list. */
  page: Page;
  close(): Promise<void>;
}

/** Serves the demo feeds, dated back from now (or as they stand at `moment`; or `feeds`), starts a browser, and imports them there. */
export async function launchSubscribed(
  name: BrowserName,
  options: LaunchOptions = {},
  feeds?: ServedFeed[],
  moment?: Date,
): Promise<Subscribed> {
  const server = await startFeedServer(feeds ?? []);
  if (!feeds)
    for (const feed of demoFeeds(
      (host) => server.url(host, ''),
      moment ?? new Date(),
      moment && (() => moment),
    ))
      server.add(feed);
  mkdirSync('out', { recursive: true });
  const list = resolve(`out/${name}-${server.port}.opml`);
  writeFileSync(list, server.opml());
  const { running, page } = await begin(name, options, list).catch((error: unknown) => {
    // No test can try its browser again: this is done here, and said.
    console.warn(`${name} did not come up and is started once more: ${error}`);
    return begin(name, options, list);
  });
  return {
    server,
    running,
    page,
    async close() {
      await running.close();
      await server.close();
    },
  };
}

async function begin(
  name: BrowserName,
  options: LaunchOptions,
  list: string,
): Promise<{ running: RunningBrowser; page: Page }> {
  const running = await launch(name, options);
  try {
    return { running, page: await importOpml(running, list) };
  } catch (error) {
    await running.close().catch(() => {});
    throw error;
  }
}
