/** A wide window shows more at once: the feeds beside the list, and in a wider one the open post beside both. */
import { computed, type Signal, signal } from '@preact/signals';

/** The feeds stand at the side. */
export const isWide = following('(min-width: 820px)');
/** The open post stands beside the list, not in it. */
export const isThreePane = following('(min-width: 1100px)');

export type Pane = 'feeds' | 'list';

/** How narrow and how wide a pane can be drawn, in pixels. */
export const limits: Record<Pane, [least: number, most: number]> = { feeds: [180, 420], list: [300, 640] };

const storedAs = 'pane-widths';
const standard: Record<Pane, number> = { feeds: 264, list: 400 };

type Widths = Record<Pane, number>;
const drawn = signal<Widths | undefined>(undefined);

/**
 * The widths a person drew; a matter of this window's looks, kept beside it. Narrow windows have no panes, and do not
 * wait for localStorage, which takes milliseconds when it is first read.
 */
export const widths = computed<Widths>(() => drawn.value ?? { ...standard, ...(isWide.value && read()) });

/** Draws a pane wider or narrower, and remembers it. */
export function resize(pane: Pane, width: number): void {
  const [least, most] = limits[pane];
  drawn.value = { ...widths.value, [pane]: Math.round(Math.min(most, Math.max(least, width))) };
  localStorage.setItem(storedAs, JSON.stringify(widths.value));
}

/** As it was at first. */
export function resetWidth(pane: Pane): void {
  resize(pane, standard[pane]);
}

function read(): Partial<Widths> {
  const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storedAs) ?? '{}');
  const entries = Object.entries(stored ?? {}).filter(([, width]) => typeof width === 'number');
  return Object.fromEntries(entries);
}

function following(query: string): Signal<boolean> {
  const media = globalThis.matchMedia?.(query);
  const answer = signal(media?.matches ?? false);
  media?.addEventListener('change', () => {
    answer.value = media.matches;
  });
  return answer;
}
