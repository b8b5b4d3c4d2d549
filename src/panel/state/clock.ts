import { signal } from '@preact/signals';

const minuteMs = 60_000;

/** The present, to the minute: what is drawn with it ages by itself. */
export const now = signal(Date.now());

/** Sets the clock right. */
export function tick(): void {
  now.value = Date.now();
}

/** Moves the clock on each minute, and at once when the panel is looked at again. */
export function startClock(): void {
  setInterval(tick, minuteMs);
  document.addEventListener('visibilitychange', () => document.hidden || tick());
}
