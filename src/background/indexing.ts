import { isIndexDue } from '../storage/search/state.ts';
import { askHidden } from './ask-hidden.ts';

/** So long a turn lasts: whatever else is to be done out of sight waits no longer. */
const turnMs = 1500;

/** Indexes what waits and merges what is due, turn by turn; a killed worker goes on where it was. */
export async function keepSearchIndex(): Promise<void> {
  await navigator.locks.request('search-index', { ifAvailable: true }, async (held) => {
    if (held === null || !(await isIndexDue())) return;
    while (!(await askHidden('index', { forMs: turnMs })).isDone);
  });
}
