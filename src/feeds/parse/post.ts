import { parseDate, type WrittenDate } from '../dates.ts';
import { MAX_URL } from '../limits.ts';
import type { ParsedPost } from '../model.ts';
import { lineOfText } from '../text.ts';
import { resolveLink } from '../urls.ts';
import { readHtml, readTitle } from './constructs.ts';
import { atomLink, linkText, readEnclosures, readImage, readLink } from './links.ts';
import { addPeople } from './people.ts';
import { allOf, attribute, type ByKey, firstText, groupByKey, textOf } from './query.ts';
import type { Repairs } from './repairs.ts';
import { readTags } from './tags.ts';
import type { XmlNode } from './tree.ts';

/** Where titles stand, the best first. */
const TITLES = ['title', 'atom:title', 'media:title', 'dc:title', 'itunes:title'];
/** Where the fullest text stands, the best first. */
const BODIES = ['content:encoded', 'atom:content', 'xhtml:body', 'body', 'fullitem', 'content'];
/** Where the short text stands, the best first. */
const SUMMARIES = ['description', 'atom:summary', 'summary'];
/** Where a text stands when there is no other. */
const LAST_RESORTS = ['dc:description', 'itunes:summary', 'media:description', 'itunes:subtitle'];
const PUBLISHED = [
  'pubdate',
  'atom:published',
  'atom:issued',
  'dcterms:issued',
  'dc:date',
  'published',
  'issued',
];
const CREATED = ['atom:created', 'dcterms:created', 'created', 'date'];
const UPDATED = [
  'atom:updated',
  'atom:modified',
  'dcterms:modified',
  'app:edited',
  'updated',
  'modified',
  'lastbuilddate',
];

/**
 * Reads one post of RSS, RDF or Atom: the elements of all three are looked for, since feeds borrow from each other.
 */
export function readPost(node: XmlNode, repairs: Repairs): ParsedPost {
  const parts = groupByKey(node);
  const post: ParsedPost = { tags: readTags(parts), enclosures: readEnclosures(parts) };
  const guid = readGuid(node, parts);
  if (guid !== undefined) post.guid = guid;
  const link = originalLink(parts) ?? readLink(parts);
  if (link !== undefined) post.link = link;
  addTitle(post, parts, repairs);
  addPeople(post, parts);
  addTexts(post, parts, repairs);
  addDates(post, parts);
  const image = readImage(parts);
  if (image !== undefined) post.imageUrl = image;
  const comments = commentsLink(parts);
  if (comments !== undefined) post.commentsUrl = comments;
  const source = readSource(parts);
  if (source !== undefined) post.source = source;
  const lang = firstText(parts, 'dc:language', 'language') ?? node.lang;
  if (lang !== undefined && lang !== '') post.lang = lang;
  return post;
}

/** Whether anything was read at all: `<item/>` alone is no post. */
export function isSubstantial(post: ParsedPost): boolean {
  if (post.tags.length > 0 || post.enclosures.length > 0) return true;
  return Object.keys(post).some((name) => name !== 'tags' && name !== 'enclosures' && name !== 'lang');
}

function readGuid(node: XmlNode, parts: ByKey): string | undefined {
  const guid = firstText(parts, 'guid', 'atom:id', 'id') ?? attribute(node, 'rdf:about');
  return (guid ?? firstText(parts, 'dc:identifier'))?.slice(0, MAX_URL);
}

/** FeedBurner rewrote links to count clicks and kept the true one beside it. */
function originalLink(parts: ByKey): string | undefined {
  const written = firstText(parts, 'feedburner:origlink');
  return written !== undefined && /^https?:\/\//i.test(written) ? resolveLink(written, '') : undefined;
}

function addTitle(post: ParsedPost, parts: ByKey, repairs: Repairs): void {
  for (const node of allOf(parts, ...TITLES)) {
    const { text, html } = readTitle(node, repairs);
    if (text === '') continue;
    post.title = text;
    if (html !== undefined) post.titleHtml = html;
    return;
  }
}

/** The fullest text is the body; a shorter one beside it is the summary. Of several short ones the longest is. */
function addTexts(post: ParsedPost, parts: ByKey, repairs: Repairs): void {
  const body = firstHtml(allOf(parts, ...BODIES), repairs);
  const texts = allOf(parts, ...SUMMARIES)
    .map((node) => readHtml(node, repairs))
    .filter((html) => html !== '')
    .sort((a, b) => b.length - a.length);
  if (texts.length === 0 && body === undefined) {
    const last = firstHtml(allOf(parts, ...LAST_RESORTS), repairs) ?? mediaDescription(parts, repairs);
    if (last !== undefined) post.body = last;
    return;
  }
  const [shown, summary] = body === undefined ? texts : [body, texts[0]];
  if (shown !== undefined) post.body = shown;
  if (summary !== undefined && summary !== shown) post.summary = summary;
}

function firstHtml(nodes: readonly XmlNode[], repairs: Repairs): string | undefined {
  for (const node of nodes) {
    const html = readHtml(node, repairs);
    if (html !== '') return html;
  }
  return undefined;
}

/** YouTube's texts stand inside media:group and media:content, as plain text. */
function mediaDescription(parts: ByKey, repairs: Repairs): string | undefined {
  const holders = allOf(parts, 'media:group', 'media:content');
  return firstHtml(
    holders.flatMap((holder) => allOf(groupByKey(holder), 'media:description')),
    repairs,
  );
}

function addDates(post: ParsedPost, parts: ByKey): void {
  const published = firstDate(parts, PUBLISHED) ?? firstDate(parts, CREATED);
  if (published !== undefined) {
    post.publishedAt = published.at;
    if (published.dateOnly) post.dateOnly = true;
  }
  const updated = firstDate(parts, UPDATED);
  if (updated !== undefined) post.updatedAt = updated.at;
}

/** The first date that can be read, in the order of the keys; of several under one key the last. */
export function firstDate(parts: ByKey, keys: readonly string[]): WrittenDate | undefined {
  for (const key of keys) {
    for (const node of [...allOf(parts, key)].reverse()) {
      const date = parseDate(textOf(node));
      if (date !== undefined) return date;
    }
  }
  return undefined;
}

function commentsLink(parts: ByKey): string | undefined {
  for (const node of allOf(parts, 'comments')) {
    const link = linkText(node);
    if (link !== undefined) return link;
  }
  return atomLink(parts, 'replies');
}

function readSource(parts: ByKey): ParsedPost['source'] {
  const node = allOf(parts, 'atom:source', 'source', 'dc:source')[0];
  if (node === undefined) return undefined;
  const inner = groupByKey(node);
  const title = lineOfText(firstText(inner, 'atom:title', 'title') ?? textOf(node));
  const url = atomLink(inner, 'alternate') ?? resolveLink(attribute(node, 'url') ?? '', node.base);
  if (title === '' && url === undefined) return undefined;
  return { ...(title === '' ? {} : { title }), ...(url === undefined ? {} : { url }) };
}
