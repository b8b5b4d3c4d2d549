/** How a list is read from the database, a page at a time. */
import { type Days, gmtDays } from '../../feeds/days.ts';
import { countNewerThan } from '../../storage/count-between.ts';
import { countUnread } from '../../storage/count-unread.ts';
import {
  type ListCursor,
  type ListQuery,
  listPosts,
  type PostPage,
  type Scope,
} from '../../storage/lists.ts';
import { type OnPlaced, type RiverCursor, type RiverQuery, riverPage } from '../../storage/river.ts';
import { viewKey } from '../../storage/saved-view.ts';
import type { PostRow } from '../../storage/schema.ts';
import { unreadAmong } from '../../storage/shown.ts';
import { viewedPosts } from '../../storage/topics.ts';
import type { SearchCursor } from './searching.ts';

/** A post in its place; `dayAt` is the start of the day it is listed under. */
export interface Row {
  post: PostRow;
  dayAt: number;
}

/** What a list shows: a scope of the database, or what a query finds; `viewId`: that of a saved view. */
export type ListScope = Scope | { kind: 'search'; text: string; viewId?: number };

/** What is listed. The whole and a folder are drawn as the river, day by day; all else is one list. */
export interface View {
  scope: ListScope;
  unreadOnly: boolean;
  /** 'views' is for topics: what was opened most comes first, the rest by time. 'best' is for searches. */
  order: 'newest' | 'oldest' | 'views' | 'best';
  days: Days;
}

/** Where the next page begins. */
export interface Cursor {
  river?: RiverCursor;
  list?: ListCursor;
  /** The posts that a list by views began with. */
  viewed?: ReadonlySet<number>;
  search?: SearchCursor;
}

export interface Page {
  rows: Row[];
  cursor: Cursor;
  ended: boolean;
}

export const PAGE = 50;

type RiverScope = RiverQuery['scope'];

/** Two views of one name list the same. */
export function nameOfView({ scope, unreadOnly, order, days }: View): string {
  return JSON.stringify([scope, unreadOnly, order, days === gmtDays]);
}

/** Where the database holds a list; a saved view's key stands among the tags. undefined: it has to be searched for. */
export function storedScope(scope: ListScope): Scope | undefined {
  if (scope.kind !== 'search') return scope;
  return scope.viewId === undefined ? undefined : { kind: 'tag', tag: viewKey(scope.viewId) };
}

/** The same of what is listed: of a saved view, which is asked as if all were unread, only what is unread stands there. */
export function listedScope({ scope, unreadOnly }: View): Scope | undefined {
  return scope.kind === 'search' && !unreadOnly ? undefined : storedScope(scope);
}

/** Reads the page of a view that begins at the cursor ({} is the top); the river's has always the same size. */
export async function readListPage(view: View, cursor: Cursor, size = PAGE): Promise<Page> {
  const { unreadOnly, days, order } = view;
  const scope = listedScope(view);
  // What a query finds is read by searching.ts.
  if (scope === undefined) return { rows: [], cursor, ended: true };
  if (scope.kind === 'folder' || scope.kind === 'all') return readRiver(scope, view, cursor);
  const viewed = await viewedFirst(view, cursor);
  const known = cursor.viewed ?? new Set(viewed.map((post) => post.id));
  const byTime = order === 'oldest' ? 'oldest' : 'newest';
  const { posts, next } = await otherPosts({ scope, unreadOnly, order: byTime }, cursor.list, known, size);
  return {
    rows: [...viewed, ...posts].map((post) => ({ post, dayAt: days.startOf(post.at) })),
    cursor: next === undefined ? cursor : { list: next, viewed: known },
    ended: next === undefined,
  };
}

/**
 * The next posts of a list beside those it began with. A page of nothing but these is passed by: it would change nothing on
 * the screen, and what reads on there waits for a change. There are no more such pages than the list began with posts.
 */
async function otherPosts(
  query: ListQuery,
  from: ListCursor | undefined,
  known: ReadonlySet<number>,
  size: number,
): Promise<PostPage> {
  const page = await listPosts(query, from, size);
  const posts = page.posts.filter((post) => !known.has(post.id));
  if (posts.length === 0 && page.next !== undefined) return otherPosts(query, page.next, known, size);
  return { ...page, posts };
}

/** A page of the river, which is all that the panel's first script reads (early.ts). */
export async function readRiver(
  scope: RiverScope,
  { unreadOnly, order, days }: View,
  cursor: Cursor,
  onPlaced?: OnPlaced,
): Promise<Page> {
  const query: RiverQuery = { scope, unreadOnly, order: order === 'oldest' ? order : 'newest', days };
  const { rows, next } = await riverPage(query, cursor.river, PAGE, onPlaced);
  return { rows, cursor: next === undefined ? cursor : { river: next }, ended: next === undefined };
}

async function viewedFirst({ scope, order, unreadOnly }: View, cursor: Cursor): Promise<PostRow[]> {
  if (order !== 'views' || scope.kind !== 'tag' || cursor.viewed !== undefined) return [];
  return viewedPosts(scope.tag, unreadOnly);
}

/**
 * Unread posts of a view that are not in its list, which stands to its end: their reading was taken back, so they are not
 * new. `unread` are those listed that were unread when it was last looked at.
 */
export async function countMissing(
  view: View,
  listed: readonly Row[],
  unread: ReadonlySet<number>,
): Promise<number> {
  const scope = listedScope(view);
  if (!view.unreadOnly || scope === undefined) return 0;
  const count = await countUnread(scope);
  // Mostly they are as many, and nothing has to be read for it.
  if (count <= unread.size) return 0;
  return Math.max(0, count - (await unreadAmong(listed.map((row) => row.post.id))).size);
}

/** New posts of the view's own scope; beyond the river, those among its first hundred. Those that a query finds are searching.ts's. */
export async function countNew(view: View, newestId: number): Promise<number> {
  const { unreadOnly, days } = view;
  const scope = listedScope(view);
  if (scope === undefined || scope.kind === 'starred') return 0;
  if (scope.kind === 'all') return countNewerThan(newestId, unreadOnly);
  if (scope.kind === 'folder') {
    const page = await riverPage({ scope, unreadOnly, days }, undefined, 100);
    return page.rows.filter(({ post }) => post.id > newestId).length;
  }
  const { posts } = await listPosts({ scope, unreadOnly, order: 'newest' }, undefined, 100);
  return posts.filter((post) => post.id > newestId).length;
}
