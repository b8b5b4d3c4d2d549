/** Storing what feeds bring for the first time, by the real code and by bare puts of the same rows. */
import { identify } from '../../../../src/feeds/identify.ts';
import { saveCheck } from '../../../../src/storage/checks.ts';
import { listCounters, totalUnread } from '../../../../src/storage/counters.ts';
import { Database, db } from '../../../../src/storage/database.ts';
import type { CheckRow } from '../../../../src/storage/schema.ts';
import { randomOf } from '../../../random.ts';
import { bodies, sentences } from '../texts.ts';

const postsOfFeed = 30;
const bare = new Database('bench-storing');

/** Stores the first posts of these feeds, which are subscribed; milliseconds of the writing alone. */
export async function storeFirst(from: number, count: number, now: number): Promise<number> {
  const random = randomOf(from);
  let ms = 0;
  for (let feedId = from; feedId < from + count; feedId++) {
    const posts = Array.from({ length: postsOfFeed }, (_, i) => ({
      guid: `urn:${feedId}:${i}`,
      title: `Post ${feedId}.${i} ${random.pick(sentences)}`,
      author: `Author ${feedId}`,
      link: `https://feed-${feedId}.example/posts/${i}`,
      body: random.pick(bodies) as string,
      publishedAt: now - random.below(3 * 365) * 86_400_000,
      tags: [`Tag${random.below(200)}`, `Tag${random.below(200)}`],
      enclosures: [],
    }));
    const check = (await db.checks.get(feedId)) as CheckRow;
    const document = {
      feed: { format: 'rss' as const, pace: {}, posts, repairs: [] },
      posts: identify(posts),
    };
    const start = performance.now();
    await saveCheck(check, document, () => ({ row: { ...check, lastGoodAt: now } }), now);
    ms += performance.now() - start;
  }
  return ms;
}

/** Puts the rows that storeFirst made of these feeds into the same stores of a bare database; milliseconds. */
export async function storeBare(from: number, count: number): Promise<number> {
  if (!bare.isOpen()) {
    await bare.delete();
    await bare.open();
  }
  let ms = 0;
  for (let feedId = from; feedId < from + count; feedId++) {
    const posts = await db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]).toArray();
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
