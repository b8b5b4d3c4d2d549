/** What a person says of how long posts are kept, and what that would free. */
import { db } from './database.ts';
import { keepingOf, sweepFeed } from './retention.ts';
import type { Settings } from './settings.ts';

/** Sets how much of one feed is kept; what is undefined is as for all feeds. */
export async function keepOfFeed(
  feedId: number,
  { keepDays, keepPosts }: { keepDays: number | undefined; keepPosts: number | undefined },
): Promise<void> {
  await db.feeds
    .where('id')
    .equals(feedId)
    .modify((feed) => {
      delete feed.keepDays;
      delete feed.keepPosts;
      if (keepDays !== undefined) feed.keepDays = keepDays;
      if (keepPosts !== undefined) feed.keepPosts = keepPosts;
    });
}

/** How many posts would be dropped now, by these settings. */
export async function countOld(settings: Settings, now: number): Promise<number> {
  let count = 0;
  for (const feed of await db.feeds.toArray()) {
    const keeping = keepingOf(feed, settings);
    for (let step = await sweepFeed(feed.id, keeping, undefined, now, true); ; ) {
      count += step.dropped;
      if (step.next === undefined) break;
      step = await sweepFeed(feed.id, keeping, step.next, now, true);
    }
  }
  return count;
}
