/** What can go wrong with a server, as the end of a locale key (`sync_<code>`). */
export type TroubleCode =
  | 'bad-address'
  | 'no-permission'
  | 'unreachable'
  | 'certificate'
  | 'slow'
  | 'cut-off'
  | 'too-large'
  | 'redirect'
  | 'no-greader'
  | 'wrong-login'
  | 'api-disabled'
  | 'html'
  | 'not-json'
  | 'odd-answer'
  | 'repeated-page'
  | 'limited'
  | 'server-error'
  | 'refused'
  | 'reconnect'
  | 'empty-list'
  | 'doubtful-marks'
  | 'storage';

/** Plain facts for the sentence: a host, a status, a name. Never a secret. */
export interface Trouble {
  code: TroubleCode;
  host?: string;
  status?: number;
  /** Epoch milliseconds, UTC: not to be asked before then. */
  retryAt?: number;
  detail?: string;
}

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
