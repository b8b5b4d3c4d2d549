/** What the worker has done here: all that a person's password or a server's answer takes. */
import { readServerAddress } from '../feeds/server-address.ts';
import type { ServerSession } from '../feeds/server-session.ts';
import { askViews } from '../storage/ask-views.ts';
import { labelWith } from '../storage/label-stories.ts';
import { logIn } from './greader/login.ts';
import { send } from './greader/transport.ts';
import { type Trouble, troubleOf } from './greader/trouble.ts';
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
  return navigator.locks.request('sync-run', () =>
    runSync({ ...ask, send, now: Date.now, chance: Math.random }),
  );
}
