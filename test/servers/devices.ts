/** This process as several devices of one account, one after the other: each has a database of its own. */
import { accountKey } from '../../src/storage/account.ts';
import { putAccount } from '../../src/storage/account-row.ts';
import { reopenDatabase } from '../../src/storage/database.ts';
import { logIn, type Session } from '../../src/sync/greader/login.ts';
import { send } from '../../src/sync/greader/transport.ts';
import { runSync, type SyncEnd, type SyncFacts } from '../../src/sync/run-sync.ts';
import fake from '../fakes/browser.ts';
import type { Miniflux } from './miniflux.ts';

export interface ServerDevice {
  /** Whatever is done from now on is done on this device. */
  use(): Promise<void>;
  sync(facts?: Partial<SyncFacts>): Promise<SyncEnd>;
}

/** Connects a device of that name, which has nothing yet. */
export async function connectTo({ url, user, password }: Miniflux, name: string): Promise<ServerDevice> {
  const session: Session = await logIn(send, new URL(url), user, password);
  const use = async () => {
    await fake.storage.local.set({ [accountKey]: { store: `sidereal-${name}` } });
    await reopenDatabase();
  };
  await use();
  await putAccount(session, Date.now());
  return {
    use,
    async sync(facts = {}) {
      await use();
      return runSync({ send, session, now: Date.now, chance: () => 0, everyMinutes: 5, ...facts });
    },
  };
}
