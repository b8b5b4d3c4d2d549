import { localStore } from './account.ts';
import { Database, storeNow } from './database.ts';

/** Another account on this computer; without `host` it is this browser's own. */
export interface OtherAccount {
  store: string;
  feeds: number;
  host?: string;
  user?: string;
}

/** The accounts that have feeds on this computer, but for the one that is open. */
export async function otherAccounts(): Promise<OtherAccount[]> {
  const found = await indexedDB.databases();
  const names = found.flatMap(({ name }) =>
    name !== undefined && /^sidereal(-\w+)?$/.test(name) ? name : [],
  );
  const all = await Promise.all(names.filter((name) => name !== storeNow().name).map(look));
  return all.filter((account) => account !== undefined && account.feeds > 0) as OtherAccount[];
}

/** Opens the database of another account for as long as it is read. */
export async function readingFrom<T>(store: string, read: (other: Database) => Promise<T>): Promise<T> {
  const other = new Database(store);
  return read(other).finally(() => other.close());
}

/** undefined where it cannot be opened: a newer build has left it. */
async function look(store: string): Promise<OtherAccount | undefined> {
  const other = new Database(store);
  try {
    const feeds = await other.feeds.filter((feed) => feed.leftAt === undefined).primaryKeys();
    const row = await other.account.get(1);
    if (store !== localStore && row === undefined) return undefined;
    return { store, feeds: feeds.length, ...(row && { host: row.host, user: row.user }) };
  } catch {
    return undefined;
  } finally {
    other.close();
  }
}
