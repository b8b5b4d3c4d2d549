import { signal } from '@preact/signals';
import { word } from '../words.ts';

/** A sentence at the foot of the panel; `offers` says which button goes with it. */
export interface Notice {
  text: string;
  offers?: 'undo' | 'redo' | 'account';
}

export const notice = signal<Notice | undefined>(undefined);

const shownMs = 8000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something and takes it away after a while. */
export function say(next: Notice): void {
  notice.value = next;
  holdNotice(false);
}

/** Says that something did not work, and why where that is known. */
export function sayFailure(error: unknown): void {
  console.error(error);
  say({ text: word(isStorageFull(error) ? 'storageFull' : 'actionFailed') });
}

/** Dexie wraps the browser's own error. */
function isStorageFull(error: unknown): boolean {
  const { name, inner } = (error ?? {}) as { name?: string; inner?: { name?: string } };
  return name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError';
}

/** Keeps the notice while it is pointed at or focused. */
export function holdNotice(hold: boolean): void {
  clearTimeout(timer);
  if (!hold) timer = setTimeout(hideNotice, shownMs);
}

/** Takes the notice away at once. */
export function hideNotice(): void {
  clearTimeout(timer);
  notice.value = undefined;
}
