import { db } from './database.ts';
import { titleOf } from './feed-rows.ts';
import { actionTables, recordAction } from './record.ts';
import { reseat } from './reseat.ts';
import type { CheckRow, FeedRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';

/** The feeds that are subscribed, in the person's order. */
export async function listFeeds(): Promise<FeedRow[]> {
  const feeds = await db.feeds.toArray();
  return feeds.filter((feed) => feed.leftAt === undefined).sort((a, b) => a.position - b.position);
}

/** What the last check of each feed found, and when the next one is due. */
export function listChecks(): Promise<CheckRow[]> {
  return db.checks.toArray();
}

/** Gives a feed a title of the person's; an empty one shows the feed's own again. */
export function renameFeed(feedId: number, customTitle: string, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const feed = await db.feeds.get(feedId);
    if (feed === undefined) return;
    const { customTitle: was, ...bare } = feed;
    const title = customTitle.trim();
    if ((was ?? '') === title) return;
    await db.feeds.put(title === '' ? bare : { ...bare, customTitle: title });
    const after = title === '' ? {} : { customTitle: title };
    const inverses: Inverse[] = [
      { do: 'title', feedId, ...(was !== undefined && { customTitle: was }), after },
    ];
    await recordAction({ kind: 'rename', count: 1, name: was ?? feed.title, inverses }, now);
  });
}

/** Fetches the whole text of a feed's posts when they are opened, or no longer. */
export async function fetchFullTextAlways(feedId: number, always: boolean): Promise<void> {
  await db.feeds
    .where('id')
    .equals(feedId)
    .modify((feed) => {
      if (always) feed.alwaysFullText = true;
      else delete feed.alwaysFullText;
    });
}

/** Puts a feed into a folder; 0 is the top. */
export function moveFeed(feedId: number, folderId: number, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const feed = await db.feeds.get(feedId);
    if (feed === undefined || feed.folderId === folderId) return;
    if (folderId !== 0 && (await db.folders.get(folderId)) === undefined) return;
    await reseat([feedId], () => db.feeds.put({ ...feed, folderId }));
    const inverses: Inverse[] = [
      {
        do: 'folders',
        put: [],
        remove: [],
        feeds: [{ id: feedId, folderId: feed.folderId, after: folderId }],
      },
    ];
    await recordAction({ kind: 'move', count: 1, name: titleOf(feed), inverses }, now);
  });
}
