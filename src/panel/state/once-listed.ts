import { effect } from '@preact/signals';
import { phase, rows, scope } from './listing.ts';

/** A list that has not come by then is none that somebody waits for. */
const longestWaitMs = 5000;

/**
 * Runs something once the list on the screen, or else the river that is about to come, stands and has posts. Once, and
 * for that list alone: where it is empty, or another one comes, nothing is run at all.
 */
export function onceListed(run: () => void): void {
  const wanted = JSON.stringify(scope.peek() ?? { kind: 'all' });
  let isOver = false;
  const stop = effect(() => {
    if (isOver || scope.value === undefined) return;
    const isHere = JSON.stringify(scope.value) === wanted;
    if (isHere && phase.value === 'loading') return;
    isOver = true;
    if (isHere && rows.value.length > 0) run();
    queueMicrotask(() => stop());
  });
  setTimeout(() => stop(), longestWaitMs);
}
