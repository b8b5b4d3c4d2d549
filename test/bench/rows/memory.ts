/** What the panel's page holds after a thousand posts were read, against ten. */
import type { CDPSession, Page } from 'puppeteer-core';
import { type Bench, type BenchRow, type Figure, openWork, ratioFigure, work } from '../bench-row.ts';

export function memoryRow(posts: number): BenchRow {
  return { name: 'memory', at: 'own', run: (bench) => run(bench, posts) };
}

export const row = memoryRow(1000);

async function run({ chrome }: Bench, posts: number): Promise<Figure[]> {
  const page = await openWork(chrome);
  await work(page, 'fill', { posts: posts * 2, feeds: 100, seed: 1, now: Date.now(), unreadEvery: 1 });
  await page.close();
  const panel = await chrome.openPanel('#/river');
  await panel.waitForSelector('article.post[data-unread]');
  const session = await panel.createCDPSession();
  await panel.keyboard.press('j');
  await panel.keyboard.press('o');
  await panel.waitForSelector('article[data-open] .post-body');
  await read(panel, 9);
  const floor = await heap(session);
  await read(panel, posts - 10);
  const value = await heap(session);
  await panel.close();
  return [
    ratioFigure(`heap of the panel after reading ${posts} posts, against 10 (MB)`, { value, floor }, 1.3),
  ];
}

/**
 * Goes on to the next post, which opens, so many times. What is run in the page is one and the same text each time: the
 * page keeps every new one.
 */
async function read(panel: Page, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await panel.evaluate("globalThis.before = document.querySelector('article[data-open]').dataset.postId");
    await panel.keyboard.press('j');
    await panel.waitForFunction(
      "document.querySelector('article[data-open] .post-body') && document.querySelector('article[data-open]').dataset.postId !== before",
      { polling: 10 },
    );
  }
}

async function heap(session: CDPSession): Promise<number> {
  await new Promise((done) => setTimeout(done, 1000));
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}
