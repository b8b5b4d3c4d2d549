import { escapeAttribute } from './entities.ts';
import { absoluteLink } from './html-links.ts';

/** HTML elements that have no end tag. */
const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr basefont frame'.split(' '),
);

export function isVoid(name: string): boolean {
  return VOID.has(name.toLowerCase());
}

/**
 * A start tag written one way however it came, so that a feed which shuffles its attributes makes no edits: sorted by
 * name, quoted, links absolute. Values come decoded. The namespace of xlink is declared where it is used, as exclusive
 * canonical XML does (https://www.w3.org/TR/xml-exc-c14n/); other prefixes mean nothing in HTML.
 */
export function startTag(name: string, attributes: { name: string; value: string }[], base: string): string {
  const kept = attributes.filter((one) => !/^xml(?:ns)?:/.test(one.name));
  if (kept.some((one) => one.name.startsWith('xlink:')))
    kept.push({ name: 'xmlns:xlink', value: 'http://www.w3.org/1999/xlink' });
  if (kept.length > 1) kept.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  let written = `<${name}`;
  for (const one of kept) {
    const shown = absoluteLink(one.name, one.value, base) ?? one.value;
    written += ` ${one.name}="${escapeAttribute(shown)}"`;
  }
  return isVoid(name) ? `${written} />` : `${written}>`;
}
