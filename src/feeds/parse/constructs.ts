import { MAX_BODY, MAX_LINE } from '../limits.ts';
import { lineOfText, oneLine } from '../text.ts';
import { decodeEntities, escapeText } from './entities.ts';
import { absoluteLinks } from './html-links.ts';
import { attribute, hasElements, rawTextOf } from './query.ts';
import type { Repairs } from './repairs.ts';
import { innerHtml } from './serialise.ts';
import type { XmlNode } from './tree.ts';

/** A text of a feed, in both forms. */
export interface TextValue {
  html: string;
  /** The text as it was meant, if it was no markup. */
  plain?: string;
}

/** Elements people do write into titles; anything else in angle brackets is meant as text ("the <blink> tag"). */
const TITLE_MARKUP =
  /<\/?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)\b[^<>]*>/i;

/** Reads any text construct to HTML: of Atom 1.0 and 0.3 by its type and mode, of all others as HTML. */
export function readHtml(node: XmlNode, repairs: Repairs): string {
  const value = node.key.startsWith('atom:') ? readAtomText(node) : readRssText(node);
  if (value.html.length <= MAX_BODY) return value.html;
  repairs.note('too-long-text', node.tag);
  return value.html.slice(0, MAX_BODY);
}

/** Reads a title: plain text on one line, and its HTML where it has markup. */
export function readTitle(node: XmlNode, repairs: Repairs): { text: string; html?: string } {
  const isAtom = node.key.startsWith('atom:');
  const { html, plain } = isAtom ? readAtomText(node) : readRssTitle(node);
  const long = plain ?? html;
  if (long.length > MAX_LINE * 10) repairs.note('too-long-text', node.tag);
  const short = long.slice(0, MAX_LINE * 10);
  if (plain !== undefined) return { text: oneLine(short).slice(0, MAX_LINE) };
  const text = lineOfText(short).slice(0, MAX_LINE);
  return html.includes('<') ? { text, html: short } : { text };
}

/** RFC 4287, section 3.1 and 4.1.3.3; Atom 0.3's `mode`. */
function readAtomText(node: XmlNode): TextValue {
  const type = attribute(node, 'type')?.toLowerCase() ?? '';
  const mode = attribute(node, 'mode')?.toLowerCase() ?? '';
  if (mode === 'base64') return fromBase64(node, type);
  if (type === 'xhtml' || type === 'application/xhtml+xml' || hasElements(node)) {
    return { html: unwrapDiv(node) };
  }
  const raw = rawTextOf(node);
  if (isHtmlType(type) || mode === 'escaped') return html(raw, node.base);
  if (isEncodedType(type)) return fromBase64(node, type);
  return { html: escapeText(raw), plain: raw };
}

function isHtmlType(type: string): boolean {
  return type === 'html' || type === 'text/html' || type.endsWith('+xml') || type.endsWith('/xml');
}

/** RFC 4287, section 4.1.3.3: a type that is neither text nor XML is base64. */
function isEncodedType(type: string): boolean {
  return type.includes('/') && !type.startsWith('text/');
}

function readRssText(node: XmlNode): TextValue {
  if (hasElements(node)) return { html: innerHtml(node) };
  return html(rawTextOf(node), node.base);
}

/** RSS never said whether a title is text or HTML: it is text unless it holds markup people write into titles. */
function readRssTitle(node: XmlNode): TextValue {
  if (hasElements(node)) return { html: innerHtml(node) };
  const raw = rawTextOf(node);
  if (TITLE_MARKUP.test(raw)) return html(raw, node.base);
  const plain = decodeEntities(raw);
  if (TITLE_MARKUP.test(plain)) return html(plain, node.base);
  return { html: escapeText(plain), plain };
}

function html(raw: string, base: string): TextValue {
  return { html: absoluteLinks(raw.trim(), base) };
}

/** The div that Atom's xhtml demands is no part of the text; its xml:base has reached its children already. */
function unwrapDiv(node: XmlNode): string {
  const elements = node.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const only = elements[0];
  if (elements.length !== 1 || only === undefined || typeof only === 'string') return innerHtml(node).trim();
  return innerHtml(only.tag.toLowerCase().endsWith('div') ? only : { ...node, children: elements }).trim();
}

function fromBase64(node: XmlNode, type: string): TextValue {
  const raw = rawTextOf(node);
  const text = decodeBase64(raw);
  if (text === undefined) return { html: escapeText(raw), plain: raw };
  if (type === '' || type === 'text' || type === 'text/plain') return { html: escapeText(text), plain: text };
  return html(text, node.base);
}

/** Base64 of UTF-8 text, or undefined when it is none. */
function decodeBase64(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text.replace(/\s+/g, '')), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
