/** Finds the text in a web page. */
import { Readability } from '@mozilla/readability';
import { parsePage } from '../sanitize.ts';

/** Less than this is a menu or a notice, not the text of a post. */
const SHORTEST = 200;
/** Where the first look finds less than this, a second one looks at what the first took for side matter. */
const PLENTY = 500;

/** The text of a page as HTML, its links absolute as the page's are, still to be sanitized; undefined when there is none to be found. */
export function extract(html: string): string | undefined {
  const first = look(parsePage(html));
  if (first !== undefined && first.length >= PLENTY) return first.html;
  const page = parsePage(html);
  // Names like "comment" or "sidebar" make the library leave parts out.
  for (const element of page.querySelectorAll('[class], [id]')) {
    element.removeAttribute('class');
    element.removeAttribute('id');
  }
  const second = look(page);
  const best = (second?.length ?? 0) > (first?.length ?? 0) * 1.5 ? second : first;
  return best !== undefined && best.length >= SHORTEST ? best.html : undefined;
}

function look(page: Document): { html: string; length: number } | undefined {
  unwrapPictures(page);
  // A threshold of 0 keeps the library from starting over, which it does by setting markup: trusted types forbid it.
  const found = new Readability(page, { charThreshold: 0, keepClasses: true }).parse();
  if (!found?.content) return undefined;
  return { html: found.content, length: found.textContent?.trim().length ?? 0 };
}

/** Pictures for pages without script stand in noscript, beside an empty one that a script would fill. */
function unwrapPictures(page: Document): void {
  for (const noscript of page.querySelectorAll('noscript')) {
    const picture = noscript.querySelector('img');
    if (picture === null) {
      noscript.remove();
      continue;
    }
    const standIn = noscript.previousElementSibling;
    if (standIn?.localName === 'img') standIn.remove();
    noscript.replaceWith(picture);
  }
}
