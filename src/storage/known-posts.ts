import type { IdentifiedPost } from '../feeds/identify.ts';
import type { Batch } from './batch.ts';
import { db, primaryKeysUnder } from './database.ts';
import { storedLike } from './partners.ts';
import type { PostRow } from './schema.ts';
import { storyOf } from './story.ts';
import { droppedAmong } from './tombstones.ts';

/** What is stored that the posts of a document may be, or may belong to. */
export interface KnownPosts {
  /** Of its feed, under keys of the document. */
  byKey: PostRow[];
  /** Of any feed: they share a join key with the others of the document. */
  like: PostRow[];
  /** Keys that were dropped and must not come back. */
  dropped: ReadonlySet<string>;
  feedHasPosts: boolean;
}

/**
 * Looks up what is stored of a document, before it is. Those of several documents may be looked up side by side. Inside
 * the caller's transaction (posts, tombstones).
 */
export async function findKnown(
  feedId: number,
  incoming: readonly IdentifiedPost[],
  now: number,
): Promise<KnownPosts> {
  const keys = incoming.flatMap(({ key, formerKey }) => (formerKey === undefined ? key : [key, formerKey]));
  const [own, dropped] = await Promise.all([storedByKey(feedId, keys), droppedAmong(feedId, keys, now)]);
  const byOwnKey = new Set(own.byKey.map((post) => post.key));
  const like = await storedLike(incoming.filter((post) => !byOwnKey.has(post.key)));
  return { ...own, like, dropped };
}

/** A new feed has no posts to be found: it is not asked for each of them. */
async function storedByKey(
  feedId: number,
  keys: string[],
): Promise<Pick<KnownPosts, 'byKey' | 'feedHasPosts'>> {
  const ofFeed = db.posts.where('[feedId+key]').between([feedId], [feedId, []]);
  if ((await ofFeed.limit(1).primaryKeys()).length === 0) return { byKey: [], feedHasPosts: false };
  const ids = await primaryKeysUnder(
    'posts',
    '[feedId+key]',
    keys.map((key) => [feedId, key]),
  );
  const found = ids.length === 0 ? [] : await db.posts.bulkGet(ids);
  return { byKey: found.filter((post) => post !== undefined), feedHasPosts: true };
}

/** What was stored of documents in a batch: what was looked up before that may be true no more. */
export interface Written {
  feedIds: Set<number>;
  joinKeys: Set<string>;
}

/**
 * Is it still so, though other documents of the batch were stored since it was looked up? They may have brought a post
 * that one of these belongs to, or have changed one that was found.
 */
export function stillHolds(
  { byKey, like }: KnownPosts,
  feedId: number,
  incoming: readonly IdentifiedPost[],
  { written, touched }: Pick<Batch, 'written' | 'touched'>,
): boolean {
  if (written.feedIds.has(feedId)) return false;
  if (incoming.some((post) => post.joinKeys.some((key) => written.joinKeys.has(key)))) return false;
  return ![...byKey, ...like].some((post) => touched.has(storyOf(post)));
}
