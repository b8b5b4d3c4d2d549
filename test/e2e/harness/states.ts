/** Brings a browser into states that are rare: a full disk, feeds that fail, thousands of unread posts. */
import type { Page } from 'puppeteer-core';
import type { FeedRow } from '../../../src/storage/schema.ts';
import { BLOGS } from '../../demo/blogs.ts';
import type { FeedServer, ServedFeed } from '../../fakes/feed-server.ts';
import type { RunningChrome } from './chrome.ts';
import { readAll } from './database.ts';
import { checkNow } from './panel.ts';

/** From now on each post that a check wants to store finds no room, as the browser says it when the disk is full. */
export async function fillDisk(running: RunningChrome): Promise<void> {
  await running.inWorker(`(() => {
    const { add, put } = IDBObjectStore.prototype;
    globalThis.freeDisk = () => Object.assign(IDBObjectStore.prototype, { add, put });
    const full = (usual) => function (...row) {
      if (this.name === 'posts') throw new DOMException('The disk is full.', 'QuotaExceededError');
      return usual.apply(this, row);
    };
    Object.assign(IDBObjectStore.prototype, { add: full(add), put: full(put) });
  })()`);
}

/** There is room again. */
export async function freeDisk(running: RunningChrome): Promise<void> {
  await running.inWorker('void globalThis.freeDisk?.()');
}

/** The feed of a served host, as the database has it. */
export async function feedOf(page: Page, name: string): Promise<FeedRow> {
  const feed = (await readAll<FeedRow>(page, 'feeds')).find(({ url }) =>
    new URL(url).hostname.startsWith(name),
  );
  if (feed === undefined) throw new Error(`No feed of ${name} is subscribed to.`);
  return feed;
}

/** All hosts of the demo answer this slowly. */
export function slowDown(server: FeedServer, names: string[], delayMs: number): void {
  for (const name of names) server.behave(name, delayMs === 0 ? {} : { delayMs });
}

/** A host's server fails, and a check finds that out. */
export async function breakFeed(page: Page, server: FeedServer, name: string): Promise<void> {
  server.behave(name, { status: 500 });
  await checkNow(page);
}

const NOTE = 'A small note, one of very many that came while nobody was looking.';
const MINUTE = 60_000;

/** Feeds with so many posts in all, minutes apart. */
export function loudFeeds(posts: number, now: Date): ServedFeed[] {
  const blogs = BLOGS.filter((blog) => !blog.unlisted).slice(0, 5);
  const each = posts / blogs.length;
  return blogs.map(({ name, title }, place) => {
    const item = (i: number) => {
      const at = new Date(now.getTime() - (i * blogs.length + place) * MINUTE);
      return `<item><title>${title}, note ${each - i}</title><guid>${name}-${i}</guid><pubDate>${at.toUTCString()}</pubDate><description>${NOTE}</description></item>`;
    };
    const items = Array.from({ length: each }, (_, i) => item(i)).join('');
    const text = `<rss version="2.0"><channel><title>${title}</title>${items}</channel></rss>`;
    return { name, title, contentType: 'application/rss+xml', bytes: () => text };
  });
}
