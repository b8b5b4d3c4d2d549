/** Pictures that nobody is meant to see: they are there to count readers. */
import { isBeacon } from './beacons.ts';

/** A picture with a side of so many pixels cannot be seen. */
const UNSEEN_PIXELS = 2;
/** The ways in which a picture's own style says that it is not to be seen. */
const UNSEEN_STYLE =
  /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden|(max-)?(width|height)\s*:\s*[0-2](\.\d+)?(px)?\s*(!|;|$))/i;

/**
 * Says of a picture by its width what its style says, which does not stay. A hook of the purifier's, called for each
 * node.
 */
export function sayUnseen(node: Node): void {
  if (!(node instanceof HTMLImageElement)) return;
  if (node.hasAttribute('hidden') || UNSEEN_STYLE.test(node.getAttribute('style') ?? ''))
    node.setAttribute('width', '0');
}

/** Takes such pictures out of a body, and every address of a known counter, wherever a picture or player has it. */
export function dropPixels(body: DocumentFragment): void {
  for (const image of body.querySelectorAll('img')) {
    if (isUnseen(image) || isBeacon(image.getAttribute('src') ?? '')) image.remove();
  }
  for (const element of body.querySelectorAll('[srcset], [src], [poster]')) {
    if (element.localName === 'iframe') continue;
    for (const name of ['srcset', 'src', 'poster']) {
      const addresses = (element.getAttribute(name) ?? '').split(/[\s,]+/);
      if (addresses.some(isBeacon)) element.removeAttribute(name);
    }
  }
}

function isUnseen(image: Element): boolean {
  const sides = [image.getAttribute('width'), image.getAttribute('height')];
  return sides.some((side) => side !== null && Number.parseInt(side, 10) <= UNSEEN_PIXELS);
}
