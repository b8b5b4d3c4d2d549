import { resolveLink } from '../urls.ts';
import { escapeAttribute, escapeText } from './entities.ts';
import { LINK_ATTRIBUTES } from './html-links.ts';
import type { XmlNode } from './tree.ts';

/** HTML elements that have no end tag. */
const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr basefont frame'.split(' '),
);

/** The inside of an element as HTML: prefixes dropped, relative links made absolute from each element's own base. */
export function innerHtml(node: XmlNode): string {
  let html = '';
  const todo: (XmlNode | string | { end: string })[] = [...node.children].reverse();
  for (;;) {
    const next = todo.pop();
    if (next === undefined) return html;
    if (typeof next === 'string') {
      html += escapeText(next);
    } else if ('end' in next) {
      html += `</${next.end}>`;
    } else {
      const name = nameOf(next);
      html += `<${name}${attributesOf(next)}>`;
      if (!VOID.has(name.toLowerCase())) todo.push({ end: name });
      for (let i = next.children.length - 1; i >= 0; i -= 1) todo.push(next.children[i] as XmlNode | string);
    }
  }
}

function nameOf(node: XmlNode): string {
  return node.tag.slice(node.tag.indexOf(':') + 1);
}

function attributesOf(node: XmlNode): string {
  let written = '';
  for (const { name, value } of node.attributes) {
    if (name.startsWith('xmlns:') || name.startsWith('xml:')) continue;
    const isLink = LINK_ATTRIBUTES.has(name.toLowerCase());
    const shown = isLink ? (resolveLink(value, node.base) ?? '') : value;
    written += ` ${name}="${escapeAttribute(shown)}"`;
  }
  return written;
}
