/**
 * `npm run soak`: 300 feeds, a person and a worker that is stopped every 30 seconds, for ten minutes. Options: --minutes,
 * --browser chrome|firefox, --feeds, --seed. Prints a row at each fifth; exits non-zero when anything was not right.
 */
import { parseArgs } from 'node:util';
import type { BrowserName } from '../e2e/harness/running-browser.ts';
import { type SoakRow, soak } from './soak.ts';
import { headOf, lineOf } from './table.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    browser: { type: 'string', default: 'chrome' },
    feeds: { type: 'string', default: '300' },
    seed: { type: 'string', default: `${Math.floor(Math.random() * 1_000_000)}` },
  },
});
const browser = values.browser as BrowserName;
const [minutes, feeds, seed] = [values.minutes, values.feeds, values.seed].map(Number) as [
  number,
  number,
  number,
];
if (
  !(minutes > 0 && minutes <= 60 && feeds > 0 && feeds <= 1_000) ||
  !['chrome', 'firefox'].includes(browser)
)
  throw new Error('--minutes is at most 60, --feeds at most 1000, --browser chrome or firefox.');

console.log(`${feeds} feeds in ${browser} for ${minutes} minutes, seed ${seed}`);
console.log(headOf());
const onRow = (row: SoakRow) => console.log(lineOf(row));
const { flaws } = await soak({
  browser,
  milliseconds: minutes * 60_000,
  feeds,
  seed,
  stopEveryMs: 30_000,
  onRow,
});
for (const flaw of flaws.slice(0, 50)) console.log(`NOT RIGHT: ${flaw}`);
console.log(
  flaws.length === 0
    ? 'Nothing lost, no mark lost, the badge is true, no error.'
    : `${flaws.length} things are not right.`,
);
process.exit(flaws.length === 0 ? 0 : 1);
