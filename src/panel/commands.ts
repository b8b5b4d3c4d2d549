/** What each command of the keyboard does on the screen as it stands. */
import type { TimeRange } from '../storage/mark-range.ts';
import type { PostRow } from '../storage/schema.ts';
import { storyOf } from '../storage/story.ts';
import * as actions from './actions.ts';
import { copyLink } from './copy-link.ts';
import { switchText } from './full-text.ts';
import { type Command, goesOn, keysInUse, placeOf, readKey } from './keyboard.ts';
import { openLine, stepLine } from './lines.ts';
import { articleOf, firstInSight, focusAgain, isInSight, jumpToTop, stickyHeight } from './place.ts';
import { shownRows } from './state/cap.ts';
import { comparingId } from './state/full-texts.ts';
import { isChecking } from './state/library.ts';
import {
  marks,
  openIds,
  type Row,
  refresh,
  scope,
  selectedId,
  selectedPost,
  unread,
} from './state/listing.ts';
import { hideNotice, sayFailure } from './state/notice.ts';
import { onceListed } from './state/once-listed.ts';
import { isThreePane } from './state/panes.ts';
import { go } from './state/route.ts';
import { reckon, settings } from './state/settings.ts';
import { sheet, taggingId } from './state/sheet.ts';

type Run = () => unknown;

/** Every command, one line each. */
export const commands: Record<Command, Run> = {
  'next-post': () => (scope.value === undefined ? stepLine(1) : step(1, () => true)),
  'previous-post': () => (scope.value === undefined ? stepLine(-1) : step(-1, () => true)),
  'next-unread': () => step(1, isUnread),
  'previous-unread': () => step(-1, isUnread),
  'toggle-open': () => openLine() || withSelected(openInSight),
  'open-link': () => withSelected(actions.openLink),
  'copy-link': () => withSelected(copyLink),
  'toggle-read': () => withSelected((post) => actions.setRead(post, isUnread(post))),
  'toggle-star': () => withSelected(toggleStar),
  'add-tag': () => withSelected(beginTag),
  'show-changes': () => withSelected(toggleCompare),
  'full-text': () => withSelected(switchText),
  undo: actions.undoLast,
  redo: actions.redoLast,
  'mark-all-read': markAllRead,
  'mark-above': markAbove,
  'mark-day': () =>
    withRow(({ dayAt }) => markRange({ fromAt: dayAt, beforeAt: reckon.value.days.next(dayAt) })),
  'mark-feed': () => withRow(({ post }) => actions.markScopeRead({ kind: 'feed', feedId: post.feedId })),
  'mark-older': () =>
    withRow(({ post }) => markRange({ fromAt: Number.NEGATIVE_INFINITY, beforeAt: post.at })),
  'toggle-unread-only': () => actions.choose({ unreadOnly: !settings.value.unreadOnly }),
  'check-now': () => (isChecking.value ? actions.cancelCheck() : actions.checkNow()),
  refresh: () => {
    jumpToTop();
    return refresh();
  },
  'add-feed': () => go({ view: 'add' }),
  'go-river': () => go({ view: 'river' }),
  'go-starred': () => go({ view: 'starred' }),
  'go-tags': () => go({ view: 'tags' }),
  'go-feeds': () => go({ view: 'feeds' }),
  'go-settings': () => go({ view: 'settings' }),
  'go-health': () => go({ view: 'health' }),
  search: beginSearch,
  'go-rules': () => go({ view: 'rules' }),
  'go-alerts': () => go({ view: 'alerts' }),
  mute: () => withSelected(beginMute),
  focus: async () => (await import('./rule-actions.ts')).toggleFocus(),
  'show-palette': () => {
    sheet.value = { kind: 'palette' };
  },
  'show-keys': () => {
    sheet.value = { kind: 'keys' };
  },
  close: closeOne,
};

/** Runs a command and says when it did not work. */
export function run(command: Command): void {
  Promise.resolve(commands[command]()).catch(sayFailure);
}

/** Runs a command on the list of posts that stands or comes: on a screen without one it goes to the river. */
export function runOnceListed(command: Command): void {
  if (scope.value === undefined) go({ view: 'river' });
  // The posts are on the page with the next frame.
  onceListed(() => requestAnimationFrame(() => run(command)));
}

/** Listens to the keys from now on. */
export function listenToKeys(): void {
  let pending = '';
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented) return;
    const answer = readKey(event, pending, placeOf(document.activeElement), keysInUse.value);
    pending = answer.pending;
    // A sheet keeps the keys to itself; the browser closes it on Escape, and says so a moment later.
    const isSheetOpen = sheet.value !== undefined && document.querySelector('.sheet:not([open])') === null;
    if (answer.command === undefined || isSheetOpen) return;
    event.preventDefault();
    if (!event.repeat || goesOn(answer.command)) run(answer.command);
  });
}

/** Unfolds a post or folds it up. */
export function toggleOpen(post: PostRow): void | Promise<void> {
  selectedId.value = post.id;
  return openIds.value.has(post.id) ? fold(post) : actions.open(post);
}

/** Folds a post up; the keys stay on it, also where they were inside its text, and so does the eye. */
function fold(post: PostRow): void {
  const top = articleOf(post.id)?.getBoundingClientRect().top ?? 0;
  actions.close(post);
  if (top < stickyHeight && !isThreePane.value) requestAnimationFrame(() => focusPost(post.id, true));
  else focusAgain(post.id);
}

/** By key a post is opened where it can be read: from the lower half of the window it goes to the top. */
function openInSight(post: PostRow): void | Promise<void> {
  const done = toggleOpen(post);
  const article = articleOf(post.id);
  const isLow = (article?.getBoundingClientRect().top ?? 0) > innerHeight / 2;
  if (isLow && !isThreePane.value && openIds.value.has(post.id))
    requestAnimationFrame(() => focusPost(post.id, true));
  return done;
}

/** Stars a post or takes its star away. */
export function toggleStar(post: PostRow): Promise<void> {
  return actions.setStar(post, marks.value.get(storyOf(post))?.starredAt === undefined);
}

/** Is this post's story unread? */
export function isUnread(post: PostRow): boolean {
  return unread.value.has(post.id);
}

/** Opens the field for a new tag under a post. */
export function beginTag(post: PostRow): void {
  taggingId.value = post.id;
  if (!openIds.value.has(post.id)) void actions.open(post);
}

/** Asks what of a post is to be muted: its author, or a word. */
export function beginMute(post: PostRow): void {
  selectedId.value = post.id;
  sheet.value = { kind: 'mute', postId: post.id };
}

/** Shows or hides what edits and other feeds changed in a post; opens it for that. */
export function toggleCompare(post: PostRow): void | Promise<void> {
  comparingId.value = comparingId.value === post.id ? undefined : post.id;
  if (!openIds.value.has(post.id)) return actions.open(post);
}

/** Goes to the search, or back into its field. */
function beginSearch(): void {
  const field = document.querySelector<HTMLInputElement>('input[name="query"]');
  if (field === null) go({ view: 'search', text: '' });
  field?.focus();
  field?.select();
}

/** Marks all posts of the screen's scope read. */
function markAllRead(): Promise<void> | undefined {
  return scope.value && actions.markScopeRead(scope.value);
}

/** Marks the listed posts above the selected one read. */
function markAbove(): Promise<void> | undefined {
  const posts = shownRows.value.map((row) => row.post);
  const from = rowAtHand(posts.findIndex((post) => post.id === selectedId.value));
  const above = posts.slice(0, Math.max(from, 0)).filter(isUnread);
  return actions.markPostsRead(above);
}

function markRange(range: TimeRange): Promise<void> | undefined {
  return scope.value && actions.markRangeRead(scope.value, range);
}

/** With nothing selected it is the first post in sight that is meant. */
function withRow(act: (row: Row) => unknown): unknown {
  const row =
    shownRows.value[rowAtHand(shownRows.value.findIndex(({ post }) => post.id === selectedId.value))];
  return row === undefined ? undefined : act(row);
}

function rowAtHand(selected: number): number {
  return selected === -1 ? beforeTheFirstInSight(shownRows.value.map((row) => row.post)) + 1 : selected;
}

/** Moves the selection to the next post that fits. An open post hands its being open on; full text opens as it goes. */
function step(direction: 1 | -1, fits: (post: PostRow) => boolean): void {
  const posts = shownRows.value.map((row) => row.post);
  const from = posts.findIndex((post) => post.id === selectedId.value);
  const isHere = isInSight(articleOf(posts[from]?.id));
  const above = isHere ? from - 1 : beforeTheFirstInSight(posts);
  const below = isHere ? from + 1 : above + 1;
  const ahead = direction === 1 ? posts.slice(below) : posts.slice(0, above + 1).reverse();
  const next = ahead.find(fits);
  if (next === undefined) return;
  const current = posts[from];
  const wasOpen = current !== undefined && openIds.value.has(current.id);
  if (wasOpen) actions.close(current);
  selectedId.value = next.id;
  if (wasOpen || settings.value.density === 'full') void actions.open(next);
  // After the render: the post above has folded up by then.
  const isTall = !isThreePane.value && (wasOpen || settings.value.density === 'full');
  requestAnimationFrame(() => focusPost(next.id, isTall));
}

/** With nothing selected, or the selected post scrolled away, the keys begin where the eyes are. */
function beforeTheFirstInSight(posts: PostRow[]): number {
  const inSight = firstInSight()?.dataset.postId;
  return posts.findIndex((post) => String(post.id) === inSight) - 1;
}

function focusPost(id: number, toTop: boolean): void {
  const article = articleOf(id);
  article?.focus({ preventScroll: true });
  article?.scrollIntoView({ block: toTop ? 'start' : 'nearest' });
}

function withSelected(act: (post: PostRow) => unknown): unknown {
  const post = selectedPost();
  return post === undefined ? undefined : act(post);
}

/** Of a menu, a field, a notice and an open post the one that is in front. */
function closeOne(): void {
  const menu = document.querySelector<HTMLElement>('[popover]:popover-open');
  if (menu !== null) {
    menu.hidePopover();
    return;
  }
  if (document.activeElement instanceof HTMLElement && placeOf(document.activeElement) === 'input') {
    document.activeElement.blur();
    taggingId.value = undefined;
    return;
  }
  hideNotice();
  withSelected((post) => openIds.value.has(post.id) && fold(post));
}
