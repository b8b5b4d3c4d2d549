import type { Settings } from '../../storage/settings.ts';

/** What stands above and below a card's title, in pixels, and a title of one line at the usual size of text (post.css). */
const padding = { compact: 9, comfortable: 17, full: 17 };
const lineOfTitle = 19.5;

/** What the lowest card of a list measures, in pixels; no heading is lower. */
export function lowestLine({ density, textSize }: Pick<Settings, 'density' | 'textSize'>): number {
  return padding[density] + (lineOfTitle * textSize) / 100;
}
