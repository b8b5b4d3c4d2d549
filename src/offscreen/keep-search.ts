import { dropOldIndex, indexStep } from '../storage/search/index-posts.ts';
import { mergeStep } from '../storage/search/merge-segments.ts';
import { TermTable } from '../storage/search/term-table.ts';

/** Between two steps the network and the panel have their turn. */
const restMs = 15;

/** Indexes what waits and merges what is due, in small steps, for so long; answers whether nothing is left. */
export async function keepIndex(forMs: number): Promise<{ isDone: boolean }> {
  await dropOldIndex();
  const startedAt = performance.now();
  const table = new TermTable();
  while ((await mergeStep()) || (await indexStep(undefined, table))) {
    if (performance.now() - startedAt > forMs) return { isDone: false };
    await new Promise((go) => setTimeout(go, restMs));
  }
  return { isDone: true };
}
