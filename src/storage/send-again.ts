import { db } from './database.ts';

/** Forgets that the server refused a feed: the next sync sends it again. Nothing where it was not refused. */
export async function sendAgain(feedId: number): Promise<void> {
  await db.feeds
    .where('id')
    .equals(feedId)
    .modify((feed) => {
      delete feed.remoteTrouble;
    });
}
