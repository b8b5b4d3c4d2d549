/** What the worker has done here: all that a person's password or a server's answer takes. */
import { readServerAddress } from '../feeds/server-address.ts';
import type { ServerSession } from '../feeds/server-session.ts';
import { askViews } from '../storage/ask-views.ts';
import { labelWith } from '../storage/label-stories.ts';
import { logIn } from './greader/login.ts';
import { type Send, send } from './greader/transport.ts';
import { SyncTrouble, type Trouble, troubleOf } from './greader/trouble.ts';
import { runSync, type SyncEnd } from './run-sync.ts';

// What comes is asked which saved views it answers.
labelWith(askViews);

/** Finds the API behind an address that a person typed, and logs in. Never rejects. */
export async function logInFor(ask: {
  address: string;
  user: string;
  password: string;
}): Promise<{ session?: ServerSession; trouble?: Trouble }> {
  const address = readServerAddress(ask.address);
  if (address === undefined) return { trouble: { code: 'bad-address' } };
  try {
    return { session: await logIn(send, address, ask.user, ask.password) };
  } catch (error) {
    return { trouble: troubleOf(error) };
  }
}

/**
 * One sync with the network and the clock as they are. Never rejects. Chrome may stop the worker that asked, with the lock
 * it holds, while this page goes on: whoever asks next waits here.
 */
export function syncFor(ask: {
  session: ServerSession;
  password?: string;
  pushOnly: boolean;
  everyMinutes: number;
}): Promise<SyncEnd> {
  return navigator.locks.request('sync-run', () => {
    underWay = new AbortController();
    return runSync({ ...ask, send: sendUntil(underWay.signal), now: Date.now, chance: Math.random });
  });
}

let underWay: AbortController | undefined;

/** Ends the sync under way, at its next request or at the one that waits for its answer: what was stored is whole. */
export async function endSync(): Promise<boolean> {
  underWay?.abort();
  return underWay !== undefined;
}

function sendUntil(signal: AbortSignal): Send {
  const ended = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new SyncTrouble({ code: 'cut-off' })));
  });
  ended.catch(() => {});
  return (call) => (signal.aborted ? ended : Promise.race([ended, send(call)]));
}
