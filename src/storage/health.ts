import { postsADay } from '../feeds/rhythm.ts';
import { db } from './database.ts';

/** What tells how a feed does, beside its checks. */
export interface FeedFacts {
  /** The date of its newest post; absent while it has none. */
  newestAt?: number;
  /** As learned; 0 while nothing is known. */
  postsAWeek: number;
  /** How often its posts were opened. */
  opened: number;
}

const weekMs = 7 * 86_400_000;
/** The delay is that of the last posts; older ones came in by another schedule. */
const delayPosts = 40;

/** The facts of all feeds, by id. */
export function loadFeedFacts(): Promise<Map<number, FeedFacts>> {
  return db.transaction('r', [db.feeds, db.posts, db.rhythms, db.opened], async () => {
    const ids = await db.feeds.toCollection().primaryKeys();
    const [newest, rhythms, opened] = await Promise.all([
      Promise.all(ids.map(newestOf)),
      db.rhythms.bulkGet(ids),
      db.opened.bulkGet(ids),
    ]);
    return new Map(
      ids.map((id, i) => {
        const rhythm = rhythms[i]?.rhythm;
        const newestAt = newest[i];
        return [
          id,
          {
            postsAWeek: rhythm === undefined ? 0 : postsADay(rhythm) * 7,
            opened: opened[i]?.count ?? 0,
            ...(newestAt !== undefined && { newestAt }),
          },
        ];
      }),
    );
  });
}

async function newestOf(feedId: number): Promise<number | undefined> {
  const [key] = await ofFeed(feedId).reverse().limit(1).keys();
  return (key as unknown as [number, number, number] | undefined)?.[1];
}

/** How many of a feed's posts are dated in each of the last weeks, the oldest week first. */
export async function postsByWeek(feedId: number, now: number, weeks: number): Promise<number[]> {
  const fromAt = now - weeks * weekMs;
  const found = db.posts.where('[feedId+at+id]').between([feedId, fromAt], [feedId, now, []]);
  const counts = new Array<number>(weeks).fill(0);
  for (const key of await found.keys()) {
    const [, at] = key as unknown as [number, number, number];
    const week = Math.min(weeks - 1, Math.floor((at - fromAt) / weekMs));
    counts[week] = (counts[week] ?? 0) + 1;
  }
  return counts;
}

/**
 * How long a feed's posts took from their own date to us, the median of the last ones, in milliseconds; undefined while
 * none has come since it was subscribed to.
 */
export async function arrivalDelay(feedId: number): Promise<number | undefined> {
  const feed = await db.feeds.get(feedId);
  const posts = await ofFeed(feedId).reverse().limit(delayPosts).toArray();
  const delays = posts
    .filter(
      (post) => post.publishedAt !== undefined && !post.dateOnly && post.publishedAt > (feed?.addedAt ?? 0),
    )
    .map((post) => Math.max(0, post.seenAt - (post.publishedAt ?? 0)))
    .sort((a, b) => a - b);
  return delays[Math.floor(delays.length / 2)];
}

function ofFeed(feedId: number) {
  return db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]);
}

/** Notes which troubles the person was told of: each is told once. */
export function noteTold(troubles: { feedId: number; since: number }[]): Promise<void> {
  return db.transaction('rw', db.feeds, async () => {
    for (const { feedId, since } of troubles) await db.feeds.update(feedId, { troubleToldAt: since });
  });
}
