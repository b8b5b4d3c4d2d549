/** What can go wrong with a sync server, as the end of a locale key (`sync_<code>`). */
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
  | 'folder-is-label'
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
