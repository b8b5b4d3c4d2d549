import type { FeedRow } from './schema.ts';

/** The names a feed goes by in queries: the person's, its own, its address's host. */
export function namesOf(feed: FeedRow): string[] {
  const host = URL.canParse(feed.url) ? new URL(feed.url).hostname : undefined;
  return [feed.customTitle, feed.title, host].filter((name) => name !== undefined);
}
