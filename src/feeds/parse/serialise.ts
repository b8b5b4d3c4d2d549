import { decodeEntities, escapeText } from './entities.ts';
import { tokenize } from './markup.ts';
import { isVoid, startTag } from './start-tag.ts';
import type { XmlNode } from './tree.ts';

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
      const name = next.tag.slice(next.tag.indexOf(':') + 1);
      html += startTag(name, attributesOf(next), next.base);
      if (!isVoid(name)) todo.push({ end: name });
      for (let i = next.children.length - 1; i >= 0; i -= 1) todo.push(next.children[i] as XmlNode | string);
    }
  }
}

/** The prefix of svg:svg and math:math said what they are; without it their namespace must. */
const FOREIGN: Record<string, string> = {
  'svg:svg': 'http://www.w3.org/2000/svg',
  'math:math': 'http://www.w3.org/1998/Math/MathML',
};

function attributesOf(node: XmlNode): { name: string; value: string }[] {
  const namespace = node.tag.includes(':') ? FOREIGN[node.key] : undefined;
  return namespace === undefined
    ? node.attributes
    : [...node.attributes, { name: 'xmlns', value: namespace }];
}

/** HTML of somebody's hand written out afresh: quotes closed, links absolute, comments gone. For short texts. */
export function tidyHtml(html: string, base: string): string {
  let result = '';
  tokenize(html, 'html', {
    open(name, attributes): undefined {
      const decoded = attributes.map((one) => ({ name: one.name, value: decodeEntities(one.value) }));
      result += startTag(name, decoded, base);
    },
    close(name) {
      result += `</${name}>`;
    },
    text(raw) {
      result += raw;
    },
  });
  return result;
}
