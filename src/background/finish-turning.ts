import { updateBadge } from '../badge.ts';
import { turningAction } from '../storage/turning-action.ts';
import { askHidden } from './ask-hidden.ts';

const lock = 'turning';

/** Ends what is being taken back or done again, part by part. A worker that is killed goes on at its next start. */
export function finishTurning(): Promise<void> {
  return navigator.locks.request(lock, async () => {
    if ((await turningAction()) === undefined) return;
    await askHidden('finishTurning', {});
    await updateBadge();
  });
}
