import { countsOf } from './counters.ts';
import { db } from './database.ts';
import type { OnPlaced } from './river.ts';
import type { Row } from './river-source.ts';
import { rowsAmongFew } from './rows-of.ts';
import type { FeedRow, MarkRow, PostRow, TagRow } from './schema.ts';
import { lastIdOf } from './sequence.ts';
import { loadStories } from './stories.ts';
import { postIdOf, storyOf, tagsOf } from './story.ts';

/** What a list shows beside its posts' own rows. */
export interface Shown {
  /** The posts that are unread. */
  unread: ReadonlySet<number>;
  /** By story, for those that have any. */
  marks: ReadonlyMap<number, MarkRow>;
  /** The other feeds of a joined post's story, by post. */
  alsoIn: ReadonlyMap<number, number[]>;
  /** The highest id given to a post so far. */
  newestId: number;
}

/** The names that the posts show, and the number over the list. */
export interface ShownNames {
  feeds: FeedRow[];
  tags: TagRow[];
  total: { unread: number; total: number };
}

const tables = [db.posts, db.unread, db.marks, db.feeds, db.folders, db.tags, db.counters];

/** The page is one of unread posts, just read from their marks: they need not be asked for again. */
export interface Known {
  areUnread: boolean;
}

/** Reads a page of posts and what is shown beside them in one transaction: all of one moment, and one wait for it. */
export function readShown<Page>(
  read: () => Promise<Page>,
  postsOf: (page: Page) => PostRow[],
  known: Known,
): Promise<{ page: Page; shown: Shown }> {
  return db.transaction('r', tables, async () => {
    const page = await read();
    return { page, shown: await shownOf(postsOf(page), known) };
  });
}

/** The same with the names of feeds and tags, for a panel that has not read its library yet. */
export function readShownWithNames<Page>(
  read: (onPlaced: OnPlaced) => Promise<Page>,
  postsOf: (page: Page) => PostRow[],
  known: Known,
): Promise<{ page: Page; shown: Shown; names: ShownNames }> {
  return db.transaction('r', tables, async () => {
    const beside = (rows: Row[]) => Promise.all([shownOf(rows, known), namesOf(rows)]);
    let begun: ReturnType<typeof beside> | undefined;
    const page = await read((rows) => {
      begun = beside(rows);
      // Where the posts cannot be read, nobody asks for the rest.
      begun.catch(() => {});
    });
    const [shown, names] = await (begun ?? beside(postsOf(page)));
    return { page, shown, names };
  });
}

async function shownOf(posts: Row[], { areUnread }: Known): Promise<Shown> {
  const ids = posts.map(postIdOf);
  const [unread, marks, alsoIn, newestId] = await Promise.all([
    areUnread ? new Set(ids) : unreadAmong(ids),
    rowsAmongFew(db.marks, posts.map(storyOf), (mark) => mark.storyId),
    otherFeeds(posts),
    lastIdOf('posts'),
  ]);
  return {
    unread,
    marks: new Map(marks.map((row) => [row.storyId, row])),
    alsoIn,
    newestId,
  };
}

async function otherFeeds(posts: Row[]): Promise<Map<number, number[]>> {
  const joined = posts.filter((post) => post.storyId !== undefined);
  if (joined.length === 0) return new Map();
  const stories = await loadStories(joined.map(storyOf));
  const feedIds = [...new Set([...stories.values()].flat().map((post) => post.feedId))];
  const feeds = await db.feeds.bulkGet(feedIds);
  const active = new Set(feeds.flatMap((feed) => (feed?.leftAt === undefined ? (feed?.id ?? []) : [])));
  return new Map(
    joined.map((post) => {
      const story = stories.get(storyOf(post)) ?? [];
      const others = story.map(({ feedId }) => feedId).filter((id) => id !== post.feedId && active.has(id));
      return [postIdOf(post), [...new Set(others)]];
    }),
  );
}

async function namesOf(posts: Row[]): Promise<ShownNames> {
  const alsoIn = await otherFeeds(posts);
  const feedIds = new Set([...posts.map((post) => post.feedId), ...[...alsoIn.values()].flat()]);
  const tagKeys = new Set(
    posts.flatMap((post) => post.tagAts?.map(([key]) => key) ?? ('id' in post ? tagsOf(post) : [])),
  );
  const [feeds, tags, total] = await Promise.all([
    db.feeds.bulkGet([...feedIds]),
    rowsAmongFew(db.tags, [...tagKeys], (tag) => tag.key),
    countsOf('total', 0),
  ]);
  return {
    feeds: feeds.filter((feed) => feed !== undefined),
    tags,
    total,
  };
}

/** Which of these posts are unread. */
export async function unreadAmong(postIds: number[]): Promise<Set<number>> {
  const rows = await db.unread.bulkGet(postIds);
  return new Set(rows.flatMap((row) => (row === undefined ? [] : [row.postId])));
}

/** The marks of these stories, for those that have any. */
export async function marksAmong(storyIds: number[]): Promise<Map<number, MarkRow>> {
  const rows = await db.marks.bulkGet(storyIds);
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.storyId, row]])));
}
