/** Storing what feeds bring for the first time, by the real code and by bare puts of the same rows. */
import { identify } from '../../../../src/feeds/identify.ts';
import type { ParsedPost } from '../../../../src/feeds/model.ts';
import type { ReadDocument } from '../../../../src/storage/checks.ts';
import { listCounters, totalUnread } from '../../../../src/storage/counters.ts';
import { Database, db } from '../../../../src/storage/database.ts';
import { saveCheck } from '../../../../src/storage/save-check.ts';
import type { CheckRow, PostRow } from '../../../../src/storage/schema.ts';
import { randomOf } from '../../../random.ts';
import { bodies, sentences } from '../texts.ts';

const postsOfFeed = 30;
const atOnce = 6;
const bare = new Database('bench-storing');

/** Stores the first posts of these feeds, which are subscribed, as a pass does; milliseconds of the writing alone. */
export async function storeFirst(from: number, count: number, now: number): Promise<number> {
  const random = randomOf(from);
  let ms = 0;
  for (const feedIds of groupsOf(from, count)) {
    const ready = feedIds.map((feedId) => {
      const posts = firstPosts(feedId, random, now);
      return {
        feed: { format: 'rss' as const, pace: {}, posts, repairs: [] },
        posts: identify(posts),
      };
    });
    const checks = (await db.checks.bulkGet(feedIds)) as CheckRow[];
    const start = performance.now();
    await Promise.all(
      checks.map((check, i) =>
        saveCheck(check, ready[i] as ReadDocument, () => ({ row: { ...check, lastGoodAt: now } }), now),
      ),
    );
    ms += performance.now() - start;
  }
  return ms;
}

function firstPosts(feedId: number, random: ReturnType<typeof randomOf>, now: number): ParsedPost[] {
  return Array.from({ length: postsOfFeed }, (_, i) => ({
    guid: `urn:${feedId}:${i}`,
    title: `Post ${feedId}.${i} ${random.pick(sentences)}`,
    author: `Author ${feedId}`,
    link: `https://feed-${feedId}.example/posts/${i}`,
    body: random.pick(bodies) as string,
    publishedAt: now - random.below(3 * 365) * 86_400_000,
    tags: [`Tag${random.below(200)}`, `Tag${random.below(200)}`],
    enclosures: [],
  }));
}

/** As many feeds as a pass asks at once: their documents are ready together. */
function groupsOf(from: number, count: number): number[][] {
  const ids = Array.from({ length: count }, (_, i) => from + i);
  return Array.from({ length: Math.ceil(count / atOnce) }, (_, i) => ids.slice(i * atOnce, (i + 1) * atOnce));
}

function postsOf(feedId: number): Promise<PostRow[]> {
  return db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]).toArray();
}

/** Puts the rows that storeFirst made of these feeds into the same stores of a bare database, as many at once; milliseconds. */
export async function storeBare(from: number, count: number): Promise<number> {
  if (!bare.isOpen()) {
    await bare.delete();
    await bare.open();
  }
  let ms = 0;
  for (const feedIds of groupsOf(from, count)) {
    const posts = (await Promise.all(feedIds.map(postsOf))).flat();
    const ids = posts.map((post) => post.id);
    const rows = { posts, bodies: await db.bodies.bulkGet(ids), unread: await db.unread.bulkGet(ids) };
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      const transaction = bare.backendDB().transaction(Object.keys(rows), 'readwrite');
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      for (const [store, list] of Object.entries(rows))
        for (const row of list) transaction.objectStore(store).put(row);
    });
    ms += performance.now() - start;
  }
  return ms;
}

/** Milliseconds of reading every unread number that the panel shows. */
export async function readCounts(): Promise<number> {
  const start = performance.now();
  await Promise.all([totalUnread(), listCounters('feed'), listCounters('folder'), listCounters('tag')]);
  return performance.now() - start;
}
