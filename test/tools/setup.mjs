/** What `npm start` and `npm test` need before any package is there: plain Node, no imports from node_modules. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findBrowser } from './find-browser.mjs';

const STAMP = 'node_modules/.sidereal-packages';
const DEBIAN_PACKAGES = { chrome: ['chromium'], firefox: ['firefox-esr'] };
const UBUNTU_FIREFOX = ['firefox'];
const TITLES = { chrome: 'Chromium, Chrome or Edge', firefox: 'Firefox' };
const VARIABLES = { chrome: 'CHROME_PATH', firefox: 'FIREFOX_PATH' };
const FONTS = ['fonts-noto-core', 'fonts-noto-cjk'];

/** Installs the packages of the lock file when they are not the ones installed. */
export function ensurePackages() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const command = existsSync('node_modules') ? 'install' : 'ci';
  console.log(`Installing the packages (npm ${command}) …`);
  run(`npm ${command} --no-audit --no-fund`);
  writeFileSync(STAMP, wanted);
}

/**
 * True when the browser is there, or could be installed; otherwise says in one sentence what to do.
 * @param {'chrome' | 'firefox'} browser
 */
export function ensureBrowser(browser) {
  if (findBrowser(browser)) return true;
  if (!process.env[VARIABLES[browser]] && canInstall()) {
    install(DEBIAN_PACKAGES[browser]) || (browser === 'firefox' && install(UBUNTU_FIREFOX));
    if (findBrowser(browser)) return true;
  }
  console.error(`${TITLES[browser]} was not found: install it, or set ${VARIABLES[browser]} to its program.`);
  return false;
}

/** Letters of every script for the pictures; without them tests still run. */
export function ensureFonts() {
  if (!canInstall()) return;
  const missing = FONTS.filter((name) => spawnSync('dpkg', ['-s', name]).status !== 0);
  if (missing.length > 0) install(missing);
}

/** The database of the tests with a real server; without it they are skipped, and say so. */
export function ensurePostgres() {
  const isThere = existsSync('/usr/lib/postgresql') || spawnSync('pg_config', ['--version']).status === 0;
  if (!isThere && spawnSync('go', ['version']).status === 0 && canInstall()) install(['postgresql']);
}

function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** @param {string[]} packages */
function install(packages) {
  console.log(`Installing ${packages.join(', ')} (apt-get) …`);
  const apt = (/** @type {string[]} */ words) =>
    spawnSync('apt-get', words, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const wanted = ['install', '-y', '--no-install-recommends', ...packages];
  return apt(wanted) || (apt(['update']) && apt(wanted));
}

/** @param {string} command */
function run(command) {
  const { status } = spawnSync(command, { stdio: 'inherit', shell: true });
  if (status !== 0) {
    console.error(`"${command}" failed: see the lines above.`);
    process.exit(1);
  }
}
