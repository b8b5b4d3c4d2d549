/** Pictures and media that a person has not allowed yet: no address of them stands in the page. */

import { decodeSafely } from '../decode-safely.ts';

export type PicturesWish = 'load' | 'ask' | 'never';

/**
 * Takes everything out of a body that would be asked of a server. `ask` leaves a box with what the picture is called,
 * `never` a link to it. Pictures that the post itself carries (data:) stay.
 */
export function holdPictures(body: DocumentFragment, wish: Exclude<PicturesWish, 'load'>): void {
  for (const picture of body.querySelectorAll('picture > source')) picture.remove();
  for (const picture of body.querySelectorAll('img')) {
    picture.removeAttribute('srcset');
    const address = picture.getAttribute('src') ?? '';
    if (/^https?:/i.test(address.trim())) picture.replaceWith(stand(picture, address, wish));
  }
  for (const media of body.querySelectorAll('audio, video')) {
    const asked = [media, ...media.querySelectorAll('source, track')];
    const sources = asked.map((each) => each.getAttribute('src')).filter(Boolean);
    if (sources.length > 0 || media.hasAttribute('poster'))
      media.replaceWith(stand(media, sources[0] ?? '', wish));
  }
}

/** What stands where the picture was. */
function stand(held: Element, address: string, wish: 'ask' | 'never'): Element {
  const name = held.getAttribute('alt')?.trim() || fileOf(address);
  const isLink = wish === 'never' && /^https?:/i.test(address.trim()) && held.closest('a') === null;
  const element = held.ownerDocument.createElement(isLink ? 'a' : 'span');
  element.className = 'held-picture';
  element.textContent = name;
  if (wish === 'ask') element.setAttribute('data-held', held.localName);
  if (!isLink) return element;
  element.setAttribute('href', address);
  element.setAttribute('target', '_blank');
  element.setAttribute('rel', 'noopener noreferrer');
  return element;
}

function fileOf(address: string): string {
  const path = URL.canParse(address) ? new URL(address).pathname : '';
  const file = path.split('/').pop() ?? '';
  return decodeSafely(file) || '▣';
}
