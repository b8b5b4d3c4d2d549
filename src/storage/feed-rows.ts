/** Feeds as rows, for whoever only reads them: the worker has no use for what a person does with feeds. */
import { canonicalLink } from '../feeds/urls.ts';
import { db } from './database.ts';
import type { FeedRow } from './schema.ts';

/** All feeds there are rows of, also those just left. */
export function allFeeds(): Promise<FeedRow[]> {
  return db.feeds.toArray();
}

/** One feed, also one that was left. */
export function getFeed(feedId: number): Promise<FeedRow | undefined> {
  return db.feeds.get(feedId);
}

/** The subscribed feed of this address, however it is spelled; one that is only kept for its stars may be subscribed to. */
export async function findFeed(url: string): Promise<FeedRow | undefined> {
  const feed = await db.feeds.where('urlKey').equals(canonicalLink(url)).first();
  return feed?.leftAt === undefined && feed?.archivedAt === undefined ? feed : undefined;
}

/** Does another subscription, also one just left, have this address? */
export async function isTaken(url: string, feedId: number): Promise<boolean> {
  const other = await db.feeds.where('urlKey').equals(canonicalLink(url)).first();
  return other !== undefined && other.id !== feedId;
}

/** The name a person sees for a feed. */
export function titleOf(feed: FeedRow): string {
  return feed.customTitle ?? feed.title;
}
