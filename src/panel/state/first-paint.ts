/**
 * What the first paint leaves out: posts that are surely out of sight are not laid out (list.css), and of them only the
 * titles are drawn. As soon as the browser has said where they stand they are drawn in full, or not at all (components/Near.tsx).
 */
import { lowestLine } from './lowest-line.ts';
import { settings } from './settings.ts';

/** A panel that is only being opened may not know its height yet. */
const leastHeight = 600;

/** So many cards and headings may be in sight at first; undefined once they are painted. */
let seenAtFirst: number | undefined;

/** To be called before anything is drawn. */
export function beginFirstPaint(app: Element): void {
  seenAtFirst = Math.ceil((innerHeight || leastHeight) / lowestLine(settings.value));
  app.setAttribute('data-opening', '');
}

/** To be called when what is in sight stands on the screen. */
export function endFirstPaint(app: Element): void {
  seenAtFirst = undefined;
  app.removeAttribute('data-opening');
}

/** Is what has so many cards and headings above it surely out of sight in the first paint? */
export function isBelowAtFirst(above: number): boolean {
  return seenAtFirst !== undefined && above >= seenAtFirst;
}
