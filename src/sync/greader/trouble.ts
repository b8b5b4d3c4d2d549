import type { Trouble, TroubleCode } from '../../feeds/server-trouble.ts';

export type { Trouble, TroubleCode };

/** Ends a login or a sync; what was applied before stays, nothing of the step at hand is. */
export class SyncTrouble extends Error {
  constructor(readonly trouble: Trouble) {
    super(`sync: ${trouble.code}${trouble.status === undefined ? '' : ` ${trouble.status}`}`);
    this.name = 'SyncTrouble';
  }
}

/** The trouble an error stands for; what is none of ours (a full disk, a bug) is trouble with the store. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof SyncTrouble) return error.trouble;
  return { code: 'storage', detail: error instanceof Error ? error.name : String(error) };
}
