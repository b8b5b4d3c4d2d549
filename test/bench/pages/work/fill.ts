import { db } from '../../../../src/storage/database.ts';
import { loadPlaces } from '../../../../src/storage/places.ts';
import type { BodyRow, FeedRow, PostRow, TagAt, UnreadRow } from '../../../../src/storage/schema.ts';
import { unreadRowsOf } from '../../../../src/storage/story.ts';
import { Tally } from '../../../../src/storage/tally.ts';
import { randomOf } from '../../../random.ts';
import { bodies, sentences, snippets } from '../texts.ts';

export interface FillOptions {
  posts: number;
  feeds: number;
  seed: number;
  now: number;
  /** One post in so many is unread; 5 where nothing is said. */
  unreadEvery?: number;
  /** The address of the feeds; none of them has a server where nothing is said. */
  url?: string;
}

const chunk = 5_000;
const dayMs = 86_400_000;
const threeYears = 3 * 365 * dayMs;
const folders = 20;
const tags = 200;
/**
 * Fills the real tables: `feeds` feeds in twenty folders, posts spread over three years, a fifth of them (20,000 at
 * most) on one day, a fifth unread, bodies of 2 kB, two tags a post of two hundred. Counters through the real tally.
 */
export async function fill({ posts, feeds, seed, now, unreadEvery = 5, url }: FillOptions): Promise<void> {
  const random = randomOf(seed);
  await db.delete();
  await db.open();
  await db.folders.bulkAdd(
    Array.from({ length: folders }, (_, i) => ({
      id: i + 1,
      parentId: 0,
      title: `Folder ${i + 1}`,
      position: i,
    })),
  );
  await db.feeds.bulkAdd(
    Array.from({ length: feeds }, (_, i) => ({ ...feedRow(i + 1, now), ...(url && { url }) })),
  );
  await db.checks.bulkAdd(
    Array.from({ length: feeds }, (_, i) => ({
      feedId: i + 1,
      failures: 0,
      limits: 0,
      nextAt: now + dayMs,
      lastGoodAt: now,
    })),
  );
  await db.tags.bulkAdd(Array.from({ length: tags }, (_, i) => ({ key: `tag${i}`, label: `Tag${i}` })));
  const places = await loadPlaces(Array.from({ length: feeds }, (_, i) => i + 1));
  const onOneDay = Math.min(20_000, Math.floor(posts / 5));
  const oneDay = Math.floor((now - 30 * dayMs) / dayMs) * dayMs;
  for (let from = 1; from <= posts; from += chunk) {
    const rows: PostRow[] = [];
    const texts: BodyRow[] = [];
    const unread: UnreadRow[] = [];
    const tally = new Tally(places);
    for (let id = from; id < Math.min(from + chunk, posts + 1); id++) {
      const at = id <= onOneDay ? oneDay + random.below(dayMs) : now - random.below(threeYears);
      const row = postRow(id, 1 + random.below(feeds), at, random);
      rows.push(row);
      texts.push({ postId: id, html: random.pick(bodies) as string });
      tally.story([row], 'total', 1);
      if (random.below(unreadEvery) !== 0) continue;
      unread.push(...unreadRowsOf([row], places));
      tally.story([row], 'unread', 1);
    }
    await db.transaction('rw', [db.posts, db.bodies, db.unread, db.counters, db.alerts], async () => {
      await db.posts.bulkAdd(rows);
      await db.bodies.bulkAdd(texts);
      await db.unread.bulkAdd(unread);
      await tally.write();
    });
  }
  await db.counters.put({ kind: 'sequence', id: 'posts', unread: 0, total: posts });
}

function feedRow(id: number, now: number): FeedRow {
  return {
    id,
    url: `http://feed-${id}.localhost/feed.xml`,
    urlKey: `https://feed-${id}.localhost/feed.xml`,
    title: `Feed number ${id}`,
    folderId: id % 2 === 0 ? 1 + (id % folders) : 0,
    position: id,
    tags: [],
    addedAt: now,
  };
}

function postRow(id: number, feedId: number, at: number, random: ReturnType<typeof randomOf>): PostRow {
  const own = [`tag${random.below(tags)}`, `tag${random.below(tags)}`];
  const unique = [...new Set(own)];
  return {
    id,
    feedId,
    key: `i:urn:post:${id}`,
    at,
    riverAt: at,
    tagAts: unique.map((tag): TagAt => [tag, at, id]),
    publishedAt: at,
    seenAt: at,
    title: `Post ${id} ${random.pick(sentences)}`,
    author: `Author ${feedId}`,
    link: `https://feed-${feedId}.example/posts/${id}`,
    snippet: random.pick(snippets) as string,
    ownTags: unique,
    joinKeys: [`l:https://feed-${feedId}.example/posts/${id}`, `t:${id.toString(36)}`],
    fingerprint: id.toString(36),
  };
}
