/** Posts that come from a server, stored as those of a check are: rules, stories and views know no difference. */
import { type IdentifiedPost, identify } from '../feeds/identify.ts';
import type { ParsedPost } from '../feeds/model.ts';
import { checkTables } from './checks.ts';
import { db } from './database.ts';
import { giveStars } from './give-stars.ts';
import { labelStories } from './label-stories.ts';
import { queueMarks } from './outgoing.ts';
import type { FeedRow, PostRow } from './schema.ts';
import type { ItemRow } from './schema-account.ts';
import { storeAlone } from './store-posts.ts';
import { loadStories } from './stories.ts';
import { storyOf } from './story.ts';

/** A post with its id on the server, which is its guid, too. */
export interface Arriving {
  id: string;
  /** As the server names the feed. */
  feedId: string;
  post: ParsedPost;
  isRead: boolean;
  isStarred: boolean;
}

/** The ids of all items that were ever stored, also of those whose posts are gone. */
export async function knownItems(): Promise<Set<string>> {
  return new Set(await db.items.toCollection().primaryKeys());
}

const tables = [...new Set([...checkTables, db.items])];

/**
 * Stores posts of a server, whole or not at all, in one transaction. Those of feeds that are not subscribed are left
 * out. Where what is here wants another mark than the server has (a rule read it, its story was read before), that is
 * queued. Answers how many were stored.
 */
export function storeArriving(arriving: Arriving[], now: number): Promise<number> {
  return db.transaction('rw', tables, async () => {
    const isThere = ({ leftAt, archivedAt }: FeedRow) => leftAt === undefined && archivedAt === undefined;
    const feeds = (await db.feeds.toArray()).filter(isThere);
    const byRemote = new Map(feeds.flatMap((feed) => (feed.remote ? [[feed.remote.id, feed] as const] : [])));
    let stored = 0;
    for (const [feed, items] of groupedBy(arriving, (item) => byRemote.get(item.feedId))) {
      await storeOfFeed(feed, items, now);
      stored += items.length;
    }
    return stored;
  });
}

async function storeOfFeed(feed: FeedRow, arriving: Arriving[], now: number): Promise<void> {
  const identified = identify(
    arriving.map(({ id, post }) => ({ ...post, guid: id })),
    feed.siteUrl,
  );
  const byId = new Map(arriving.map((item) => [item.id, item]));
  const itemOf = ({ post }: IdentifiedPost) => byId.get(post.guid ?? '') as Arriving;
  const keys = new Set(identified.filter((post) => !itemOf(post).isRead).map(({ key }) => key));
  await storeAlone(feed, identified, { kind: 'keys', keys }, now);
  const posts = await Promise.all(
    identified.map(({ key }) => db.posts.where('[feedId+key]').equals([feed.id, key]).first()),
  );
  const rows = identified.map((post, i): ItemRow => ({ id: itemOf(post).id, postId: posts[i]?.id ?? 0 }));
  await db.items.bulkPut(rows);
  const pairs = identified.flatMap((post, i) => (posts[i] ? [{ post: posts[i], item: itemOf(post) }] : []));
  await takeStars(pairs, now);
  await tellTheServer(pairs);
  await noteChecked(feed.id, now);
}

interface Pair {
  post: PostRow;
  item: Arriving;
}

/** A star of the server is one of the story: its other items have it from us. */
async function takeStars(pairs: Pair[], now: number): Promise<void> {
  const starred = pairs.filter(({ item }) => item.isStarred);
  const storyIds = [...new Set(starred.map(({ post }) => storyOf(post)))];
  await giveStars(storyIds, now, 'server');
  await labelStories(storyIds, now);
  const own = new Set(starred.map(({ post }) => post.id));
  const stories = await loadStories(starred.flatMap(({ post }) => post.storyId ?? []));
  const others = [...stories.values()].flat().filter((post) => !own.has(post.id));
  await queueMarks(
    others.map((post) => post.id),
    'starred',
    true,
  );
}

/** A post that is read or starred here before its item came stays so, and the server is told. */
async function tellTheServer(pairs: Pair[]): Promise<void> {
  const [unread, marks] = await Promise.all([
    db.unread.bulkGet(pairs.map(({ post }) => post.id)),
    db.marks.bulkGet(pairs.map(({ post }) => storyOf(post))),
  ]);
  const read = pairs.filter(({ item }, i) => !item.isRead && unread[i] === undefined);
  const starred = pairs.filter(({ item }, i) => !item.isStarred && marks[i]?.starredAt !== undefined);
  const ids = (list: Pair[]) => list.map(({ post }) => post.id);
  await queueMarks(ids(read), 'read', true);
  await queueMarks(ids(starred), 'starred', true);
}

async function noteChecked(feedId: number, now: number): Promise<void> {
  const check = await db.checks.get(feedId);
  if (check !== undefined) await db.checks.put({ ...check, lastAt: now, lastGoodAt: now });
}

function groupedBy<T, K>(list: T[], keyOf: (each: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of list) {
    const key = keyOf(each);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}
