import { signal } from '@preact/signals';

/** A sentence at the foot of the panel; `offers` says which button goes with it. */
export interface Notice {
  text: string;
  offers?: 'undo' | 'redo';
}

export const notice = signal<Notice | undefined>(undefined);

const shownMs = 8000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something and takes it away after a while. */
export function say(next: Notice): void {
  notice.value = next;
  holdNotice(false);
}

/** Keeps the notice while it is pointed at or focused. */
export function holdNotice(hold: boolean): void {
  clearTimeout(timer);
  if (!hold) timer = setTimeout(hideNotice, shownMs);
}

export function hideNotice(): void {
  clearTimeout(timer);
  notice.value = undefined;
}
