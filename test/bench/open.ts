/** Opening the panel at several sizes, against a bare page, in one run of real Chromium. */
import { launchChrome } from '../e2e/harness/chrome.ts';
import type { Bench } from './pages/bench.ts';

const sizes = (process.argv[2] ?? '1000,10000').split(',').map(Number);
const runs = Number(process.argv[3] ?? 21);

/** A string: functions that go into pages must not carry the loader's own helpers. */
const WATCH = `new MutationObserver((_, observer) => {
  if (document.querySelectorAll('.post').length < 50) return;
  observer.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true })`;

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] as number;

const chrome = await launchChrome({ variant: 'bench' as 'loopback' });
const base = `chrome-extension://${chrome.extensionId}`;
for (const posts of sizes) {
  const page = await chrome.browser.newPage();
  await page.goto(`${base}/test/bench/pages/bench.html`);
  await page.waitForFunction('"bench" in globalThis');
  const startedAt = Date.now();
  await page.evaluate((options) => (globalThis as unknown as { bench: Bench }).bench.fill(options), {
    posts,
    feeds: 500,
    seed: 1,
    now: Date.now(),
  });
  console.log(`${posts} posts filled in ${Date.now() - startedAt} ms`);
  await page.close();
  const times: Record<string, number[]> = { panel: [], floor: [] };
  for (let run = 0; run < runs; run++) {
    for (const [name, path] of [
      ['floor', 'test/bench/pages/floor.html'],
      ['panel', 'src/panel/index.html#/river'],
    ] as const) {
      times[name]?.push(await timeToFifty(`${base}/${path}`));
    }
  }
  const [panel, floor] = [median(times.panel as number[]), median(times.floor as number[])];
  console.log(
    `${posts}: panel ${panel.toFixed(1)} ms, floor ${floor.toFixed(1)} ms, ratio ${(panel / floor).toFixed(2)}`,
  );
}
await chrome.close();

/** Milliseconds from navigation start to the frame after the fiftieth post stands in the document. */
async function timeToFifty(url: string): Promise<number> {
  const page = await chrome.browser.newPage();
  await page.setViewport({ width: 360, height: 780 });
  await page.evaluateOnNewDocument(WATCH);
  await page.goto(url);
  await page.waitForFunction('globalThis.painted');
  const painted = (await page.evaluate('globalThis.painted')) as number;
  await page.close();
  return painted;
}
