import { browser } from '../browser.ts';
import { countWaiting, dropOldIndex, indexStep } from '../storage/search/index-posts.ts';
import { mergeStep } from '../storage/search/merge-segments.ts';

const lock = 'search-index';
/** Fewer posts than these wait: search reads them itself, and no small segment is made of them. */
const fewWaiting = 24;
/** Calls an extension API more often than every 30 s, or the browser stops a worker that is at work. */
const stayAwakeMs = 20_000;
/** Between two steps the network and the panel have their turn. */
const restMs = 15;

/** Indexes what waits and merges what is due, in small steps; a killed worker goes on where it was. */
export async function keepSearchIndex(): Promise<void> {
  await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (held === null) return;
    await dropOldIndex();
    const isDue = (await countWaiting(fewWaiting)) >= fewWaiting;
    const step = async () => (await mergeStep()) || (isDue && (await indexStep()));
    if (!(await step())) return;
    const awake = setInterval(() => browser.runtime.getPlatformInfo(), stayAwakeMs);
    try {
      while (await step()) await new Promise((go) => setTimeout(go, restMs));
    } finally {
      clearInterval(awake);
    }
  });
}
