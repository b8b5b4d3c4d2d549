/**
 * The posts on the screen. The list is a snapshot: what the worker brings waits behind "12 new", and a post just read
 * stays, until the view is left or refreshed. What may change in place (unread, stars, views) is kept true beside it.
 */
import { batch, signal } from '@preact/signals';
import { live } from '../../storage/live.ts';
import type { MarkRow, PostRow } from '../../storage/schema.ts';
import { readShown, type Shown, unreadAmong } from '../../storage/shown.ts';
import { type Place, placeNow, stickyHeight } from '../place.ts';
import { afterPaint } from './after-paint.ts';
import { firstPageBegun, knownOf, postsOf, readNamedPage } from './first-page.ts';
import { readFirstTexts } from './first-texts.ts';
import { keepLeft, takeLeft } from './left-lists.ts';
import { feeds, feedsById, firstNames } from './library.ts';
import {
  type Cursor,
  countMissing,
  countNew,
  type ListScope,
  listedScope,
  nameOfView,
  PAGE,
  type Page,
  type Row,
  readListPage,
  type View,
} from './list-pages.ts';

export type { ListScope, Row, View } from './list-pages.ts';

/** What the list on the screen shows; undefined where the screen has none. */
export const scope = signal<ListScope | undefined>(undefined);
export const rows = signal<Row[]>([]);
export const phase = signal<'loading' | 'more' | 'ended' | 'failed'>('loading');
export const unread = signal<ReadonlySet<number>>(new Set());
export const marks = signal<ReadonlyMap<number, MarkRow>>(new Map());
/** The other feeds of a story, by post id. */
export const alsoIn = signal<ReadonlyMap<number, number[]>>(new Map());
/** How many posts it would show that it does not: they have come, or come back, since it was drawn. */
export const waiting = signal(0);
/** Are more of them such as have come back? These are not new. */
export const areBack = signal(false);
export const selectedId = signal<number | undefined>(undefined);
export const openIds = signal<ReadonlySet<number>>(new Set());
/** Counts the lists that were come back to: their posts stand as they were when they were left. */
export const comebacks = signal(0);
/** The post that the reader comes back to: it is drawn wherever it stands. */
export const heldId = signal<number | undefined>(undefined);

let view: View | undefined;
let cursor: Cursor = {};
/** Counts the lists begun: an answer that comes after the next list was begun is thrown away. */
let turn = 0;
let newestId = 0;
/** Counts the screens that have stood. */
let screens = 0;
let stopWatching = () => {};
/** So many were missing when an empty list was last read again for them. */
let filledFor = 0;
/** The list that was begun before its screen stood. */
let begun: string | undefined;

/** Keeps the list on the screen for the way back; to be called before the screen changes. */
export function keepList(): void {
  if (view === undefined || rows.value.length === 0 || phase.value === 'failed') return;
  keepLeft(view, {
    rows: rows.value,
    // The next page, if it is being read, is read again: neither rows nor cursor know of it.
    phase: phase.value === 'ended' ? 'ended' : 'more',
    cursor,
    newestId,
    openIds: openIds.value,
    selectedId: selectedId.value,
    alsoIn: alsoIn.value,
    marks: marks.value,
    place: placeNow(),
  });
}

/** Begins the list of a screen that will stand once the first page is here. */
export function begin(next: View): Promise<void> {
  begun = nameOfView(next);
  return show(next);
}

/** Shows a list as it was left, or else from its top. Answers the place to come back to. */
export async function comeBack(next: View): Promise<Place | undefined> {
  const isBegun = begun === nameOfView(next);
  begun = undefined;
  if (isBegun) return undefined;
  const left = takeLeft(next);
  if (left === undefined) {
    await show(next);
    return undefined;
  }
  turn += 1;
  const mine = turn;
  view = next;
  batch(() => {
    scope.value = next.scope;
    // The posts of the list before are none of this one's, and are not kept as such.
    rows.value = [];
    // Until it stands nothing is read on from the list before, or said to be empty.
    phase.value = 'loading';
  });
  const unreadIds = await unreadAmong(left.rows.map((row) => row.post.id));
  if (mine !== turn) return keepLeft(next, left);
  // What was read is gone by now, but for the post that is open or under the keys.
  const stays = ({ post }: Row) =>
    feedsById.value.has(post.feedId) &&
    (!next.unreadOnly || unreadIds.has(post.id) || left.openIds.has(post.id) || left.selectedId === post.id);
  const kept = left.rows.filter(stays);
  if (kept.length === 0) {
    await show(next);
    return undefined;
  }
  const place = left.place && nearestPlace(left.place, left.rows, stays);
  const from = kept.findIndex(({ post }) => post.id === place?.postId);
  await readFirstTexts(kept.slice(Math.max(from, 0)));
  if (mine !== turn) return keepLeft(next, left);
  ({ cursor, newestId } = left);
  batch(() => {
    rows.value = kept;
    phase.value = left.phase;
    waiting.value = 0;
    unread.value = unreadIds;
    selectedId.value = left.selectedId;
    openIds.value = left.openIds;
    alsoIn.value = left.alsoIn;
    marks.value = left.marks;
    comebacks.value += 1;
  });
  watchForNew(next);
  heldId.value = place?.postId;
  return place;
}

/** The place itself, or the first post below it that is still listed. */
function nearestPlace(place: Place, before: Row[], stays: (row: Row) => boolean): Place | undefined {
  const from = before.findIndex((row) => row.post.id === place.postId);
  const next = before.slice(Math.max(from, 0)).find(stays);
  if (next === undefined) return undefined;
  return next.post.id === place.postId ? place : { postId: next.post.id, top: stickyHeight };
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
    heldId.value = undefined;
    openIds.value = new Set();
    alsoIn.value = new Map();
    unread.value = new Set();
    marks.value = new Map();
  });
  const mine = turn;
  await readPage();
  afterPaint(() => mine === turn && watchForNew(next));
}

/**
 * A screen of posts stands from now on; answers how it is left. Pages are drawn so that the next screen may stand before
 * the one before is told that it has gone: then the list is no longer that one's to take away.
 */
export function enterList(): () => void {
  screens += 1;
  const mine = screens;
  return () => {
    if (mine === screens) leaveList();
  };
}

/** The screen has no list any more: the keys of posts are dead. */
export function leaveList(): void {
  turn += 1;
  view = undefined;
  batch(() => {
    scope.value = undefined;
    rows.value = [];
    // Nothing is said of the next list until it has been read.
    phase.value = 'loading';
    selectedId.value = undefined;
    openIds.value = new Set();
  });
  stopWatching();
}

/** Another number for each list that is begun or come back to. */
export function listNumber(): number {
  return turn;
}

/** The same list again, with all that has come since. */
export async function refresh(): Promise<void> {
  if (view !== undefined) await show(view);
}

/** What undo brings back is shown at once where nothing is listed: there is nothing that could move. */
export async function fillEmptyList(): Promise<void> {
  const isEmpty = rows.value.length === 0 && phase.value !== 'loading';
  if (scope.value !== undefined && isEmpty) await refresh();
}

/** Adds the next page, when there is one and none is under way; of a search it has the size it has. */
export async function loadMore(size = PAGE): Promise<void> {
  if (phase.value !== 'more') return;
  const mine = turn;
  phase.value = 'loading';
  await readPage(size);
  // What a list misses is looked for at its end only, so nobody has watched for it until now.
  if (mine === turn && view !== undefined && phase.peek() === 'ended') watchForNew(view);
}

/** The post that has the focus of the keys. */
export function selectedPost(): PostRow | undefined {
  return rows.value.find((row) => row.post.id === selectedId.value)?.post;
}

async function readPage(size = PAGE): Promise<void> {
  if (view === undefined) return;
  const mine = turn;
  const isFirst = rows.value.length === 0;
  try {
    const { page, shown } = await readWithNames(view, cursor, size);
    if (mine !== turn) return;
    if (isFirst) await readFirstTexts(page.rows);
    if (mine !== turn) return;
    cursor = page.cursor;
    if (isFirst) newestId = shown.newestId;
    batch(() => append(page, shown));
  } catch (error) {
    console.error('The posts could not be read.', error);
    if (mine === turn) phase.value = 'failed';
  }
}

async function readWithNames(from: View, at: Cursor, size: number): Promise<{ page: Page; shown: Shown }> {
  const { scope: of } = from;
  const found =
    of.kind === 'search' && listedScope(from) === undefined ? await search(from, of.text, at) : undefined;
  const read = async () => found ?? readListPage(from, at, size);
  if (feeds.value !== undefined) return readShown(read, postsOf, knownOf(from));
  const { names, ...first } = (await firstPageBegun(from, at)) ?? (await readNamedPage(from, read));
  firstNames.value = names;
  return first;
}

let searching: typeof import('./searching.ts') | undefined;

async function search(from: View, text: string, at: Cursor): Promise<Page> {
  searching ??= await import('./searching.ts');
  return searching.searchPage(from, text, at);
}

function append(page: Page, shown: Shown): void {
  unread.value = new Set([...unread.value, ...shown.unread]);
  marks.value = new Map([...marks.value, ...shown.marks]);
  alsoIn.value = new Map([...alsoIn.value, ...shown.alsoIn]);
  // Posts may come between two pages: none is listed twice.
  const known = new Set(rows.value.map((row) => row.post.id));
  rows.value = [...rows.value, ...page.rows.filter((row) => !known.has(row.post.id))];
  phase.value = page.ended ? 'ended' : 'more';
}

function watchForNew(shown: View): void {
  stopWatching();
  const mine = turn;
  const onValue = ({ fresh, back }: { fresh: number; back: number }) => {
    if (mine !== turn) return;
    const count = Math.max(fresh, back);
    batch(() => {
      waiting.value = count;
      areBack.value = back > fresh;
    });
    // An empty page has nothing that could move. Once for each number, should it stay empty.
    if (count > 0 && rows.value.length === 0 && count !== filledFor) {
      filledFor = count;
      void refresh();
    } else if (count === 0) filledFor = 0;
  };
  const { scope: at } = shown;
  const countFresh = async () =>
    at.kind === 'search' && listedScope(shown) === undefined
      ? (searching?.countNewFound(shown, at.text, newestId) ?? 0)
      : countNew(shown, newestId);
  // A list that goes on will come to them.
  const missing = async () => (phase.value === 'ended' ? countMissing(shown, rows.value, unread.value) : 0);
  const count = async () => {
    const [fresh, back] = await Promise.all([countFresh(), missing()]);
    return { fresh, back };
  };
  stopWatching = live(count, onValue, console.error);
}
