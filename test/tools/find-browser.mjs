import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const PROGRAMS = process.env.PROGRAMFILES ?? 'C:\\Program Files';
const PROGRAMS_X86 = process.env['PROGRAMFILES(X86)'] ?? 'C:\\Program Files (x86)';
const LOCAL = process.env.LOCALAPPDATA ?? '';

/** Where browsers usually stand, the one without a vendor's additions first. */
const PLACES = {
  chrome: {
    names: ['chromium', 'chromium-browser', 'microsoft-edge', 'google-chrome-stable', 'google-chrome'],
    files: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      join(LOCAL, 'Chromium', 'Application', 'chrome.exe'),
      join(PROGRAMS, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(PROGRAMS_X86, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(PROGRAMS_X86, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ],
  },
  firefox: {
    names: ['firefox-esr', 'firefox', 'firefox-developer-edition'],
    files: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      '/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox',
      join(PROGRAMS, 'Mozilla Firefox', 'firefox.exe'),
      join(PROGRAMS, 'Firefox Developer Edition', 'firefox.exe'),
    ],
  },
};

const VARIABLES = { chrome: 'CHROME_PATH', firefox: 'FIREFOX_PATH' };

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The program of an installed browser, or undefined. CHROME_PATH and FIREFOX_PATH come first, then PATH, then the usual places.
 * @param {'chrome' | 'firefox'} browser
 * @returns {string | undefined}
 */
export function findBrowser(browser) {
  const named = process.env[VARIABLES[browser]];
  if (named) return isProgram(named) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = PLACES[browser].names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES[browser].files].find(isProgram);
}
