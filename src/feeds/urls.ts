import { MAX_URL } from './limits.ts';
import { isSessionParameter, isTrackingParameter } from './tracking.ts';

const WELL_FORMED = /^https?:\/\/[^\s\\<>"'{}[\]|^`\u0080-\uffff]+$/;
/** Schemes that run code or carry a document in themselves. */
const UNSAFE = /^(?:javascript|vbscript|data|blob|file|about|view-source|filesystem):/i;

/**
 * A link as an absolute address, or undefined when there is none: empty, too long, unreadable, or of a scheme that
 * runs code (javascript:, data: and the like). Links that are well-formed stay exactly as written; others are
 * resolved and encoded as the URL standard says. `mailto:`, `tag:` and the like stay.
 */
export function resolveLink(link: string, base: string): string | undefined {
  if (WELL_FORMED.test(link) && link.length <= MAX_URL && URL.canParse(link)) return link;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the URL standard drops them before it looks at the scheme
  const plain = link.replace(/[\u0000-\u001f]/g, '').trim();
  if (plain === '' || plain.length > MAX_URL || /^https?:\/*$/i.test(plain)) return undefined;
  try {
    const url = new URL(plain, base || undefined).href;
    return UNSAFE.test(url) ? undefined : url;
  } catch {
    return undefined;
  }
}

/**
 * Is it an address of the web that a browser can read? Anything else (chrome:, file:, ms-word: and the like, "http://#")
 * is not for opening from a post.
 */
export function isWebLink(link: string | undefined): link is string {
  return link !== undefined && /^https?:\/\//i.test(link) && URL.canParse(link);
}

/**
 * A link as it counts for identity: two addresses of one page give the same text. Scheme http and https are one,
 * "www.", a trailing slash, default pages, the fragment, tracking and session parameters are dropped, the other
 * parameters sorted. Not for opening. Fragments that are the page's real address ("#!") stay. What is no web link is
 * given back trimmed.
 */
export function canonicalLink(link: string): string {
  let url: URL;
  try {
    url = new URL(link.trim());
  } catch {
    return link.trim();
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return link.trim();
  const host = url.hostname.replace(/^www\d?\./, '').replace(/\.$/, '');
  const port = url.port === '80' || url.port === '443' || url.port === '' ? '' : `:${url.port}`;
  const path = tidyPath(url.pathname);
  const fragment = url.hash.startsWith('#!') || url.hash.startsWith('#/') ? url.hash : '';
  return `https://${host}${port}${path}${identifyingQuery(url.search)}${fragment}`;
}

function tidyPath(path: string): string {
  const withoutSession = path.replace(/;jsessionid=[^/?]*/i, '');
  const withoutDefault = withoutSession.replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/i, '/');
  return withoutDefault
    .replace(/\/{2,}/g, '/')
    .replace(/\/+$/, '')
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
    .replace(/%7E/g, '~');
}

function identifyingQuery(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '')
    .filter((pair) => !saysNoPage(pair));
  if (kept.length === 0) return '';
  return `?${kept.sort().join('&')}`;
}

function saysNoPage(pair: string): boolean {
  const name = parameterName(pair);
  return isTrackingParameter(name) || isSessionParameter(name, pair.slice(name.length + 1));
}

/** The name in "name=value", in lower case. */
export function parameterName(pair: string): string {
  const equals = pair.indexOf('=');
  return (equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
}
