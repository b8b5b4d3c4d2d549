import { localStore } from '../account.ts';
import { atRest } from '../at-rest.ts';
import { db } from '../database.ts';
import type { FeedRow } from '../schema.ts';

/**
 * Makes rows that were restored fit the account that is open; `store` is the database they were saved from. What a server
 * calls its feeds and posts is true of its own account alone, and this browser asks the feeds of the local one. Inside the
 * caller's transaction.
 */
export async function fitAccount(store: string, now: number): Promise<void> {
  if (db.isOfServer) await planNoCheck();
  else if (store !== localStore) await planChecks(now);
  if (!db.isOfServer || store !== db.name) await forgetServer();
}

async function planNoCheck(): Promise<void> {
  await db.checks.toCollection().modify((check) => {
    delete check.nextAt;
  });
}

/** Of a server's account none was planned. */
async function planChecks(now: number): Promise<void> {
  const feeds = new Map((await db.feeds.toArray()).map((feed) => [feed.id, feed]));
  const checks = (await db.checks.toArray()).flatMap((check) => {
    const feed = feeds.get(check.feedId);
    return feed === undefined || feed.leftAt !== undefined
      ? []
      : atRest(feed, { ...check, nextAt: now }, now);
  });
  await db.checks.bulkPut(checks);
}

async function forgetServer(): Promise<void> {
  await db.items.clear();
  await db.outgoing.clear();
  await db.feeds.toCollection().modify((feed: FeedRow) => {
    delete feed.remote;
    delete feed.remoteTrouble;
    delete feed.archivedAt;
  });
}
