/**
 * What the panel holds after a thousand posts were read, against ten: the process, which is what a person sees in the
 * browser's task manager, and of it the heap of the page alone.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  const id = processOf(chrome);
  const before = await held(session, id);
  await read(panel, posts - 10);
  const after = await held(session, id);
  await panel.close();
  const name = `after reading ${posts} posts, against 10 (MB)`;
  return [
    ratioFigure(`heap of the panel ${name}`, { value: after.heap, floor: before.heap }, 1.3),
    ...(id === undefined
      ? []
      : [ratioFigure(`process of the panel ${name}`, { value: after.process, floor: before.process }, 1.3)]),
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

/** Megabytes of the page's heap, and of the process that the pages of the extension share with its worker. */
async function held(session: CDPSession, id: string | undefined): Promise<{ heap: number; process: number }> {
  await new Promise((done) => setTimeout(done, 1000));
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { heap: usedSize / 1e6, process: id === undefined ? 0 : ownMemory(id) / 1e3 };
}

/** The process of the extension, where the system tells (Linux). */
function processOf({ browser }: Bench['chrome']): string | undefined {
  if (!existsSync('/proc/self/smaps_rollup')) return undefined;
  const root = String(browser.process()?.pid);
  const isOurs = (id: string): boolean => id === root || (Number(id) > 1 && isOurs(parentOf(id)));
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.find((id) => told(id, 'cmdline').includes('--extension-process') && isOurs(id));
}

function parentOf(id: string): string {
  return /^PPid:\s+(\d+)$/m.exec(told(id, 'status'))?.[1] ?? '0';
}

/** A process may be gone by the time it is asked for. */
function told(id: string, what: string): string {
  try {
    return readFileSync(`/proc/${id}/${what}`, 'utf8');
  } catch {
    return '';
  }
}

/** Kilobytes that are the process's alone, not shared with others. */
function ownMemory(id: string): number {
  const lines = told(id, 'smaps_rollup').matchAll(/^Private_\w+:\s+(\d+) kB$/gm);
  return [...lines].reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0);
}
