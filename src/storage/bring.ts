/**
 * From one account to the other: feeds by their addresses, marks by the addresses of feed and post. What is read of
 * the other database is not changed there; done again, it finds everything done.
 */
import { identify } from '../feeds/identify.ts';
import type { ParsedPost } from '../feeds/model.ts';
import { canonicalLink } from '../feeds/urls.ts';
import { checkTables } from './checks.ts';
import { type Database, db } from './database.ts';
import { putFolder } from './folders.ts';
import { giveStars } from './give-stars.ts';
import { labelStories } from './label-stories.ts';
import { folderChain } from './places.ts';
import { actionTables, recordAction } from './record.ts';
import type { BodyRow, FeedRow, FolderRow, PostRow } from './schema.ts';
import { storeAlone } from './store-posts.ts';
import { storyOf } from './story.ts';
import { putFeed } from './subscriptions.ts';
import { makeRead, unreadRowsOfStories } from './unread.ts';

/** How many feeds the other account has, and how many of them are new here. */
export interface BroughtFeeds {
  feeds: number;
  added: number;
}

/** Marks of the other account: how many there are, how many found their post here; `copied` are starred posts that came along. */
export interface BroughtMarks {
  allRead: number;
  read: number;
  allStarred: number;
  starred: number;
  copied: number;
}

/**
 * Subscribes here to all feeds of the other account, in folders of the same names. All of them or none; `note` is called in
 * the same transaction.
 */
export async function bringFeeds(
  from: Database,
  now: number,
  note: (brought: BroughtFeeds) => Promise<void> = async () => {},
): Promise<BroughtFeeds> {
  const [feeds, folders] = await Promise.all([subscribedIn(from), from.folders.toArray()]);
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  return db.transaction('rw', [...actionTables, db.account], async () => {
    const added: number[] = [];
    for (const feed of feeds) {
      const folderId = await sameFolder(feed.folderId, byId);
      const { url, customTitle, siteUrl, tags } = feed;
      const known = {
        ...(customTitle !== undefined && { customTitle }),
        ...(siteUrl !== undefined && { siteUrl }),
      };
      const put = await putFeed({ url, title: feed.title, ...known, tags, folderId }, now);
      if (!put.already && !put.wasArchived) added.push(put.feedId);
    }
    const inverses = [{ do: 'leave' as const, feedIds: added }];
    if (added.length > 0) await recordAction({ kind: 'import', count: added.length, inverses }, now);
    const brought = { feeds: feeds.length, added: added.length };
    await note(brought);
    return brought;
  });
}

async function subscribedIn(from: Database): Promise<FeedRow[]> {
  const feeds = await from.feeds.toArray();
  return feeds.filter((feed) => feed.leftAt === undefined).sort((a, b) => a.position - b.position);
}

async function sameFolder(folderId: number, theirs: ReadonlyMap<number, FolderRow>): Promise<number> {
  let here = 0;
  for (const id of folderChain(folderId, theirs).reverse())
    here = (await putFolder(theirs.get(id)?.title ?? '', here)).id;
  return here;
}

interface Theirs {
  post: PostRow;
  isRead: boolean;
  isStarred: boolean;
}

/**
 * Reads and stars here what is so in the other account. With `copies` a starred post that is not here comes along, where
 * its feed is subscribed; without, it stays where it is.
 */
export async function bringMarks(from: Database, copies: boolean, now: number): Promise<BroughtMarks> {
  const done: BroughtMarks = { allRead: 0, read: 0, allStarred: 0, starred: 0, copied: 0 };
  const starred = new Set<number>();
  for (const mark of await from.marks.toArray()) if (mark.starredAt !== undefined) starred.add(mark.storyId);
  const unread = new Set(await from.unread.toCollection().primaryKeys());
  // Feed by feed: never all posts at once.
  for (const feed of await subscribedIn(from)) {
    const posts = await from.posts.where('[feedId+at+id]').between([feed.id], [feed.id, []]).toArray();
    const theirs = posts.map((post): Theirs => {
      return { post, isRead: !unread.has(post.id), isStarred: starred.has(storyOf(post)) };
    });
    const missing = await markAlike(feed, theirs, done, now);
    if (copies && missing.length > 0) done.copied += await copyPosts(from, feed, missing, now);
  }
  return done;
}

/** Marks the posts of one feed; answers the starred ones that are not here. */
function markAlike(feed: FeedRow, theirs: Theirs[], done: BroughtMarks, now: number): Promise<PostRow[]> {
  return db.transaction('rw', actionTables, async () => {
    const here = await db.feeds.where('urlKey').equals(feed.urlKey).first();
    const posts =
      here === undefined || here.leftAt !== undefined
        ? []
        : await db.posts.where('[feedId+at+id]').between([here.id], [here.id, []]).toArray();
    const byPage = new Map(posts.map((post) => [pageOf(post), post]));
    const pairs = theirs.map((each) => ({ ...each, own: byPage.get(pageOf(each.post)) }));
    const read = pairs.filter(({ isRead }) => isRead);
    const starred = pairs.filter(({ isStarred }) => isStarred);
    const found = (list: typeof pairs) => list.flatMap(({ own }) => own ?? []);
    done.allRead += read.length;
    done.allStarred += starred.length;
    done.read += found(read).length;
    done.starred += found(starred).length;
    await makeRead(await unreadRowsOfStories([...new Set(found(read).map(storyOf))]));
    const storyIds = [...new Set(found(starred).map(storyOf))];
    const marks = await db.marks.bulkGet(storyIds);
    const plain = storyIds.filter((_, i) => marks[i]?.starredAt === undefined);
    await giveStars(plain, now);
    await labelStories(plain, now);
    return starred.filter(({ own }) => own === undefined).map(({ post }) => post);
  });
}

/** What a post is known by in both accounts: its page; where it has none, its title and date. */
function pageOf({ link, title, publishedAt }: PostRow): string {
  return link === undefined ? `${title ?? ''}\n${publishedAt ?? ''}` : canonicalLink(link);
}

/** Stores posts as their feed would bring them: should it do so later, they are the same. Starred, and read. */
async function copyPosts(from: Database, feed: FeedRow, posts: PostRow[], now: number): Promise<number> {
  const bodies = await from.bodies.bulkGet(posts.map((post) => post.id));
  return db.transaction('rw', checkTables, async () => {
    const here = await db.feeds.where('urlKey').equals(feed.urlKey).first();
    if (here === undefined || here.leftAt !== undefined) return 0;
    const parsed = identify(posts.map((post, i) => parsedOf(post, bodies[i])));
    await storeAlone(here, parsed, { kind: 'keys', keys: new Set() }, now);
    const stored = await Promise.all(
      parsed.map(({ key }) => db.posts.where('[feedId+key]').equals([here.id, key]).first()),
    );
    const storyIds = [...new Set(stored.flatMap((post) => (post === undefined ? [] : storyOf(post))))];
    await giveStars(storyIds, now);
    await labelStories(storyIds, now);
    return storyIds.length;
  });
}

function parsedOf(post: PostRow, body: BodyRow | undefined): ParsedPost {
  const { title, author, link, publishedAt, at, enclosures = [] } = post;
  return {
    ...(title !== undefined && { title }),
    ...(author !== undefined && { author }),
    ...(link !== undefined && { link }),
    ...(body !== undefined && { body: body.html }),
    publishedAt: publishedAt ?? at,
    tags: post.ownTags,
    enclosures,
  };
}
