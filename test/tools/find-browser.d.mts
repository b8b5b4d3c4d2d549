/** The program of an installed browser, or undefined. CHROME_PATH and FIREFOX_PATH come first, then PATH, then the usual places. */
export function findBrowser(browser: 'chrome' | 'firefox'): string | undefined;
