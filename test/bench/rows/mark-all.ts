/** Marking 100,000 unread posts read in the panel, and taking that back, until list and badge are right. */
import type { Page } from 'puppeteer-core';
import {
  type Bench,
  type BenchRow,
  type Figure,
  median,
  openWork,
  ratioFigure,
  timeFigure,
  work,
} from '../bench-row.ts';

/** A clock in the page that notes the longest time in which nothing else could have been done. */
const WATCH_PAUSES = `{
  let last = performance.now();
  globalThis.longestPause = 0;
  setInterval(() => {
    const now = performance.now();
    longestPause = Math.max(longestPause, now - last - 10);
    last = now;
  }, 10);
}`;

export function markAllRow(count: number): BenchRow {
  return { name: 'mark-all', at: 'own', run: (bench) => run(bench, count) };
}

export const row = markAllRow(100_000);

async function run({ chrome, runs, slowness }: Bench, count: number): Promise<Figure[]> {
  const page = await openWork(chrome);
  await work(page, 'fill', { posts: count, feeds: 500, seed: 1, now: Date.now(), unreadEvery: 1 });
  const panel = await chrome.openPanel('#/river');
  await panel.waitForSelector('article.post[data-unread]');
  await panel.evaluate(WATCH_PAUSES);
  const times = { mark: [] as number[], clear: [] as number[], undo: [] as number[], put: [] as number[] };
  const pauses: number[] = [];
  const once = async () => {
    times.put.push(await work(page, 'rawPut', count));
    times.clear.push(await work(page, 'rawClear'));
    await panel.bringToFront();
    await panel.evaluate('globalThis.longestPause = 0');
    times.mark.push(await markAll(panel));
    pauses.push((await panel.evaluate('longestPause')) as number);
  };
  for (let run = 0; run < runs; run++) {
    await once();
    times.undo.push((await undo(panel, count)).ms);
  }
  const clear = median(times.clear);
  const figures = [
    ratioFigure(`mark all of ${count} read`, { value: median(times.mark), floor: clear }, 3),
    timeFigure(
      'longest pause of the panel meanwhile',
      { value: median(pauses), floor: clear },
      100,
      slowness,
    ),
    ratioFigure('undo of that', { value: median(times.undo), floor: median(times.put) }, 3),
  ];
  const long = [];
  for (let run = 0; run < Math.min(runs, 5); run++) {
    await once();
    await work(page, 'settle');
    await panel.bringToFront();
    long.push(await undo(panel, count));
  }
  const heard = await work(page, 'mute', 1);
  times.mark.length = times.clear.length = 0;
  for (let run = 0; run < Math.min(runs, 5); run++) {
    await once();
    await undo(panel, heard);
  }
  const beside = { value: median(times.mark), floor: median(times.clear) };
  const steps = Math.max(...long.map((each) => each.steps));
  if (steps < 2 && count > 50_000) throw new Error('No progress was shown.');
  await panel.close();
  await page.close();
  const byParts = { value: median(long.map(({ ms }) => ms)), floor: median(times.put) };
  return [
    ...figures,
    ratioFigure(`undo of that once settled, ${steps} steps shown`, byParts, 3),
    ratioFigure('mark all read beside a muted feed', beside, 3),
  ];
}

/** Milliseconds until no post on the page is unread and the badge is empty. */
function markAll(panel: Page): Promise<number> {
  return panel.evaluate(`(async () => {
    const start = performance.now();
    document.querySelector('[data-action="mark-all-read"]').click();
    for (;;) {
      const badge = await chrome.action.getBadgeText({});
      if (badge === '' && document.querySelector('article.post[data-unread]') === null) break;
      await new Promise((done) => setTimeout(done, 5));
    }
    await new Promise((done) => requestAnimationFrame(done));
    return performance.now() - start;
  })()`) as Promise<number>;
}

/** Milliseconds until all is unread again, and how many different states of the progress were shown. */
function undo(panel: Page, count: number): Promise<{ ms: number; steps: number }> {
  return panel.evaluate(`(async () => {
    const start = performance.now();
    const shown = new Set();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'u', bubbles: true }));
    for (;;) {
      const bar = document.querySelector('[data-progress="turning"] progress');
      if (bar) shown.add(bar.value);
      const total = document.querySelector('.bar-count')?.dataset.count;
      if (Number(total) === ${count} && !bar) break;
      await new Promise((done) => setTimeout(done, 5));
    }
    return { ms: performance.now() - start, steps: shown.size };
  })()`) as Promise<{ ms: number; steps: number }>;
}
