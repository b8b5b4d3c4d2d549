import type { Browser } from 'puppeteer-core';

/** Starts a browser; one that did not come up whole is ended, so that no process of it stays behind. */
export async function endIfBroken(
  start: () => Promise<void>,
  browser: () => Browser | undefined,
): Promise<void> {
  try {
    await start();
  } catch (error) {
    browser()?.process()?.kill('SIGKILL');
    throw error;
  }
}
