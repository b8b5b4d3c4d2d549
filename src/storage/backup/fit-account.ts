import { db } from '../database.ts';

/**
 * Makes rows that were restored fit the account that is open, whichever they were saved in: this browser asks its own
 * feeds, a server asks those of its account. Inside the caller's transaction.
 */
export async function fitAccount(now: number): Promise<void> {
  if (db.isOfServer) {
    await db.checks.toCollection().modify((check) => {
      delete check.nextAt;
    });
    return;
  }
  await db.items.clear();
  await db.outgoing.clear();
  const fromServer = new Set<number>();
  await db.feeds.toCollection().modify((feed) => {
    if (feed.remote === undefined && feed.remoteTrouble === undefined && feed.archivedAt === undefined)
      return;
    fromServer.add(feed.id);
    delete feed.remote;
    delete feed.remoteTrouble;
    delete feed.archivedAt;
  });
  await db.checks.toCollection().modify((check) => {
    if (fromServer.has(check.feedId)) check.nextAt = now;
  });
}
