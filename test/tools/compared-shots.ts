/** The pictures that every run of the tests takes again and compares: one of each kind of screen, in all widths and both directions. */
import type { Shot } from './gallery.ts';

export const RECORDED = 'test/e2e/pictures';

const shot = (scene: string, theme: Shot['theme'], width: number, language = 'en'): Shot => ({
  scene,
  theme,
  width,
  height: 640,
  language,
});

export const comparedShots: Shot[] = [
  shot('river', 'light', 320),
  shot('river', 'dark', 252),
  shot('river', 'light', 1200),
  shot('river', 'light', 400, 'ar'),
  shot('compact', 'dark', 320),
  shot('oldest', 'light', 320),
  shot('topic', 'light', 320),
  shot('topic', 'dark', 400, 'ar'),
  shot('topics', 'dark', 252),
  shot('feeds', 'light', 320),
  shot('feeds', 'dark', 252, 'ar'),
  shot('add', 'light', 252),
  shot('import', 'dark', 320),
  shot('welcome', 'light', 400),
  shot('keys', 'dark', 320),
  shot('palette', 'light', 320),
  shot('empty', 'light', 252, 'ar'),
  shot('missing', 'dark', 400),
  // These count a view, which later pictures would show.
  shot('post', 'light', 400),
  shot('post', 'dark', 1200, 'ar'),
];

/** The name of a picture's file. */
export function fileOf({ scene, theme, width, language = 'en' }: Shot): string {
  return `${scene}-${theme}-${width}${language === 'en' ? '' : `-${language}`}.png`;
}
