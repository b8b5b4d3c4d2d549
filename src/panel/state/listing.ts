/**
 * The posts on the screen. The list is a snapshot: what the worker brings waits behind "12 new", and a post just read
 * stays, until the view is left or refreshed. What may change in place (unread, stars, views) is kept true beside it.
 */
import { batch, signal } from '@preact/signals';
import { type Days, gmtDays } from '../../feeds/days.ts';
import { type ListCursor, listPosts, type Scope } from '../../storage/lists.ts';
import { live } from '../../storage/live.ts';
import { countNewerThan, loadStory, newestPostId, unreadAmong } from '../../storage/posts.ts';
import { type RiverCursor, riverPage } from '../../storage/river.ts';
import type { MarkRow, PostRow } from '../../storage/schema.ts';
import { viewedPosts } from '../../storage/topics.ts';
import { type Place, placeNow, stickyHeight } from '../place.ts';
import { feedsById } from './library.ts';

/** A post in its place; `dayAt` is the start of the day it is listed under. */
export interface Row {
  post: PostRow;
  dayAt: number;
}

/** What is listed. The whole and a folder are drawn as the river, day by day; all else is one list. */
export interface View {
  scope: Scope;
  unreadOnly: boolean;
  /** 'views' is for topics: what was opened most comes first, the rest by time. */
  order: 'newest' | 'oldest' | 'views';
  days: Days;
}

/** What the list on the screen shows; undefined where the screen has none. */
export const scope = signal<Scope | undefined>(undefined);
export const rows = signal<Row[]>([]);
export const phase = signal<'loading' | 'more' | 'ended' | 'failed'>('loading');
export const unread = signal<ReadonlySet<number>>(new Set());
export const marks = signal<ReadonlyMap<number, MarkRow>>(new Map());
/** The other feeds of a story, by post id. */
export const alsoIn = signal<ReadonlyMap<number, number[]>>(new Map());
/** How many posts have come since the list was drawn. */
export const waiting = signal(0);
export const selectedId = signal<number | undefined>(undefined);
export const openIds = signal<ReadonlySet<number>>(new Set());

const PAGE = 50;
const LISTS_KEPT = 12;

interface Cursor {
  river?: RiverCursor;
  list?: ListCursor;
  /** The posts that a list by views began with. */
  viewed?: ReadonlySet<number>;
}

/** A list as it stood when it was left. */
interface LeftList {
  rows: Row[];
  phase: 'more' | 'ended';
  cursor: Cursor;
  newestId: number;
  openIds: ReadonlySet<number>;
  selectedId: number | undefined;
  alsoIn: ReadonlyMap<number, number[]>;
  place: Place | undefined;
}

const leftLists = new Map<string, LeftList>();

let view: View | undefined;
let cursor: Cursor = {};
/** Counts the lists begun: an answer that comes after the next list was begun is thrown away. */
let turn = 0;
let newestId = 0;
let stopWatching: (() => void)[] = [];

/** Keeps the list on the screen for the way back; to be called before the screen changes. */
export function keepList(): void {
  if (view === undefined || rows.value.length === 0) return;
  if (phase.value !== 'more' && phase.value !== 'ended') return;
  leftLists.set(nameOfView(view), {
    rows: rows.value,
    phase: phase.value,
    cursor,
    newestId,
    openIds: openIds.value,
    selectedId: selectedId.value,
    alsoIn: alsoIn.value,
    place: placeNow(),
  });
  const [oldest] = leftLists.keys();
  if (leftLists.size > LISTS_KEPT && oldest !== undefined) leftLists.delete(oldest);
}

/** Shows a list as it was left, or else from its top. Answers the place to come back to. */
export async function comeBack(next: View): Promise<Place | undefined> {
  const left = leftLists.get(nameOfView(next));
  leftLists.delete(nameOfView(next));
  if (left === undefined) {
    await show(next);
    return undefined;
  }
  turn += 1;
  const mine = turn;
  view = next;
  scope.value = next.scope;
  const unreadIds = await unreadAmong(left.rows.map((row) => row.post.id));
  if (mine !== turn) return undefined;
  // What was read is gone by now, but for the post that is open or under the keys.
  const stays = ({ post }: Row) =>
    feedsById.value.has(post.feedId) &&
    (!next.unreadOnly || unreadIds.has(post.id) || left.openIds.has(post.id) || left.selectedId === post.id);
  const kept = left.rows.filter(stays);
  if (kept.length === 0) {
    await show(next);
    return undefined;
  }
  ({ cursor, newestId } = left);
  batch(() => {
    rows.value = kept;
    phase.value = left.phase;
    waiting.value = 0;
    unread.value = unreadIds;
    selectedId.value = left.selectedId;
    openIds.value = left.openIds;
    alsoIn.value = left.alsoIn;
  });
  watchForNew(next);
  return left.place && nearestPlace(left.place, left.rows, stays);
}

/** The place itself, or the first post below it that is still listed. */
function nearestPlace(place: Place, before: Row[], stays: (row: Row) => boolean): Place | undefined {
  const from = before.findIndex((row) => row.post.id === place.postId);
  const next = before.slice(Math.max(from, 0)).find(stays);
  if (next === undefined) return undefined;
  return next.post.id === place.postId ? place : { postId: next.post.id, top: stickyHeight };
}

function nameOfView({ scope, unreadOnly, order, days }: View): string {
  return JSON.stringify([scope, unreadOnly, order, days === gmtDays]);
}

/** Begins a list from its top and forgets the one before. */
export async function show(next: View): Promise<void> {
  turn += 1;
  view = next;
  cursor = {};
  batch(() => {
    scope.value = next.scope;
    rows.value = [];
    phase.value = 'loading';
    waiting.value = 0;
    selectedId.value = undefined;
    openIds.value = new Set();
    alsoIn.value = new Map();
  });
  const mine = turn;
  newestId = await newestPostId();
  if (mine !== turn) return;
  await readPage();
  if (mine === turn) watchForNew(next);
}

/** The screen has no list any more: the keys of posts are dead. */
export function leaveList(): void {
  turn += 1;
  view = undefined;
  batch(() => {
    scope.value = undefined;
    rows.value = [];
    selectedId.value = undefined;
    openIds.value = new Set();
  });
  for (const stop of stopWatching) stop();
}

/** The same list again, with all that has come since. */
export async function refresh(): Promise<void> {
  if (view !== undefined) await show(view);
}

/** Adds the next page, when there is one and none is under way. */
export async function loadMore(): Promise<void> {
  if (phase.value !== 'more') return;
  phase.value = 'loading';
  await readPage();
}

/** The post that has the focus of the keys. */
export function selectedPost(): PostRow | undefined {
  return rows.value.find((row) => row.post.id === selectedId.value)?.post;
}

async function readPage(): Promise<void> {
  if (view === undefined) return;
  const mine = turn;
  try {
    const page = await fetchPage(view);
    const unreadIds = await unreadAmong(page.rows.map((row) => row.post.id));
    if (mine !== turn) return;
    batch(() => {
      unread.value = new Set([...unread.value, ...unreadIds]);
      // Posts may come between two pages: none is listed twice.
      const known = new Set(rows.value.map((row) => row.post.id));
      rows.value = [...rows.value, ...page.rows.filter((row) => !known.has(row.post.id))];
      phase.value = page.ended ? 'ended' : 'more';
    });
    await findStories(page.rows, mine);
  } catch (error) {
    console.error('The posts could not be read.', error);
    if (mine === turn) phase.value = 'failed';
  }
}

async function fetchPage(from: View): Promise<{ rows: Row[]; ended: boolean }> {
  const { scope, unreadOnly, days, order } = from;
  // Another list may begin meanwhile, with a cursor of its own.
  const mine = cursor;
  // A folder has no list of its own: it is a river, newest first.
  if (scope.kind === 'folder' || (scope.kind === 'all' && order === 'newest')) {
    const page = await riverPage({ scope, unreadOnly, days }, mine.river, PAGE);
    if (page.next !== undefined) mine.river = page.next;
    return { rows: page.rows, ended: page.next === undefined };
  }
  const viewed = await viewedFirst(from);
  const byTime = order === 'views' ? 'newest' : order;
  const page = await listPosts({ scope, unreadOnly, order: byTime }, mine.list, PAGE);
  if (page.next !== undefined) mine.list = page.next;
  const others = page.posts.filter((post) => !cursor.viewed?.has(post.id));
  return {
    rows: [...viewed, ...others].map((post) => ({ post, dayAt: days.startOf(post.at) })),
    ended: page.next === undefined,
  };
}

async function viewedFirst({ scope, order, unreadOnly }: View): Promise<PostRow[]> {
  if (order !== 'views' || scope.kind !== 'tag' || cursor.viewed !== undefined) return [];
  const posts = await viewedPosts(scope.tag, unreadOnly);
  cursor.viewed = new Set(posts.map((post) => post.id));
  return posts;
}

async function findStories(page: Row[], mine: number): Promise<void> {
  const joined = page.filter(({ post }) => post.storyId !== undefined);
  if (joined.length === 0) return;
  const found = await Promise.all(joined.map(async ({ post }) => [post.id, await loadStory(post)] as const));
  if (mine !== turn) return;
  const others = found.map(([id, story]) => {
    const own = story.find((post) => post.id === id)?.feedId;
    return [id, [...new Set(story.map((post) => post.feedId))].filter((feedId) => feedId !== own)] as const;
  });
  alsoIn.value = new Map([...alsoIn.value, ...others]);
}

function watchForNew(shown: View): void {
  for (const stop of stopWatching) stop();
  const mine = turn;
  const onValue = (count: number) => {
    if (mine !== turn) return;
    waiting.value = count;
    // An empty page has nothing that could move.
    if (count > 0 && rows.value.length === 0) void refresh();
  };
  stopWatching = [live(async () => countNew(shown), onValue, console.error)];
}

/** New posts of the list's own scope; beyond the river, those among its first hundred. */
async function countNew({ scope, unreadOnly, days }: View): Promise<number> {
  if (scope.kind === 'all') return countNewerThan(newestId);
  if (scope.kind === 'starred') return 0;
  if (scope.kind === 'folder') {
    const page = await riverPage({ scope, unreadOnly, days }, undefined, 100);
    return page.rows.filter(({ post }) => post.id > newestId).length;
  }
  const { posts } = await listPosts({ scope, unreadOnly, order: 'newest' }, undefined, 100);
  return posts.filter((post) => post.id > newestId).length;
}
