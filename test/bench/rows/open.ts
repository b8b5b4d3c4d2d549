/** Opening the panel on the unread river: from navigation start to the frame after its first fifty rows stand. */
import type { Page } from 'puppeteer-core';
import type { RunningChrome } from '../../e2e/harness/chrome.ts';
import { PANEL_SIZE } from '../../e2e/harness/running-browser.ts';
import { type Bench, type BenchRow, type Figure, inTurn, ratioFigure } from '../bench-row.ts';

/** A string: functions that go into pages must not carry the loader's own helpers. */
const WATCH = `new MutationObserver((_, observer) => {
  if (document.querySelectorAll('.post').length < 50) return;
  observer.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.paintedAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true })`;

export const FLOOR = 'test/bench/pages/floor.html';
const PANEL = 'src/panel/index.html#/river';

const open = (chrome: RunningChrome, path: string) => () => timeToFifty(chrome, path);

export const row: BenchRow = {
  name: 'open',
  at: () => true,
  async run({ chrome, size, runs }) {
    const times = await inTurn(runs, open(chrome, FLOOR), open(chrome, PANEL));
    return [ratioFigure(`open, ${size} posts`, times, 1.8)];
  },
};

type Filled = Pick<Bench, 'chrome' | 'size'>;

/** The same with many posts, against few in another browser. */
export async function openAgainst(few: Filled, many: Filled, runs: number): Promise<Figure[]> {
  const times = await inTurn(runs, open(few.chrome, PANEL), open(many.chrome, PANEL));
  return [ratioFigure(`open, ${many.size} posts, against ${few.size}`, times, 1.2)];
}

/** Milliseconds from navigation start until fifty rows are painted. */
export async function timeToFifty(chrome: RunningChrome, path: string): Promise<number> {
  const page: Page = await chrome.browser.newPage();
  await page.setViewport(PANEL_SIZE);
  await page.evaluateOnNewDocument(WATCH);
  await page.goto(`chrome-extension://${chrome.extensionId}/${path}`);
  await page.waitForFunction('globalThis.paintedAt');
  const painted = (await page.evaluate('globalThis.paintedAt')) as number;
  await page.close();
  return painted;
}
