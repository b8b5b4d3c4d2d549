/**
 * `npm run bench`: how fast the panel and the worker are, each figure with its floor in the same run. Options, all with sense
 * alone: --sizes=1000,10000 --runs=21 --rows=open,scroll. Writes out/bench.json.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launchChrome, type RunningChrome } from '../e2e/harness/chrome.ts';
import { type BenchRow, type Figure, median, openWork, work } from './bench-row.ts';
import { FLOOR, row as open, openAgainst, timeToFifty } from './rows/open.ts';

const longestIndexingMs = 30 * 60_000;
/** What the floor of opening took on the machine of the reference, in milliseconds. */
const referenceFloorMs = 49;

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    runs: { type: 'string', default: '21' },
    rows: { type: 'string', default: '' },
  },
});
const sizes = options.sizes.split(',').filter(Boolean).map(Number);
const runs = Number(options.runs);
const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
const rows = await readRows(options.rows.split(',').filter(Boolean));
const figures: Figure[] = [];

for (const size of sizes) {
  const due = rows.filter(({ at }) => at !== 'own' && at(size));
  if (due.length === 0) continue;
  await inBrowser(async (chrome) => {
    await fill(chrome, size);
    await untilIndexed(chrome, size);
    const slowness = await slownessOf(chrome);
    for (const row of due) await measure(row.name, () => row.run({ chrome, size, runs, slowness }));
    if (size === largest && smallest < largest && due.includes(open))
      await measure('open-against', () => againstSmallest(chrome));
  });
}
for (const row of rows.filter(({ at }) => at === 'own')) {
  await inBrowser(async (chrome) => {
    await fill(chrome, 1000);
    const slowness = await slownessOf(chrome);
    await measure(row.name, () => row.run({ chrome, size: 0, runs, slowness }));
  });
}
mkdirSync('out', { recursive: true });
writeFileSync('out/bench.json', `${JSON.stringify(figures, null, 2)}\n`);

async function readRows(wanted: string[]): Promise<BenchRow[]> {
  const files = readdirSync('test/bench/rows').filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(files.map((file) => import(`./rows/${file}`)));
  const all = modules.map((module) => module.row as BenchRow);
  return wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name));
}

async function inBrowser<T>(act: (chrome: RunningChrome) => Promise<T>): Promise<T> {
  const chrome = await launchChrome({ variant: 'bench' });
  try {
    return await act(chrome);
  } finally {
    await chrome.close();
  }
}

async function fill(chrome: RunningChrome, posts: number): Promise<void> {
  const page = await openWork(chrome);
  page.setDefaultTimeout(0);
  const startedAt = Date.now();
  await work(page, 'fill', { posts, feeds: 500, seed: 1, now: Date.now() });
  console.log(`${posts} posts filled in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  await page.close();
}

/** A store is looked at at rest: building its search index, which the next alarm begins, takes up to minutes of one core, once. */
async function untilIndexed(chrome: RunningChrome, posts: number): Promise<void> {
  const page = await openWork(chrome);
  page.setDefaultTimeout(0);
  const startedAt = Date.now();
  while ((await work(page, 'indexedUpTo')) < posts) {
    if (Date.now() - startedAt > longestIndexingMs) throw new Error('The search index was not finished.');
    await new Promise((done) => setTimeout(done, 2_000));
  }
  await page.close();
  console.log(`indexed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s more`);
}

async function slownessOf(chrome: RunningChrome): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < Math.min(runs, 7); run++) times.push(await timeToFifty(chrome, FLOOR));
  return Math.max(1, median(times) / referenceFloorMs);
}

/** The largest store against the smallest, opened in turn, that both have the same machine under them. */
function againstSmallest(large: RunningChrome): Promise<Figure[]> {
  return inBrowser(async (small) => {
    await fill(small, smallest);
    await untilIndexed(small, smallest);
    return openAgainst({ chrome: small, size: smallest }, { chrome: large, size: largest }, runs);
  });
}

async function measure(name: string, run: () => Promise<Figure[]>): Promise<void> {
  try {
    note(await run());
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name} could not be measured.`, error);
  }
}

function note(found: Figure[]): void {
  for (const figure of found) {
    figures.push(figure);
    const { name, value, floor, ratio, goal, reached } = figure;
    const mark = reached ? 'reached' : 'MISSED';
    console.log(
      `${name}: ${value.toFixed(1)}, floor ${floor.toFixed(1)}, ratio ${ratio.toFixed(2)}; ${goal}: ${mark}`,
    );
  }
}
