/** The parts of the tests: which files they are, and how they are run. */
import type { TestProjectConfiguration } from 'vitest/config';

const UNIT = 'test/**/*.test.{ts,tsx}';
const FEEDS_TESTS = 'test/feeds/**/*.test.ts';
const E2E = 'test/e2e/**/*.test.ts';
/** Minutes and more: `npm run test:long` only. */
const LONG = 'test/**/*.long.test.ts';
/** With a real server: `npm run test:sync`. */
const SERVER = 'test/**/*.server.test.ts';

/** Tests of our code in Node. */
const ALONE = {
  // Machines are shared: what hangs is found, what is slow is no defect.
  testTimeout: 30_000,
  maxWorkers: 2,
  environment: 'node' as const,
  // Node has no extension APIs: a fake that behaves stands in for them.
  setupFiles: ['test/fakes/browser.ts'],
};

const IN_BROWSERS = {
  include: [E2E],
  exclude: [LONG],
  environment: 'node' as const,
  // Browsers mostly wait: three files at a time.
  maxWorkers: 3,
  // Real browsers on shared machines: one slow moment is tried again, and said; a defect fails twice.
  retry: 1,
  testTimeout: 120_000,
  hookTimeout: 240_000,
};

export const projects: TestProjectConfiguration[] = [
  // Apart, for their coverage is demanded: it would slow all others down.
  { extends: true, test: { name: 'feeds', ...ALONE, include: [FEEDS_TESTS], exclude: [LONG] } },
  {
    extends: true,
    test: { name: 'unit', ...ALONE, include: [UNIT], exclude: [FEEDS_TESTS, E2E, LONG, SERVER] },
  },
  {
    extends: true,
    test: { name: 'long', include: [LONG], environment: 'node', testTimeout: 3_600_000 },
  },
  {
    extends: true,
    test: {
      name: 'sync',
      include: [SERVER],
      exclude: [LONG],
      environment: 'node',
      setupFiles: ['test/fakes/browser.ts'],
      // A database, a server and two browsers at a time are enough.
      fileParallelism: false,
      testTimeout: 120_000,
      hookTimeout: 240_000,
    },
  },
  { extends: true, test: { name: 'e2e', ...IN_BROWSERS } },
  // The same with nothing left to samples: `npm run test:long`.
  { extends: true, test: { name: 'whole', ...IN_BROWSERS, env: { SIDEREAL_WHOLE: '1' } } },
];

export const coverage = {
  include: ['src/feeds/**/*.ts'],
  reporter: ['text-summary', 'json-summary'],
  // By fixtures and tests of our own: what only chance (a seed) or the shared corpus covers counts as uncovered.
  thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
};
