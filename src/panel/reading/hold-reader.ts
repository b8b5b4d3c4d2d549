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
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' });
}

/** Something at the reader's eyes that neither holds what changes nor lies in it. */
function lineBeingRead(changing: Element): Element | undefined {
  for (const part of EYES) {
    const y = Math.max(stickyHeight + 4, innerHeight * part);
    const found = document.elementsFromPoint(innerWidth / 2, y)[0];
    if (found?.closest('article.post') && !found.contains(changing) && !changing.contains(found))
      return found;
  }
  return undefined;
}
