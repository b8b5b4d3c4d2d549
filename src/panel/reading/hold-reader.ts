import { stickyHeight } from '../place.ts';

/** Where people read: a third of the way down, then further down, then above. */
const EYES = [0.34, 0.45, 0.55, 0.68, 0.25, 0.16];

/** Changes the size of something without moving the line that is being read. */
export function holdReader(changing: Element, change: () => void): void {
  const line = lineBeingRead(changing);
  const before = line?.getBoundingClientRect().top ?? 0;
  change();
  if (line === undefined) return;
  const moved = line.getBoundingClientRect().top - before;
  if (Math.abs(moved) >= 1) scrollerOf(changing).scrollBy({ top: moved, behavior: 'instant' });
}

/** In a wide window the post scrolls in a pane of its own, else the page does. */
function scrollerOf(element: Element): Element {
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY))
      return box;
  }
  return document.scrollingElement ?? document.documentElement;
}

/** Something at the reader's eyes that neither holds what changes nor lies in it. */
function lineBeingRead(changing: Element): Element | undefined {
  const article = changing.closest('article')?.getBoundingClientRect();
  const x = article === undefined ? innerWidth / 2 : article.left + article.width / 2;
  for (const part of EYES) {
    const y = Math.max(stickyHeight + 4, innerHeight * part);
    const found = document.elementFromPoint(x, y);
    if (found?.closest('article.post') && !found.contains(changing) && !changing.contains(found))
      return found;
  }
  return undefined;
}
