import { MAX_WORD_LIST } from '../limits.ts';
import { resolveLink } from '../urls.ts';
import { decodeEntities, escapeAttribute } from './entities.ts';
import { type RawAttribute, tokenize } from './markup.ts';

/** Attributes of HTML that hold addresses: one each, but srcset a list. */
const LINK_ATTRIBUTES = new Set(
  'href src srcset poster cite data action background longdesc formaction'.split(' '),
);

function holdsLinks(attribute: string): boolean {
  return LINK_ATTRIBUTES.has(attribute) || LINK_ATTRIBUTES.has(attribute.toLowerCase());
}

const PLAINLY_ABSOLUTE = /^\s*["']?(?:https?:\/\/[^\s"'<>&]|mailto:|#)/i;
const LINK_NAME_BEFORE =
  /(?:^|[^\w-])(?:href|src|srcset|poster|cite|data|(?:form)?action|background|longdesc)\s*$/i;

/** Whether some link is perhaps not absolute. Looks at each "=" only, since most bodies have no such link. */
function mayBeRelative(html: string): boolean {
  for (let at = html.indexOf('='); at !== -1; at = html.indexOf('=', at + 1)) {
    if (html.startsWith('"http', at + 1) && html[at - 1] !== 't') continue;
    const name = html.slice(Math.max(0, at - 14), at);
    if (!LINK_NAME_BEFORE.test(name)) continue;
    if (!PLAINLY_ABSOLUTE.test(html.slice(at + 1, at + 20))) return true;
    if (/set\s*$/i.test(name) && !isAbsoluteSrcset(html, at + 1)) return true;
  }
  return false;
}

function isAbsoluteSrcset(html: string, from: number): boolean {
  const to = html[from] === '"' ? html.indexOf('"', from + 1) : -1;
  if (to < 0) return false;
  return srcsetParts(html.slice(from + 1, to)).every((part) => /^\s*https?:\/\//i.test(part));
}

/** HTML with its relative links made absolute from `base`; links that may not stand (javascript:) become empty. */
export function absoluteLinks(html: string, base: string): string {
  if (!mayBeRelative(html)) return html;
  let result = '';
  let done = 0;
  tokenize(html, 'html', {
    open(_name, attributes): undefined {
      for (const one of attributes) {
        const value = absoluteValue(one, base);
        if (value === undefined) continue;
        result += html.slice(done, one.from) + value;
        done = one.to;
      }
    },
    close() {},
    text() {},
  });
  return result + html.slice(done);
}

/** The new value as it must be written, or undefined when the old may stay. */
function absoluteValue(one: RawAttribute, base: string): string | undefined {
  if (one.to === 0 || !holdsLinks(one.name)) return undefined;
  const link = absoluteLink(one.name, decodeEntities(one.value), base);
  return link === undefined || link === one.value ? undefined : escapeAttribute(link);
}

/**
 * The value of an attribute made absolute; undefined when it holds no link, or one that may stay as it is: an absolute
 * one, a fragment, a picture in itself. Links of a scheme that runs code become empty.
 */
export function absoluteLink(attribute: string, written: string, base: string): string | undefined {
  if (!holdsLinks(attribute)) return undefined;
  const name = attribute.toLowerCase();
  const value = written.trim();
  if (name === 'srcset') return absoluteSrcset(value, base);
  if (value === '' || /^(?:#|https?:\/\/[^/])/i.test(value)) return undefined;
  if (name === 'src' && /^data:image\//i.test(value)) return undefined;
  return resolveLink(value, base) ?? '';
}

/** `a.jpg 1x, b.jpg 2x`: a list of addresses, each with an optional size. https://html.spec.whatwg.org/#srcset-attributes */
function absoluteSrcset(value: string, base: string): string {
  return srcsetParts(value)
    .map((part) => {
      const [link = '', ...size] = part.trim().split(/\s+/);
      return [resolveLink(link, base) ?? '', ...size].join(' ');
    })
    .join(', ');
}

function srcsetParts(value: string): string[] {
  return value.slice(0, MAX_WORD_LIST).split(/,\s+|,(?=https?:|\/)/);
}
