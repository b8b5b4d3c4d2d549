import type { Page } from 'puppeteer-core';
import type { RunningChrome } from '../e2e/harness/chrome.ts';
import type { BenchWork } from './pages/bench.ts';

/** One line of the table. `ratio` is value / floor, both from the same run. */
export interface Figure {
  name: string;
  /** Milliseconds, unless the name says otherwise. */
  value: number;
  floor: number;
  ratio: number;
  goal: string;
  reached: boolean;
}

/** What a row is given: a browser whose database is filled (with `size` posts, or by the row itself). */
export interface Bench {
  chrome: RunningChrome;
  size: number;
  /** How often a figure is measured, in turn with its floor. */
  runs: number;
  /** How much slower this machine is now than the one of the reference: goals in milliseconds grow by it. */
  slowness: number;
}

/** A row of the table of goals; a file in rows/ that exports one as `row` is part of the bench. */
export interface BenchRow {
  name: string;
  /** The sizes it is measured at; 'own' makes its own database in a browser of its own. */
  at: 'own' | ((size: number) => boolean);
  run(bench: Bench): Promise<Figure[]>;
}

export function median(list: number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}

export function percentile(list: number[], share: number): number {
  return [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
}

/** Measures a figure and its floor in turn, `runs` times each, and gives the medians. */
export async function inTurn(
  runs: number,
  floor: (run: number) => Promise<number>,
  value: (run: number) => Promise<number>,
): Promise<{ value: number; floor: number }> {
  const floors: number[] = [];
  const values: number[] = [];
  for (let run = 0; run < runs; run++) {
    floors.push(await floor(run));
    values.push(await value(run));
  }
  return { value: median(values), floor: median(floors) };
}

/** A figure whose goal is a multiple of its floor. */
export function ratioFigure(
  name: string,
  { value, floor }: { value: number; floor: number },
  most: number,
): Figure {
  const ratio = value / floor;
  return { name, value, floor, ratio, goal: `at most ${most} times the floor`, reached: ratio <= most };
}

/** A figure whose goal is a time, scaled to the speed of this machine. */
export function timeFigure(
  name: string,
  { value, floor }: { value: number; floor: number },
  mostMs: number,
  slowness: number,
): Figure {
  const most = mostMs * slowness;
  const goal = `at most ${mostMs} ms (here ${most.toFixed(0)})`;
  return { name, value, floor, ratio: value / floor, goal, reached: value <= most };
}

/** Opens the page that holds the work of the benches, and calls a function of it. */
export async function openWork(chrome: RunningChrome): Promise<Page> {
  const page = await chrome.browser.newPage();
  await page.goto(`chrome-extension://${chrome.extensionId}/test/bench/pages/bench.html`);
  await page.waitForFunction('"work" in globalThis');
  return page;
}

/** Calls one of the functions of pages/work in the page; arguments and answer travel as JSON. */
export async function work<N extends keyof BenchWork>(
  page: Page,
  name: N,
  ...args: Parameters<BenchWork[N]>
): Promise<Awaited<ReturnType<BenchWork[N]>>> {
  const call = `work[${JSON.stringify(name)}](...${JSON.stringify(args)})`;
  return (await page.evaluate(call)) as Awaited<ReturnType<BenchWork[N]>>;
}
