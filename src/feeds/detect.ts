import { MAX_ENTITIES, MAX_ENTITY } from './limits.ts';
import type { NoFeedReason } from './model.ts';
import { decodeEntities } from './parse/entities.ts';

/** What a text turned out to be, by its root element. */
export type Detected =
  | {
      kind: 'rss' | 'rdf' | 'atom' | 'cdf';
      /** Offset of the root's "<". */
      start: number;
      entities: Map<string, string>;
      /** What stood before the root and should not: nothing, some text, or a web page. */
      before: 'nothing' | 'text' | 'page';
    }
  | { kind: 'json' }
  | { kind: 'none'; reason: NoFeedReason };

/**
 * Looks at the first element after comments, instructions and DOCTYPE, in any case and with any prefix. Where that
 * is none of a feed, a feed may still follow: after a warning of the server, or wrapped in a page.
 */
export function detect(text: string): Detected {
  const begin = text.search(/\S/);
  if (begin < 0) return { kind: 'none', reason: 'empty' };
  if (text[begin] === '{' || text[begin] === '[') return { kind: 'json' };
  const prolog = readProlog(text, begin);
  // XML 1.0, section 2.8: the declaration is the very first thing, if it is there at all.
  if (begin > 0 && text.startsWith('<?xml', begin)) prolog.hasText = true;
  const kind = rootKind(text, prolog.root);
  if (kind !== undefined) {
    const before = prolog.hasText ? 'text' : 'nothing';
    return { kind, start: prolog.root, entities: prolog.entities, before };
  }
  return findLater(text, prolog) ?? { kind: 'none', reason: reasonFor(text, prolog) };
}

interface Prolog {
  /** Offset of the first element; the text's length when there is none. */
  root: number;
  entities: Map<string, string>;
  hasText: boolean;
  isHtml: boolean;
}

/** Walks over all that may stand before the root. */
function readProlog(text: string, begin: number): Prolog {
  const prolog: Prolog = {
    root: text.length,
    entities: new Map(),
    hasText: text[begin] !== '<',
    isHtml: false,
  };
  let at = text.indexOf('<', begin);
  while (at !== -1) {
    if (text.startsWith('<!--', at)) {
      at = after(text, '-->', at);
    } else if (text.startsWith('<?', at)) {
      at = endOfInstruction(text, at);
    } else if (text.startsWith('<!', at)) {
      const end = endOfDoctype(text, at);
      const doctype = text.slice(at, end);
      if (/^<!doctype\s+html/i.test(doctype)) prolog.isHtml = true;
      readEntities(doctype, prolog.entities);
      at = end;
    } else if (/^<[a-z_]/i.test(text.slice(at, at + 2))) {
      prolog.root = at;
      return prolog;
    } else {
      prolog.hasText = true;
      at += 1;
    }
    const next = text.indexOf('<', at);
    if (next > at && text.slice(at, next).trim() !== '') prolog.hasText = true;
    at = next;
  }
  return prolog;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

/** An instruction without "?>" ends at its ">": the feed must not be lost to it. */
function endOfInstruction(text: string, at: number): number {
  const close = after(text, '>', at);
  const next = text.indexOf('<', close);
  const soon = text.slice(close, next < 0 ? close : Math.min(next, close + 1_000));
  const end = soon.indexOf('?>');
  return text[close - 2] !== '?' && end >= 0 ? close + end + 2 : close;
}

/** A DOCTYPE with an internal subset ends behind its "]". */
function endOfDoctype(text: string, at: number): number {
  const close = after(text, '>', at);
  const bracket = text.indexOf('[', at);
  if (bracket < 0 || bracket > close) return close;
  const end = /\]\s*>/g;
  end.lastIndex = bracket;
  const match = end.exec(text);
  return match === null ? close : end.lastIndex;
}

/** Internal general entities, of plain text only: no external ones, none made of others (XML 1.0, section 4.2). */
function readEntities(doctype: string, into: Map<string, string>): void {
  const declaration = /<!ENTITY\s+([\w.:-]{1,64})\s+(?:"([^"]*)"|'([^']*)')\s*>/g;
  for (const [, name = '', double, single] of doctype.matchAll(declaration)) {
    const value = decodeEntities((double ?? single) as string);
    if (into.size >= MAX_ENTITIES) return;
    if (value.length > MAX_ENTITY || /&[\w#]/.test(value) || into.has(name)) continue;
    into.set(name, value);
  }
}

function rootKind(text: string, at: number): 'rss' | 'rdf' | 'atom' | 'cdf' | undefined {
  const tag = /^<(?:[\w.-]+:)?([\w.-]+)([^>]*)>/.exec(text.slice(at, at + 4_000));
  switch (tag?.[1]?.toLowerCase()) {
    case 'rss':
      return 'rss';
    case 'rdf':
      return 'rdf';
    case 'feed':
    case 'entry':
      return 'atom';
    case 'channel':
      return isCdf(text.slice(at)) ? 'cdf' : 'rss';
    default:
      return undefined;
  }
}

/** CDF writes addresses and times into attributes of channel and item, which RSS never does. */
function isCdf(text: string): boolean {
  return /^<channel[^>]*\s(?:href|base|lastmod)\s*=|<item[^>]*\s(?:href|lastmod)\s*=|<abstract[\s>]/i.test(
    text,
  );
}

/** A feed's root further on in the text, told by its version or namespace. */
const LATER_ROOT = /<(?:rss\s[^<>]*version\s*=|(?:\w+:)?rdf\s[^<>]*xmlns|(?:\w+:)?feed\s[^<>]*xmlns)/i;

function findLater(text: string, prolog: Prolog): Detected | undefined {
  const start = text.slice(prolog.root).search(LATER_ROOT) + prolog.root;
  const kind = start < prolog.root ? undefined : rootKind(text, start);
  if (kind === undefined) return undefined;
  const isWholePage = prolog.isHtml || /^<(?:html|head|body)/i.test(text.slice(prolog.root, prolog.root + 5));
  const before = isWholePage ? 'page' : 'text';
  return { kind, start, entities: prolog.entities, before };
}

function reasonFor(text: string, prolog: Prolog): NoFeedReason {
  if (prolog.root === text.length && !prolog.isHtml) return 'plain-text';
  if (/^<opml[\s>]/i.test(text.slice(prolog.root, prolog.root + 6))) return 'opml';
  if (!isPage(text, prolog)) return 'xml-no-feed';
  if (/<input[^>]+type\s*=\s*["']?password/i.test(text)) return 'login-page';
  const title = /<title[^>]*>([^<]{0,200})/i.exec(text)?.[1] ?? '';
  const isError =
    /\b(?:40[0134]|410|429|50[0234]|52\d|error|not found|forbidden|unavailable|bad gateway)\b/i.test(title);
  return isError ? 'error-page' : 'web-page';
}

const HTML_ELEMENTS =
  /^<(?:html|head|body|title|meta|link|script|style|div|p|br|b|h[1-6]|table|center|font|a|span|img|form|ul|ol|pre|nav|header|main|section|article|noscript|iframe|base)[\s/>]/i;

function isPage(text: string, prolog: Prolog): boolean {
  return prolog.isHtml || HTML_ELEMENTS.test(text.slice(prolog.root, prolog.root + 12));
}
