/** What the server says of read and starred, made true here in one transaction; never over a mark that waits to be sent. */
import { db } from './database.ts';
import { giveStars } from './give-stars.ts';
import { labelStories } from './label-stories.ts';
import { itemsOf, queueMarks, waitingAmong } from './outgoing.ts';
import { actionTables } from './record.ts';
import { rowsOf } from './rows-of.ts';
import type { FeedRow, PostRow } from './schema.ts';
import type { ItemRow } from './schema-account.ts';
import { loadStories } from './stories.ts';
import { storyOf } from './story.ts';
import { makeRead, makeUnread, unreadRowsOfStories } from './unread.ts';

/** The ids of all that is unread, and of all that is starred, on the server. */
export interface ServerMarks {
  unread: ReadonlySet<string>;
  starred: ReadonlySet<string>;
}

/** What would be done: to be looked at before it is. */
export interface Flips {
  /** Items that would be read, or unstarred, because they are absent. */
  read: string[];
  unstar: string[];
  star: string[];
  unread: string[];
  /** How many posts are unread here. */
  unreadHere: number;
}

/** Which items are of another mind than what is stored here, where no mark waits. */
export function findFlips(marks: ServerMarks): Promise<Flips> {
  return db.transaction('r', actionTables, async () => {
    const found = await differing(marks);
    const ids = (list: Differing[]) => list.map(({ item }) => item.id);
    return {
      read: ids(found.read),
      unstar: ids(found.unstar),
      star: ids(found.star),
      unread: ids(found.unread),
      unreadHere: found.unreadHere,
    };
  });
}

/**
 * Applies what the server says. `mayRead` and `mayUnstar` leave out what is only absent from a list that may lack it.
 * Answers how many stories changed.
 */
export function applyServerMarks(
  marks: ServerMarks,
  mayRead: (id: string) => boolean,
  mayUnstar: (id: string) => boolean,
  now: number,
): Promise<number> {
  return db.transaction('rw', actionTables, async () => {
    const found = await differing(marks);
    const may = (list: Differing[], isAllowed: (id: string) => boolean) =>
      list.filter(({ item }) => isAllowed(item.id));
    const read = await applyRead(may(found.read, mayRead), marks);
    const unread = await applyUnread(found.unread, marks);
    const unstarred = await applyStars(may(found.unstar, mayUnstar), undefined, marks, now);
    const starred = await applyStars(found.star, now, marks, now);
    return read + unread + unstarred + starred;
  });
}

interface Differing {
  item: ItemRow;
  storyId: number;
}

/** Compares every item with the post it is. Inside the caller's transaction. */
async function differing({
  unread,
  starred,
}: ServerMarks): Promise<
  Record<'read' | 'unread' | 'star' | 'unstar', Differing[]> & { unreadHere: number }
> {
  const [items, unreadRows, stars, readWaits, starWaits] = await Promise.all([
    db.items.toArray(),
    db.unread.toArray(),
    db.marks.where('starAt').above([]).toArray(),
    waitingAmong('read'),
    waitingAmong('starred'),
  ]);
  const storyOfUnread = new Map(unreadRows.map((row) => [row.postId, storyOf(row)]));
  const starredStories = new Set(stars.map((mark) => mark.storyId));
  const starredPosts = new Set(
    [...(await loadStories(starredStories)).values()].flat().map((post) => post.id),
  );
  const wantUnread = items.filter(({ id, postId }) => unread.has(id) && !storyOfUnread.has(postId));
  const wantRead = items.filter(({ id, postId }) => !unread.has(id) && storyOfUnread.has(postId));
  const wantStar = items.filter(({ id, postId }) => starred.has(id) && !starredPosts.has(postId));
  const wantPlain = items.filter(({ id, postId }) => !starred.has(id) && starredPosts.has(postId));
  const stories = await subscribedStories([...wantUnread, ...wantRead, ...wantStar, ...wantPlain]);
  const free = (list: ItemRow[], waiting: ReadonlySet<number>) =>
    list.flatMap((item): Differing[] => {
      const story = stories.get(item.postId);
      // One that waits speaks for its whole story.
      if (story === undefined || story.posts.some((post) => waiting.has(post.id))) return [];
      return [{ item, storyId: story.id }];
    });
  const unreadStories = new Set(storyOfUnread.values());
  return {
    read: free(wantRead, readWaits),
    // A post of a feed that was left has no row of its own, though its story is unread.
    unread: free(wantUnread, readWaits).filter(({ storyId }) => !unreadStories.has(storyId)),
    star: free(wantStar, starWaits),
    unstar: free(wantPlain, starWaits),
    unreadHere: unreadRows.length,
  };
}

/** The stories of these items, by post; posts that are gone, hidden, or of feeds that were left, here or there, have none. */
async function subscribedStories(items: ItemRow[]): Promise<Map<number, { id: number; posts: PostRow[] }>> {
  const ids = [...new Set(items.map(({ postId }) => postId))].filter((id) => id > 0);
  const [posts, feeds] = await Promise.all([rowsOf(db.posts, ids, (post) => post.id), db.feeds.toArray()]);
  const isLeft = ({ leftAt, archivedAt }: FeedRow) => leftAt !== undefined || archivedAt !== undefined;
  const left = new Set(feeds.filter(isLeft).map((feed) => feed.id));
  const joined = [...posts.values()].flatMap((post) => post.storyId ?? []);
  const stories = joined.length === 0 ? new Map<number, PostRow[]>() : await loadStories(joined);
  return new Map(
    ids.flatMap((id) => {
      const post = posts.get(id);
      if (post === undefined || post.hiddenAt !== undefined || left.has(post.feedId)) return [];
      return [[id, { id: storyOf(post), posts: stories.get(storyOf(post)) ?? [post] }] as const];
    }),
  );
}

async function applyRead(found: Differing[], marks: ServerMarks): Promise<number> {
  const storyIds = storiesOf(found);
  const names = await makeRead(await unreadRowsOfStories(storyIds), 'server');
  await tellOthers(storyIds, 'read', true, (id) => !marks.unread.has(id));
  return names.length;
}

async function applyUnread(found: Differing[], marks: ServerMarks): Promise<number> {
  const storyIds = storiesOf(found);
  const names = await makeUnread(
    found.map(({ item }) => item.postId),
    { source: 'server' },
  );
  await tellOthers(storyIds, 'read', false, (id) => !marks.unread.has(id));
  return names.length;
}

async function applyStars(
  found: Differing[],
  at: number | undefined,
  marks: ServerMarks,
  now: number,
): Promise<number> {
  const storyIds = storiesOf(found);
  if (storyIds.length === 0) return 0;
  await giveStars(storyIds, at, 'server');
  await labelStories(storyIds, now);
  await tellOthers(storyIds, 'starred', at !== undefined, (id) => marks.starred.has(id));
  return storyIds.length;
}

/** The other items of stories that followed one of theirs: they are told, so that all are of one mind. */
async function tellOthers(
  storyIds: number[],
  field: 'read' | 'starred',
  value: boolean,
  isOnServer: (id: string) => boolean,
): Promise<void> {
  if (storyIds.length === 0) return;
  const posts = [...(await loadStories(storyIds)).values()].flat();
  const items = await itemsOf(posts.map((post) => post.id));
  const others = [...items].filter(([, ids]) => ids.some((id) => isOnServer(id) !== value));
  await queueMarks(
    others.map(([postId]) => postId),
    field,
    value,
  );
}

function storiesOf(found: Differing[]): number[] {
  return [...new Set(found.map(({ storyId }) => storyId))];
}
