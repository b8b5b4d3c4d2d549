/** What is being taken back, or done again, of an action of very many posts. */
import { computed } from '@preact/signals';
import { ask } from '../../messages.ts';
import type { ActionRow } from '../../storage/schema-actions.ts';
import { turningAction } from '../../storage/turning-action.ts';
import { refresh } from './listing.ts';
import { liveSignal } from './use-live.ts';

const action = liveSignal<ActionRow | undefined>(undefined, turningAction);

/** How many of its posts are done; undefined when nothing is under way. */
export const turning = computed(() => {
  const { count, parts = 1, left } = action.value ?? {};
  if (count === undefined || left === undefined) return undefined;
  return { done: Math.round((count * (parts - left)) / parts), total: count };
});

const pauseMs = 1000;
let isAsked = false;

/**
 * The worker turns the parts of a large action. What rules hide by it, or show again, goes or comes in its place once all are
 * turned; a list that does not know what stood there is begun anew.
 */
export async function finishParts({ kind, left, undone }: ActionRow): Promise<void> {
  if (left !== undefined) await finishTurning();
  const mayHide = kind === 'apply-rule' || kind === 'mute-posts';
  if (mayHide && !(await (await import('./hidden-rows.ts')).leaveOutHidden()) && undone) await refresh();
}

/** Lets the worker go on until all is done: it may be killed in the middle, and is asked again then. */
export async function finishTurning(): Promise<void> {
  if (isAsked) return;
  isAsked = true;
  try {
    while ((await turningAction()) !== undefined) {
      await ask('finishTurning', {}).catch(() => new Promise((resolve) => setTimeout(resolve, pauseMs)));
    }
  } finally {
    isAsked = false;
  }
}
