import { updateBadge } from '../badge.ts';
import { turnNextPart } from '../storage/turning.ts';
import { whileAwake } from './while-awake.ts';

const lock = 'turning';

/** Ends what is being taken back or done again, part by part. A worker that is killed goes on at its next start. */
export function finishTurning(): Promise<void> {
  return navigator.locks.request(lock, () =>
    whileAwake(async () => {
      while (await turnNextPart(Date.now())) await updateBadge();
    }),
  );
}
