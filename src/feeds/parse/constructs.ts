import { MAX_BODY, MAX_LINE } from '../limits.ts';
import { lineOfText, oneLine, withoutTurns } from '../text.ts';
import { decodeBase64 } from './base64.ts';
import { decodeEntities, escapeText } from './entities.ts';
import { absoluteLinks } from './html-links.ts';
import { attribute, hasElements, rawTextOf } from './query.ts';
import type { Repairs } from './repairs.ts';
import { innerHtml, tidyHtml } from './serialise.ts';
import type { XmlNode } from './tree.ts';

/** A text as the feed means it: plain text, HTML as written, or elements written out as HTML, links absolute. */
interface Written {
  kind: 'text' | 'html' | 'elements';
  value: string;
}

/** Beyond a title's own limit, since markup and entities take room. */
const MAX_RAW_TITLE = 10 * MAX_LINE;

/** Elements people do write into titles; anything else in angle brackets is meant as text ("the <blink> tag"). */
const TITLE_MARKUP =
  /<\/?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)\b[^<>]*>/i;

/** Reads any text construct to HTML: of Atom 1.0 and 0.3 by its type and mode, of all others as HTML. */
export function readHtml(node: XmlNode, repairs: Repairs): string {
  return asHtml(limited(readWritten(node), MAX_BODY, node, repairs), node.base);
}

/** Reads a title: plain text on one line, and its HTML where it has markup. */
export function readTitle(node: XmlNode, repairs: Repairs): { text: string; html?: string } {
  const written = limited(readWritten(node), MAX_RAW_TITLE, node, repairs);
  const title =
    written.kind === 'html' && !node.key.startsWith('atom:') ? guessedTitle(written.value) : written;
  if (title.kind === 'text') return { text: oneLine(title.value).slice(0, MAX_LINE) };
  const text = lineOfText(title.value).slice(0, MAX_LINE);
  if (!title.value.includes('<')) return { text };
  const value = withoutTurns(title.value);
  return { text, html: title.kind === 'html' ? tidyHtml(value.trim(), node.base) : value };
}

/** RSS never said whether a title is text or HTML: it is text unless it holds markup people write into titles. */
function guessedTitle(raw: string): Written {
  if (TITLE_MARKUP.test(raw)) return { kind: 'html', value: raw };
  const plain = decodeEntities(raw);
  return { kind: TITLE_MARKUP.test(plain) ? 'html' : 'text', value: plain };
}

function readWritten(node: XmlNode): Written {
  if (node.key.startsWith('atom:')) return readAtomText(node);
  if (hasElements(node)) return { kind: 'elements', value: innerHtml(node) };
  return { kind: 'html', value: withoutCdata(rawTextOf(node)) };
}

/** Some publishers wrap a text and then escape the wrapping with it. */
function withoutCdata(raw: string): string {
  return raw.replace(/^\s*(?:<|&lt;)!\[CDATA\[(.*)\]\](?:>|&gt;)\s*$/s, '$1');
}

/** RFC 4287, section 3.1 and 4.1.3.3; Atom 0.3's `mode`. */
function readAtomText(node: XmlNode): Written {
  const type = attribute(node, 'type')?.toLowerCase() ?? '';
  const mode = attribute(node, 'mode')?.toLowerCase() ?? '';
  if (mode === 'base64') return fromBase64(node, type);
  if (type === 'xhtml' || hasElements(node)) return { kind: 'elements', value: withoutDiv(node) };
  if (isHtmlType(type) || mode === 'escaped') return { kind: 'html', value: rawTextOf(node) };
  if (type.includes('/') && !type.startsWith('text/')) return fromBase64(node, type);
  return { kind: 'text', value: rawTextOf(node) };
}

function isHtmlType(type: string): boolean {
  return type === 'html' || type === 'text/html' || type.endsWith('+xml') || type.endsWith('/xml');
}

/** The div that Atom's xhtml demands is no part of the text; its xml:base has reached its children already. */
function withoutDiv(node: XmlNode): string {
  const parts = node.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const only = parts[0];
  const isDiv = parts.length === 1 && typeof only === 'object' && /(?:^|:)div$/i.test(only.tag);
  return innerHtml(isDiv ? only : node).trim();
}

function fromBase64(node: XmlNode, type: string): Written {
  const raw = rawTextOf(node);
  const text = decodeBase64(raw);
  if (text === undefined) return { kind: 'text', value: raw };
  const isText = type === '' || type === 'text' || type === 'text/plain';
  return { kind: isText ? 'text' : 'html', value: text };
}

function asHtml({ kind, value }: Written, base: string): string {
  if (kind === 'text') return escapeText(value);
  return kind === 'html' ? absoluteLinks(oneBreak(value.trim()), base) : value;
}

/** One way of writing line breaks: feeds that change from one to the other have changed nothing. */
function oneBreak(html: string): string {
  return html.includes('<br/>') ? html.replaceAll('<br/>', '<br />') : html;
}

function limited(written: Written, max: number, node: XmlNode, repairs: Repairs): Written {
  if (written.value.length <= max) return written;
  repairs.note('too-long-text', node.tag);
  return { ...written, value: written.value.slice(0, max) };
}
