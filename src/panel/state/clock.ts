import { signal } from '@preact/signals';

const minuteMs = 60_000;

/** The present, to the minute: what is drawn with it ages by itself. */
export const now = signal(Date.now());

/** Sets the clock right; less than half a minute changes nothing that is drawn. */
export function tick(): void {
  if (Math.abs(Date.now() - now.value) >= minuteMs / 2) now.value = Date.now();
}

/** Moves the clock on each minute, and at once when the panel is looked at again. */
export function startClock(): void {
  setInterval(tick, minuteMs);
  document.addEventListener('visibilitychange', () => document.hidden || tick());
}
