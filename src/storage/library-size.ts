import { countPlanned } from './checks.ts';
import { db } from './database.ts';

/** What a copy for the backup is of, in short: tells whether another one is due. */
export interface LibrarySize {
  /** Another one after an import, a subscription or its end. */
  feeds: string;
  /** How many things a person has done. */
  actions: number;
}

/** Is the database as a browser makes it: was there never a feed? */
export async function isNew(): Promise<boolean> {
  const [feed] = await db.feeds.limit(1).primaryKeys();
  // What a server has comes from there, not out of a copy of other feeds.
  return !db.isOfServer && feed === undefined && (await lastId('feeds')) === 0;
}

/** Is there a subscription? */
export async function hasFeeds(): Promise<boolean> {
  return (await db.feeds.filter((feed) => feed.leftAt === undefined).first()) !== undefined;
}

/** Are copies kept of it? Of what is on a server there is one already. */
export async function wantsCopies(): Promise<boolean> {
  return (await hasFeeds()) && !db.isOfServer;
}

/** The size of the library now. */
export async function librarySize(): Promise<LibrarySize> {
  return {
    feeds: `${await lastId('feeds')} ${await countPlanned()}`,
    actions: await lastId('actions'),
  };
}

async function lastId(name: string): Promise<number> {
  return (await db.counters.get(['sequence', name]))?.total ?? 0;
}
