import type { CDPSession, Page } from 'puppeteer-core';
import type { RunningChrome } from '../e2e/harness/chrome.ts';

/** Bytes in use after garbage collection. */
export interface Heaps {
  panel: number;
  worker: number;
}

/** What panel and worker hold; Firefox lets no test measure it. */
export async function measureHeaps(running: RunningChrome, page: Page): Promise<Heaps> {
  const session = await page.createCDPSession();
  const panel = await heapOf(session);
  await session.detach();
  return { panel, worker: await heapOf(await workerSession(running)) };
}

async function workerSession(running: RunningChrome): Promise<CDPSession> {
  // Asking it anything waits until it is awake.
  await running.inWorker('1');
  const target = running.browser
    .targets()
    .find((each) => each.type() === 'service_worker' && each.url().includes(running.extensionId));
  const worker = await target?.worker();
  if (!worker) throw new Error('The worker is gone');
  return worker.client;
}

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  // What is freed by one collection lets others go.
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.send('HeapProfiler.disable');
  return usedSize;
}
