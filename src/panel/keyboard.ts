/** The keys: one table, read by the listener, by the sheet of keys and by the tooltips. */
import { signal } from '@preact/signals';
import type { Word } from './words.ts';

/** What a person can ask for without pointing at something. Buttons carry the same names in data-action. */
export type Command =
  | 'next-post'
  | 'previous-post'
  | 'next-unread'
  | 'previous-unread'
  | 'toggle-open'
  | 'open-link'
  | 'copy-link'
  | 'toggle-read'
  | 'toggle-star'
  | 'add-tag'
  | 'show-changes'
  | 'full-text'
  | 'undo'
  | 'redo'
  | 'mark-all-read'
  | 'mark-above'
  | 'mark-day'
  | 'mark-feed'
  | 'mark-older'
  | 'toggle-unread-only'
  | 'check-now'
  | 'refresh'
  | 'add-feed'
  | 'go-river'
  | 'go-starred'
  | 'go-tags'
  | 'go-feeds'
  | 'go-settings'
  | 'go-health'
  | 'search'
  | 'go-rules'
  | 'go-alerts'
  | 'mute'
  | 'focus'
  | 'show-palette'
  | 'show-keys'
  | 'close';

export interface KeyRow {
  /** As KeyboardEvent.key says it; two keys in a row are parted by a space. "Ctrl+" is also the Mac's Command key. */
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
  { keys: 'y', command: 'copy-link', word: 'keyCopyLink' },
  { keys: 'm', command: 'toggle-read', word: 'keyToggleRead' },
  { keys: 's', command: 'toggle-star', word: 'keyToggleStar' },
  { keys: 't', command: 'add-tag', word: 'keyAddTag' },
  { keys: 'd', command: 'show-changes', word: 'keyShowChanges' },
  { keys: 'e', command: 'full-text', word: 'keyFullText' },
  { keys: 'u', command: 'undo', word: 'keyUndo' },
  { keys: 'U', command: 'redo', word: 'keyRedo' },
  { keys: 'A', command: 'mark-all-read', word: 'keyMarkAllRead' },
  { keys: 'M', command: 'mark-above', word: 'keyMarkAbove' },
  { keys: 'D', command: 'mark-day', word: 'keyMarkDay' },
  { keys: 'F', command: 'mark-feed', word: 'keyMarkFeed' },
  { keys: 'O', command: 'mark-older', word: 'keyMarkOlder' },
  { keys: 'f', command: 'toggle-unread-only', word: 'keyToggleUnreadOnly' },
  { keys: 'c', command: 'check-now', word: 'keyCheckNow' },
  { keys: '.', command: 'refresh', word: 'keyRefresh' },
  { keys: 'a', command: 'add-feed', word: 'keyAddFeed' },
  { keys: 'g r', command: 'go-river', word: 'keyGoRiver' },
  { keys: 'g s', command: 'go-starred', word: 'keyGoStarred' },
  { keys: 'g t', command: 'go-tags', word: 'keyGoTags' },
  { keys: 'g f', command: 'go-feeds', word: 'keyGoFeeds' },
  { keys: 'g ,', command: 'go-settings', word: 'keyGoSettings' },
  { keys: 'g h', command: 'go-health', word: 'keyGoHealth' },
  { keys: '/', command: 'search', word: 'keySearch' },
  { keys: 'g u', command: 'go-rules', word: 'keyGoRules' },
  { keys: 'g b', command: 'go-alerts', word: 'keyGoAlerts' },
  { keys: 'H', command: 'mute', word: 'keyMute' },
  { keys: 'q', command: 'focus', word: 'keyFocus' },
  { keys: 'Ctrl+k', command: 'show-palette', word: 'keyShowPalette' },
  { keys: '?', command: 'show-keys', word: 'keyShowKeys' },
  { keys: 'Escape', command: 'close', word: 'keyClose' },
];

/** The table with the keys a person chose: a command that is named there has those keys and no others. */
export function withOwnKeys(own: Readonly<Record<string, readonly string[]>>): KeyRow[] {
  const standard = keyTable.filter((row) => own[row.command] === undefined);
  const chosen = commandRows().flatMap(({ command, word }) =>
    (own[command] ?? []).map((keys) => ({ keys, command, word })),
  );
  return [...standard, ...chosen];
}

/** Each command once, in the order of the sheet. */
export function commandRows(): KeyRow[] {
  return keyTable.filter(
    (row, index) => keyTable.findIndex((each) => each.command === row.command) === index,
  );
}

/** The keys as they hold now. */
export const keysInUse = signal<readonly KeyRow[]>(keyTable);

/** The row that these keys would get in the way of: the same keys, or keys of which one begins with the other. */
export function conflictOf(keys: string, command: Command, table: readonly KeyRow[]): KeyRow | undefined {
  const begins = (long: string, short: string) => long === short || long.startsWith(`${short} `);
  return table.find((row) => row.command !== command && (begins(row.keys, keys) || begins(keys, row.keys)));
}

/** How a press is written in the table; '' for a modifier alone. */
export function nameOfPress({ key, ctrlKey, metaKey }: Press): string {
  if (['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'Dead', 'Process'].includes(key)) return '';
  return ctrlKey || metaKey ? `Ctrl+${key}` : key;
}

/** The commands that a key held down goes on with; all others want a press of their own. */
const steps: ReadonlySet<Command> = new Set<Command>([
  'next-post',
  'previous-post',
  'next-unread',
  'previous-unread',
]);

/** Does a key that is held down go on with this command? Moving does; undo, marks and tabs do not. */
export function goesOn(command: Command): boolean {
  return steps.has(command);
}

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
export function readKey(
  press: Press,
  pending: string,
  place: Place,
  table: readonly KeyRow[] = keyTable,
): { command?: Command; pending: string } {
  if (press.isComposing || press.keyCode === INPUT_METHOD_BUSY || press.altKey) return { pending: '' };
  if (place === 'input' && press.key !== 'Escape') return { pending: '' };
  if (place === 'button' && press.key === 'Enter') return { pending: '' };
  const name = nameOfPress(press);
  if (name === '') return { pending };
  const keys = pending === '' ? name : `${pending} ${name}`;
  const row = table.find((entry) => entry.keys === keys);
  if (row !== undefined) return { command: row.command, pending: '' };
  if (table.some((entry) => entry.keys.startsWith(`${keys} `))) return { pending: keys };
  return pending === '' ? { pending: '' } : readKey(press, '', place, table);
}

/** The first key of a command, for tooltips; '' when it has none. */
export function keyOf(command: Command): string {
  return keysInUse.value.find((entry) => entry.command === command)?.keys ?? '';
}

/** What kind of place an element is for keys. */
export function placeOf(element: Element | null): Place {
  if (element === null) return 'page';
  if (element.closest('input, textarea, select, [contenteditable]') !== null) return 'input';
  return element.closest('button, a[href], summary, audio, video') !== null ? 'button' : 'page';
}
