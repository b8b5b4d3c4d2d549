import { launchChrome } from './chrome.ts';
import { launchFirefox } from './firefox.ts';
import type { BrowserName, LaunchOptions, RunningBrowser } from './running-browser.ts';

/** The browsers a test file runs in; SIDEREAL_BROWSER leaves one of them. */
export const BROWSERS: BrowserName[] = (['chrome', 'firefox'] as const).filter(
  (name) => (process.env.SIDEREAL_BROWSER ?? name) === name,
);

/** Starts one of the browsers with the built extension in it. */
export function launch(name: BrowserName, options?: LaunchOptions): Promise<RunningBrowser> {
  return name === 'chrome' ? launchChrome(options) : launchFirefox(options);
}
