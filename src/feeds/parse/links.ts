import { MAX_ENCLOSURES, MAX_LINE } from '../limits.ts';
import type { ParsedEnclosure } from '../model.ts';
import { lineOfText } from '../text.ts';
import { resolveLink } from '../urls.ts';
import { decodeEntities } from './entities.ts';
import { allOf, attribute, type ByKey, groupByKey, textOf } from './query.ts';
import type { XmlNode } from './tree.ts';

/** The page of a post or feed: RSS's link, else Atom's alternate, else a guid that is an address. */
export function readLink(parts: ByKey): string | undefined {
  for (const node of allOf(parts, 'link')) {
    const link = linkText(node);
    if (link !== undefined) return link;
  }
  const alternate = atomLink(parts, 'alternate');
  return alternate ?? permalinkGuid(parts);
}

/** The address an element holds as its text. In CDATA "&amp;" is written where "&" is meant. */
export function linkText(node: XmlNode): string | undefined {
  const written = decodeEntities(textOf(node) || (attribute(node, 'href') ?? ''));
  return resolveLink(written.replace(/^www\./i, 'http://www.'), node.base);
}

/**
 * The address of an Atom link by its relation; a link without relation is an alternate (RFC 4287, section 4.2.7.2).
 * Of several the one that is HTML, else the first.
 */
export function atomLink(parts: ByKey, rel: string): string | undefined {
  let found: string | undefined;
  for (const node of allOf(parts, 'atom:link', 'link')) {
    if ((attribute(node, 'rel')?.toLowerCase() ?? 'alternate') !== rel) continue;
    // some write the address as text, as RSS does
    const link = resolveLink(attribute(node, 'href') ?? textOf(node), node.base);
    if (link === undefined) continue;
    if (/html/i.test(attribute(node, 'type') ?? '')) return link;
    found ??= link;
  }
  return found;
}

/** RSS 2.0: a guid is the post's address unless it says isPermaLink="false". Without the word it must look like one. */
function permalinkGuid(parts: ByKey): string | undefined {
  for (const node of allOf(parts, 'guid')) {
    const isPermaLink = attribute(node, 'ispermalink')?.toLowerCase();
    if (isPermaLink === 'false') continue;
    const text = textOf(node);
    const looksLikeLink = /^https?:\/\//i.test(text) || (isPermaLink === 'true' && !text.includes(' '));
    const link = looksLikeLink ? linkText(node) : undefined;
    if (link !== undefined) return link;
  }
  return undefined;
}

/** Files of a post: RSS enclosures, Atom enclosure links and content by address, Media RSS; none twice. */
export function readEnclosures(parts: ByKey): ParsedEnclosure[] {
  const found = new Map<string, ParsedEnclosure>();
  const duration = readDuration(parts);
  for (const node of enclosureNodes(parts)) {
    if (found.size >= MAX_ENCLOSURES) break;
    const enclosure = readEnclosure(node);
    if (enclosure === undefined || found.has(enclosure.url)) continue;
    if (duration !== undefined && found.size === 0 && !enclosure.type?.startsWith('image/')) {
      enclosure.durationSeconds ??= duration;
    }
    found.set(enclosure.url, enclosure);
  }
  return [...found.values()];
}

function enclosureNodes(parts: ByKey): XmlNode[] {
  const isEnclosure = (node: XmlNode) => attribute(node, 'rel')?.toLowerCase() === 'enclosure';
  const inGroups = allOf(parts, 'media:group').flatMap((group) => allOf(groupByKey(group), 'media:content'));
  return [
    ...allOf(parts, 'enclosure'),
    ...allOf(parts, 'atom:link', 'link').filter(isEnclosure),
    ...allOf(parts, 'atom:content').filter((node) => attribute(node, 'src') !== undefined),
    ...allOf(parts, 'media:content'),
    ...inGroups,
  ];
}

function readEnclosure(node: XmlNode): ParsedEnclosure | undefined {
  const written = attribute(node, 'url') ?? attribute(node, 'href') ?? attribute(node, 'src');
  const url = written === undefined ? undefined : resolveLink(written, node.base);
  if (url === undefined) return undefined;
  const enclosure: ParsedEnclosure = { url };
  const type = attribute(node, 'type')?.toLowerCase();
  if (type !== undefined) enclosure.type = type;
  const bytes = Number(attribute(node, 'length') ?? attribute(node, 'filesize'));
  if (Number.isSafeInteger(bytes) && bytes > 0) enclosure.bytes = bytes;
  const title = attribute(node, 'title');
  if (title !== undefined) enclosure.title = lineOfText(title).slice(0, MAX_LINE);
  const duration = durationOf(attribute(node, 'duration'));
  if (duration !== undefined) enclosure.durationSeconds = duration;
  return enclosure;
}

function readDuration(parts: ByKey): number | undefined {
  const node = allOf(parts, 'itunes:duration')[0];
  return node === undefined ? undefined : durationOf(textOf(node));
}

/** "3600", "12:34", "1:02:03" as seconds. */
function durationOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,6}(?::\d{1,2}){0,2}(?:\.\d+)?$/.test(text)) return undefined;
  return Math.floor(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));
}

/** A picture that stands for a post or feed. */
export function readImage(parts: ByKey): string | undefined {
  const groups = allOf(parts, 'media:group').map(groupByKey);
  const isImage = (node: XmlNode) => attribute(node, 'rel')?.toLowerCase() === 'image';
  const nodes = [
    ...allOf(parts, 'media:thumbnail'),
    ...groups.flatMap((group) => allOf(group, 'media:thumbnail')),
    ...allOf(parts, 'image', 'itunes:image', 'googleplay:image', 'atom:logo', 'atom:icon'),
    ...allOf(parts, 'itunes:link').filter(isImage),
  ];
  for (const node of nodes) {
    const inner = allOf(groupByKey(node), 'url').map(textOf)[0];
    const written = inner ?? attribute(node, 'url') ?? attribute(node, 'href') ?? attribute(node, 'resource');
    const url = resolveLink(written ?? textOf(node), node.base);
    if (url !== undefined) return url;
  }
  return undefined;
}
