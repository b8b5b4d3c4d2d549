import { browser } from '../browser.ts';

/** Calls an extension API more often than every 30 s, or the browser stops a worker that only waits. */
const stayAwakeMs = 20_000;

/** Keeps the worker awake while something is under way. */
export async function whileAwake<Result>(run: () => Promise<Result>): Promise<Result> {
  const awake = setInterval(() => browser.runtime.getPlatformInfo(), stayAwakeMs);
  try {
    return await run();
  } finally {
    clearInterval(awake);
  }
}
