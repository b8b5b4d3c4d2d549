/**
 * What the first paint leaves out: posts that are surely out of sight are not laid out (list.css), and of them only the
 * titles are drawn. As soon as the browser has said where they stand they are drawn in full, or not at all (components/Near.tsx).
 */
import { settings } from './settings.ts';

/** What the lowest card measures at the usual size of text, in pixels: a title of one line, and its small print unless the list is compact. */
const lowestCard = { compact: 28, comfortable: 54, full: 54 };

/** So many posts may be in sight at first; undefined once they are painted. */
let seenAtFirst: number | undefined;

/** To be called before anything is drawn. */
export function beginFirstPaint(app: Element): void {
  const { density, textSize } = settings.value;
  seenAtFirst = Math.ceil((innerHeight * 100) / (lowestCard[density] * textSize));
  app.setAttribute('data-opening', '');
}

/** To be called when what is in sight stands on the screen. */
export function endFirstPaint(app: Element): void {
  seenAtFirst = undefined;
  app.removeAttribute('data-opening');
}

/** Is what has so many posts above it surely out of sight in the first paint? */
export function isBelowAtFirst(above: number): boolean {
  return seenAtFirst !== undefined && above >= seenAtFirst;
}
