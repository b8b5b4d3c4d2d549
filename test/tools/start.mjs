/** `npm start`: the set-up, then the extension in a browser. */
import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.mjs';
import { ensureBrowser, ensureFonts, ensurePackages } from './setup.mjs';
import { HELP, hasDisplay, readOptions } from './start-options.mjs';

const words = process.argv.slice(2);
const { options, problem } = readOptions(words);
if (problem) {
  console.error(`${problem}\n\n${HELP}`);
  process.exit(2);
}
if (options.help) {
  console.log(HELP);
  process.exit(0);
}

ensurePackages();
const browser = options.browser ?? (!findBrowser('chrome') && findBrowser('firefox') ? 'firefox' : 'chrome');
if (!ensureBrowser(browser)) process.exit(1);
const headless = options.headless || !hasDisplay();
if (headless) ensureFonts();

const { status } = spawnSync(
  process.execPath,
  [
    '--import',
    'tsx',
    'test/demo/run.ts',
    ...words,
    '--browser',
    browser,
    ...(headless ? ['--headless'] : []),
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
