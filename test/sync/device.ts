/** This browser as a device of an account on a fake server. */

import { accountKey, storeOf } from '../../src/storage/account.ts';
import { putAccount } from '../../src/storage/account-row.ts';
import { db } from '../../src/storage/database.ts';
import { logIn, type Session } from '../../src/sync/greader/login.ts';
import { send } from '../../src/sync/greader/transport.ts';
import { runSync, type SyncEnd, type SyncFacts } from '../../src/sync/run-sync.ts';
import fake from '../fakes/browser.ts';
import type { FakeGreader } from '../fakes/greader/server.ts';

export interface Device {
  session: Session;
  sync(facts?: Partial<SyncFacts>): Promise<SyncEnd>;
}

/** Opens an empty database of the server's account. */
export async function connectDevice({ account, address }: FakeGreader): Promise<Device> {
  const session = await logIn(send, new URL(address), account.user, account.apiPassword);
  const store = storeOf(session.base, session.user);
  await fake.storage.local.set({ [accountKey]: { store } });
  db.close({ disableAutoOpen: false });
  await db.open();
  await db.delete({ disableAutoOpen: false });
  await db.open();
  await putAccount(session, Date.now());
  const sync = (facts: Partial<SyncFacts> = {}) =>
    runSync({ send, session, now: Date.now, chance: () => 0, everyMinutes: 5, ...facts });
  return { session, sync };
}

/** The titles of posts here, sorted: of those that are unread, starred, or all. */
export async function titlesHere(what: 'unread' | 'starred' | 'all'): Promise<string[]> {
  const posts = await db.posts.toArray();
  const unread = new Set(await db.unread.toCollection().primaryKeys());
  const starred = new Set(
    (await db.marks.toArray()).filter((mark) => mark.starredAt !== undefined).map((mark) => mark.storyId),
  );
  const isMeant = (id: number, storyId: number) =>
    what === 'all' || (what === 'unread' ? unread.has(id) : starred.has(storyId));
  return posts
    .filter(({ id, storyId = id }) => isMeant(id, storyId))
    .map(({ title = '' }) => title)
    .sort();
}

/** The id of the story of a post here. */
export async function storyCalled(title: string): Promise<number> {
  const post = await db.posts.filter((row) => row.title === title).first();
  if (post === undefined) throw new Error(`There is no post "${title}" here`);
  return post.storyId ?? post.id;
}
