/** Runs the parts of `npm test` one after the other and adds them up in the last line. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { prepareServers } from '../servers/programs.ts';
import { findBrowser } from './find-browser.mjs';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Counts = { passed: 0, failed: 1, skipped: 0 };

mkdirSync('out', { recursive: true });
part('Types', () => step('node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'));
// Styles are ordered by what they style; specificity may fall on the way.
const LINT = ['ci', '--error-on-warnings', '--skip=style/noDescendingSpecificity'];
part('Format and lint', () => step('node_modules/@biomejs/biome/bin/biome', ...LINT));
part('Feeds, each line of them', () => vitest('feeds', '--coverage'));
part('Unit tests', () => vitest('unit'));
part('Builds', () => step('--import', 'tsx', 'test/tools/build.ts', '--all'));
part('Chromium is there', () => (findBrowser('chrome') ? PASSED : FAILED));
part('Firefox is there', () => (findBrowser('firefox') ? PASSED : FAILED));
part('The built extension in real browsers', () => vitest('e2e'));
part('Two devices and a real server', () => {
  prepareServers();
  return vitest('sync');
});

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);

function part(title: string, run: () => Counts): void {
  console.log(`\n== ${title}`);
  const start = Date.now();
  const counts = run();
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`== ${title}: ${counts.failed > 0 ? 'FAILED' : 'passed'} (${seconds} s)`);
}

/** One program that says by its exit whether all is well. */
function step(...words: string[]): Counts {
  return node(words) ? PASSED : FAILED;
}

function vitest(project: string, ...words: string[]): Counts {
  const file = `out/${project}.json`;
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const wentWell = node([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    ...reporters,
    ...words,
  ]);
  if (!existsSync(file)) return FAILED;
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !wentWell ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function node(words: string[]): boolean {
  return spawnSync(process.execPath, words, { stdio: 'inherit' }).status === 0;
}
