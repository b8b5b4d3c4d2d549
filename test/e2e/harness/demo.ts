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

/** Serves the demo feeds (or `feeds`), starts a browser, and imports them there. */
export async function launchSubscribed(
  name: BrowserName,
  options: LaunchOptions = {},
  feeds?: ServedFeed[],
): Promise<Subscribed> {
  const server = await startFeedServer(feeds ?? []);
  if (!feeds) for (const feed of demoFeeds((host) => server.url(host, ''), new Date())) server.add(feed);
  mkdirSync('out', { recursive: true });
  const list = resolve(`out/${name}-${server.port}.opml`);
  writeFileSync(list, server.opml());
  const running = await launch(name, options);
  const page = await importOpml(running, list);
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
