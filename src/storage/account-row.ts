/** How the sync of the account stands: what the panel shows of it, and when it is due. */
import { db } from './database.ts';
import type { AccountRow } from './schema-account.ts';

/** The account's row; undefined for the local account. */
export function loadAccount(): Promise<AccountRow | undefined> {
  return db.account.get(1);
}

/** Notes a new account, or one that was connected again: what is known of it stays. */
export async function putAccount(
  { base, user, kind }: Pick<AccountRow, 'base' | 'user' | 'kind'>,
  now: number,
): Promise<void> {
  await db.transaction('rw', db.account, async () => {
    const { trouble: _trouble, ...known } = (await db.account.get(1)) ?? { connectedAt: now };
    await db.account.put({
      ...known,
      id: 1,
      base,
      host: new URL(base).host,
      user,
      kind,
      nextAt: now,
      failures: 0,
    });
  });
}

/** A person says that the server's list is right, though most feeds are missing: the next sync takes it over. */
export function believeLoss(): Promise<void> {
  return changeAccount({ lossSeenAt: 0 });
}

/** Changes some of it; undefined takes a field away. Nothing where there is no such row. */
export async function changeAccount(
  patch: { [Key in keyof AccountRow]?: AccountRow[Key] | undefined },
): Promise<void> {
  await db.transaction('rw', db.account, async () => {
    const row = await db.account.get(1);
    if (row === undefined) return;
    const entries = Object.entries({ ...row, ...patch }).filter(([, value]) => value !== undefined);
    await db.account.put(Object.fromEntries(entries) as unknown as AccountRow);
  });
}
