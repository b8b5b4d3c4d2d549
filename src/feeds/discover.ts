import { wellKnownFeeds } from './discover-sites.ts';
import { MAX_CANDIDATES, MAX_LINE } from './limits.ts';
import { decodeEntities } from './parse/entities.ts';
import { type RawAttribute, tokenize } from './parse/markup.ts';
import { oneLine } from './text.ts';
import { resolveLink } from './urls.ts';

/** An address that may be a feed, and why it is thought so. */
export interface Candidate {
  url: string;
  title?: string;
  why: 'link-alternate' | 'known-site' | 'json-ld' | 'anchor' | 'common-path';
}

/**
 * Feeds of a page, the likeliest first, none twice: what the page declares, what is known of its site, what its
 * structured data name, links that look like feeds, and paths that are usual. Nothing is fetched.
 */
export function discoverFeeds(html: string, pageUrl: string): Candidate[] {
  const page = new PageReader(pageUrl);
  tokenize(html, 'html', page);
  const ranked = [
    ...page.alternates.filter((one) => !isComments(one)),
    ...wellKnownFeeds(pageUrl, html),
    ...page.structured(),
    ...page.anchors,
    ...page.alternates.filter(isComments),
    ...commonPaths(page.base),
  ];
  const byUrl = new Map<string, Candidate>();
  for (const one of ranked) {
    const key = one.url.replace(/^https?:/, '').replace(/\/$/, '');
    if (!byUrl.has(key)) byUrl.set(key, one);
  }
  return [...byUrl.values()].slice(0, MAX_CANDIDATES);
}

const FEED_TYPE =
  /^(?:application\/(?:rss|atom|rdf|feed)\+(?:xml|json)|application\/(?:x-)?rss|text\/(?:rss|atom)(?:\+xml)?)/i;
const VAGUE_TYPE = /^(?:application|text)\/(?:xml|json)/i;
const FEED_PATH =
  /(?:^|[/._-])(?:feed|feeds|rss2?|atom|rdf)(?:$|[/._?-])|\.(?:rss|atom|rdf)(?:$|\?)|[?&](?:feed|format)=(?:rss2?|atom|feed)/i;
const FEED_WORDS = /\b(?:rss|atom|feed|subscribe)\b/i;

class PageReader {
  readonly alternates: Candidate[] = [];
  readonly anchors: Candidate[] = [];
  base: string;
  private readonly scripts: string[] = [];
  private inStructuredData = false;
  private anchor: Candidate | undefined;

  constructor(private readonly pageUrl: string) {
    this.base = pageUrl;
  }

  open(tag: string, raw: RawAttribute[]): undefined {
    const name = tag.toLowerCase();
    if (name !== 'link' && name !== 'a' && name !== 'base' && name !== 'script') return;
    const attributes = new Map(raw.map((one) => [one.name.toLowerCase(), decodeEntities(one.value).trim()]));
    if (name === 'script') this.inStructuredData = /ld\+json/i.test(attributes.get('type') ?? '');
    const url = httpLink(attributes.get('href') ?? '', this.base);
    if (url === undefined) return;
    if (name === 'base') this.base = url;
    if (name === 'link') this.readLink(url, attributes);
    if (name === 'a') this.readAnchor(url, attributes);
  }

  close(tag: string): void {
    const name = tag.toLowerCase();
    if (name === 'script') this.inStructuredData = false;
    if (name === 'a') this.anchor = undefined;
  }

  text(raw: string): void {
    if (this.inStructuredData) this.scripts.push(raw);
    if (this.anchor !== undefined && this.anchor.title === undefined)
      addTitle(this.anchor, decodeEntities(raw));
  }

  /** Addresses of feeds in JSON-LD: https://schema.org/DataFeed, WebSite and Blog with feed-like properties. */
  structured(): Candidate[] {
    const links = this.scripts.join('\n').match(/https?:[^"\s]{1,2000}/g) ?? [];
    return links
      .map((link) => httpLink(link.replace(/\\\//g, '/'), this.base))
      .filter((url) => url !== undefined)
      .filter((url) => FEED_PATH.test(pathOf(url)))
      .map((url): Candidate => ({ url, why: 'json-ld' }));
  }

  private readLink(url: string, attributes: Map<string, string>): void {
    const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
    if (!rel.includes('alternate') && !rel.includes('feed')) return;
    const type = attributes.get('type') ?? '';
    const isFeed = FEED_TYPE.test(type) || rel.includes('feed');
    const mayBe = VAGUE_TYPE.test(type) && FEED_PATH.test(pathOf(url));
    if (!isFeed && !mayBe) return;
    const found: Candidate = { url, why: 'link-alternate' };
    addTitle(found, attributes.get('title') ?? '');
    this.alternates.push(found);
  }

  private readAnchor(url: string, attributes: Map<string, string>): void {
    const words = `${attributes.get('title') ?? ''} ${attributes.get('class') ?? ''} ${attributes.get('aria-label') ?? ''}`;
    const sameSite = hostOf(url) === hostOf(this.pageUrl);
    const looks = FEED_PATH.test(pathOf(url)) || FEED_TYPE.test(attributes.get('type') ?? '');
    if (!looks && !(sameSite && FEED_WORDS.test(words) && /\.(?:xml|json)(?:$|\?)/i.test(url))) return;
    this.anchor = { url, why: 'anchor' };
    addTitle(this.anchor, attributes.get('title') ?? '');
    this.anchors.push(this.anchor);
  }
}

/** Where blogs and their engines put feeds. */
const PATHS = [
  'feed',
  'rss',
  'atom.xml',
  'feed.xml',
  'rss.xml',
  'index.xml',
  'feed.json',
  'feeds/posts/default',
];

function commonPaths(base: string): Candidate[] {
  const root = httpLink('/', base);
  if (root === undefined) return [];
  return PATHS.map((path): Candidate => ({ url: root + path, why: 'common-path' }));
}

/** A feed of comments is wanted last. */
function isComments(one: Candidate): boolean {
  return /\bcomment/i.test(`${one.title ?? ''} ${pathOf(one.url)}`);
}

function addTitle(candidate: Candidate, written: string): void {
  const title = oneLine(written).slice(0, MAX_LINE);
  if (title !== '') candidate.title = title;
}

function httpLink(link: string, base: string): string | undefined {
  const url = resolveLink(
    link.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, 'http://'),
    base,
  );
  return url !== undefined && /^https?:/i.test(url) ? url.replace(/#.*$/, '') : undefined;
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]*/i, '');
}

function hostOf(url: string): string {
  return /^https?:\/\/([^/:?#]*)/i.exec(url)?.[1] ?? '';
}
