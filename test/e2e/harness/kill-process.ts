import type { Browser } from 'puppeteer-core';

/** Ends a browser's own process as a crash does, and waits until it is gone. Its pages and workers go with it. */
export async function killProcess(browser: Browser): Promise<void> {
  const running = browser.process();
  if (running === null || running.exitCode !== null) return;
  const isGone = new Promise((resolve) => running.once('exit', resolve));
  running.kill('SIGKILL');
  await isGone;
}
