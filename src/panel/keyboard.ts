/** The keys: one table, read by the listener, by the sheet of keys and by the tooltips. */
import type { Word } from './words.ts';

/** What a person can ask for without pointing at something. Buttons carry the same names in data-action. */
export type Command =
  | 'next-post'
  | 'previous-post'
  | 'next-unread'
  | 'previous-unread'
  | 'toggle-open'
  | 'open-link'
  | 'toggle-read'
  | 'toggle-star'
  | 'add-tag'
  | 'undo'
  | 'redo'
  | 'mark-all-read'
  | 'toggle-unread-only'
  | 'check-now'
  | 'refresh'
  | 'add-feed'
  | 'go-river'
  | 'go-starred'
  | 'go-tags'
  | 'go-feeds'
  | 'go-settings'
  | 'show-keys'
  | 'close';

export interface KeyRow {
  /** As KeyboardEvent.key says it; two keys in a row are parted by a space. */
  keys: string;
  command: Command;
  /** The sentence that the sheet of keys shows. */
  word: Word;
}

/** The order is the order of the sheet. */
export const keyTable: readonly KeyRow[] = [
  { keys: 'j', command: 'next-post', word: 'keyNextPost' },
  { keys: 'k', command: 'previous-post', word: 'keyPreviousPost' },
  { keys: 'n', command: 'next-unread', word: 'keyNextUnread' },
  { keys: 'p', command: 'previous-unread', word: 'keyPreviousUnread' },
  { keys: 'o', command: 'toggle-open', word: 'keyToggleOpen' },
  { keys: 'Enter', command: 'toggle-open', word: 'keyToggleOpen' },
  { keys: 'v', command: 'open-link', word: 'keyOpenLink' },
  { keys: 'm', command: 'toggle-read', word: 'keyToggleRead' },
  { keys: 's', command: 'toggle-star', word: 'keyToggleStar' },
  { keys: 't', command: 'add-tag', word: 'keyAddTag' },
  { keys: 'u', command: 'undo', word: 'keyUndo' },
  { keys: 'U', command: 'redo', word: 'keyRedo' },
  { keys: 'A', command: 'mark-all-read', word: 'keyMarkAllRead' },
  { keys: 'f', command: 'toggle-unread-only', word: 'keyToggleUnreadOnly' },
  { keys: 'c', command: 'check-now', word: 'keyCheckNow' },
  { keys: '.', command: 'refresh', word: 'keyRefresh' },
  { keys: 'a', command: 'add-feed', word: 'keyAddFeed' },
  { keys: 'g r', command: 'go-river', word: 'keyGoRiver' },
  { keys: 'g s', command: 'go-starred', word: 'keyGoStarred' },
  { keys: 'g t', command: 'go-tags', word: 'keyGoTags' },
  { keys: 'g f', command: 'go-feeds', word: 'keyGoFeeds' },
  { keys: 'g ,', command: 'go-settings', word: 'keyGoSettings' },
  { keys: '?', command: 'show-keys', word: 'keyShowKeys' },
  { keys: 'Escape', command: 'close', word: 'keyClose' },
];

/** What the listener knows of a key press. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** What has the focus when a key is pressed. */
export type Place = 'page' | 'button' | 'input';

const INPUT_METHOD_BUSY = 229;

/**
 * What a key press means: a command, or that it begins one of two keys (`pending` is then to be handed to the next
 * press), or nothing. Inputs keep their keys, buttons and links keep Enter, and an input method at work keeps all.
 */
export function readKey(press: Press, pending: string, place: Place): { command?: Command; pending: string } {
  if (press.isComposing || press.keyCode === INPUT_METHOD_BUSY) return { pending: '' };
  if (press.ctrlKey || press.metaKey || press.altKey) return { pending: '' };
  if (place === 'input' && press.key !== 'Escape') return { pending: '' };
  if (place === 'button' && press.key === 'Enter') return { pending: '' };
  if (press.key === 'Shift') return { pending };
  const keys = pending === '' ? press.key : `${pending} ${press.key}`;
  const row = keyTable.find((entry) => entry.keys === keys);
  if (row !== undefined) return { command: row.command, pending: '' };
  if (keyTable.some((entry) => entry.keys.startsWith(`${keys} `))) return { pending: keys };
  return pending === '' ? { pending: '' } : readKey(press, '', place);
}

/** The first key of a command, for tooltips; '' when it has none. */
export function keyOf(command: Command): string {
  return keyTable.find((entry) => entry.command === command)?.keys ?? '';
}

/** What kind of place an element is for keys. */
export function placeOf(element: Element | null): Place {
  if (element === null) return 'page';
  if (element.closest('input, textarea, select, [contenteditable]') !== null) return 'input';
  return element.closest('button, a[href], summary, audio, video') !== null ? 'button' : 'page';
}
