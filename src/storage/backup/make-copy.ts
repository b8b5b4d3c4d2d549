import { db } from '../database.ts';
import type { FeedRow, PostRow } from '../schema.ts';
import type { HeldGift } from '../schema-backup.ts';
import { storyOf } from '../story.ts';
import { type Copy, writeCopy } from './copy.ts';
import { type MarkedPost, type Marks, marksOf } from './marks.ts';

/** Posts read in one go. */
const stepPosts = 1_000;
/** So long it works between two rests. */
const workMs = 25;

/** A copy as text, and of how many feeds it is. */
export interface MadeCopy {
  text: string;
  feeds: number;
}

/**
 * Makes a copy for storage.local: feed by feed, each in a transaction of its own, with a rest in between, so that checks
 * and clicks get their turn. `settings` come from the caller: Chrome's hidden page cannot read them.
 */
export async function makeCopy(settings: object, now: number, rest: () => Promise<void>): Promise<MadeCopy> {
  const arranged = await readArranged();
  const starred = new Set((await db.marks.where('starAt').above([]).primaryKeys()) as number[]);
  const marks: Copy['marks'] = [];
  let restedAt = performance.now();
  for (const { id } of arranged.feeds) {
    marks.push({ feedId: id, ...(await marksOfFeed(id, starred)) });
    if (performance.now() - restedAt < workMs) continue;
    await rest();
    restedAt = performance.now();
  }
  const tags = await spellingsOf([
    ...arranged.feeds.flatMap((feed) => feed.tags),
    ...marks.flatMap(({ given }) => given.flatMap((gift) => gift.tags ?? [])),
  ]);
  const text = await writeCopy({ madeAt: now, settings, ...arranged, tags, marks });
  return { text, feeds: arranged.feeds.length };
}

function readArranged(): Promise<Omit<Copy, 'madeAt' | 'settings' | 'tags' | 'marks'>> {
  const tables = [db.feeds, db.folders, db.rules, db.views, db.alerts, db.counters, db.checks];
  return db.transaction('r', tables, async () => {
    const [feeds, folders, rules, views, alerts, sequences, checks] = await Promise.all([
      db.feeds.filter((feed) => feed.leftAt === undefined).toArray(),
      db.folders.toArray(),
      db.rules.toArray(),
      db.views.toArray(),
      db.alerts.toArray(),
      db.counters.where('[kind+id]').between(['sequence'], ['sequence', []]).toArray(),
      db.checks.toArray(),
    ]);
    const known = new Set(checks.flatMap((check) => (check.lastGoodAt === undefined ? [] : [check.feedId])));
    return {
      feeds: feeds.map((feed) => (known.has(feed.id) ? withoutFirst(feed) : feed)),
      folders,
      rules,
      views,
      alerts,
      sequences: Object.fromEntries(sequences.map(({ id, total }) => [id, total])),
    };
  });
}

/** How its first check marks posts is settled: when they come again, they are not new. */
function withoutFirst({ firstUnread: _firstUnread, ...feed }: FeedRow): FeedRow {
  return feed;
}

function marksOfFeed(feedId: number, starred: ReadonlySet<number>): Promise<Marks> {
  return db.transaction('r', [db.posts, db.unread, db.tombstones, db.held], async () => {
    const [unread, dropped, held] = await Promise.all([
      unreadOf(feedId),
      db.tombstones.where('[feedId+carried]').equals([feedId, 1]).toArray(),
      db.held.get(feedId),
    ]);
    const posts = await postsOf(feedId, new Set(unread), starred);
    // What was dropped and is still carried would come again, too.
    for (const { key } of dropped) posts.push({ key, isRead: true });
    return marksOf(posts, held);
  });
}

async function postsOf(
  feedId: number,
  unread: ReadonlySet<number>,
  starred: ReadonlySet<number>,
): Promise<MarkedPost[]> {
  const posts: MarkedPost[] = [];
  let after: [number, number] = [Number.NEGATIVE_INFINITY, 0];
  for (;;) {
    // Forwards: the other way Dexie asks for each row by itself.
    const rows: PostRow[] = await db.posts
      .where('[feedId+at+id]')
      .between([feedId, ...after], [feedId, []], false, false)
      .limit(stepPosts)
      .toArray();
    for (const row of rows) posts.push(markedPost(row, !unread.has(row.id), starred.has(storyOf(row))));
    const last = rows.at(-1);
    if (last === undefined || rows.length < stepPosts) return posts;
    after = [last.at, last.id];
  }
}

function unreadOf(feedId: number): PromiseLike<number[]> {
  return db.unread.where('[feedId+at+postId]').between([feedId], [feedId, []]).primaryKeys();
}

function markedPost(row: PostRow, isRead: boolean, isStarred: boolean): MarkedPost {
  const { key, publishedAt, updatedAt, handTags = [], droppedTags = [] } = row;
  const gift: Omit<HeldGift, 'hash'> = {
    ...(isStarred && { star: true as const }),
    ...(handTags.length > 0 && { tags: handTags }),
    ...(droppedTags.length > 0 && { droppedTags }),
  };
  return {
    key,
    isRead,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(updatedAt !== undefined && { updatedAt }),
    ...(Object.keys(gift).length > 0 && { gift }),
  };
}

async function spellingsOf(keys: string[]): Promise<Copy['tags']> {
  const rows = await db.tags.bulkGet([...new Set(keys)]);
  return rows.filter((row) => row !== undefined);
}
