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
  /(?:^|[\s"'/])(?:href|src|srcset|poster|cite|data|(?:form)?action|background|longdesc)\s*$/i;
/** What may hold tags that are none: comments and elements of raw text with a "<" inside, other declarations. */
const OPAQUE =
  /<(?:!(?!--[^<>]*-->)|\?|(script|style|title|textarea|iframe|noembed|noframes|xmp|plaintext)(?![^<>]*>[^<]*<\/\1))/i;

/**
 * HTML with its relative links made absolute from `base`; links that may not stand (javascript:) become empty. Most
 * bodies have none and are not read: only tags are where such a link seems to be. The whole is read where it must be.
 */
export function absoluteLinks(html: string, base: string): string {
  let at = nextRelative(html, 0);
  if (at < 0) return html;
  const isOpaque = OPAQUE.test(html);
  let result = '';
  let done = 0;
  const rewrite = (attributes: RawAttribute[]): undefined => {
    for (const one of attributes) {
      const value = absoluteValue(one, base);
      if (value === undefined) continue;
      result += html.slice(done, one.from) + value;
      done = one.to;
    }
  };
  for (let from = 0; at >= 0; at = nextRelative(html, from)) {
    const attributes = isOpaque ? [] : attributesAt(html, html.lastIndexOf('<', at));
    const end = Math.max(0, ...attributes.map((one) => one.to));
    if (end <= at) {
      tokenize(html, 'html', { open: (_name, all) => rewrite(all) }, from);
      break;
    }
    rewrite(attributes);
    from = end;
  }
  return result + html.slice(done);
}

/** Where the next link is that is perhaps not absolute, or -1. Looks at each "=" only. */
function nextRelative(html: string, from: number): number {
  for (let at = html.indexOf('=', from); at !== -1; at = html.indexOf('=', at + 1)) {
    if (html.startsWith('"http', at + 1) && html[at - 1] !== 't') continue;
    const name = html.slice(Math.max(0, at - 14), at);
    if (!LINK_NAME_BEFORE.test(name)) continue;
    if (!PLAINLY_ABSOLUTE.test(html.slice(at + 1, at + 20))) return at;
    if (/set\s*$/i.test(name) && !isAbsoluteSrcset(html, at + 1)) return at;
  }
  return -1;
}

function isAbsoluteSrcset(html: string, from: number): boolean {
  const to = html[from] === '"' ? html.indexOf('"', from + 1) : -1;
  if (to < 0) return false;
  return srcsetParts(html.slice(from + 1, to)).every((part) => /^\s*https?:\/\//i.test(part));
}

/** The attributes of the tag that begins exactly there; none when no tag does. */
function attributesAt(html: string, start: number): RawAttribute[] {
  let found: RawAttribute[] = [];
  const open = (_name: string, attributes: RawAttribute[], _selfClosing: boolean, at: number): 'stop' => {
    if (at === start) found = attributes;
    return 'stop';
  };
  tokenize(html, 'html', { open }, Math.max(0, start));
  return found;
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
