/**
 * Namespaces by URI (any case, http or https, with or without trailing slash), each with the short word our own
 * tables use. The empty word is the core of RSS.
 */
const BY_URI = new Map<string, string>([
  ['purl.org/rss/1.0', ''],
  ['purl.org/net/rss1.1', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['my.netscape.com/publish/formats/rss-0.91.dtd', ''],
  ['backend.userland.com/rss', ''],
  ['backend.userland.com/rss2', ''],
  ['backend.userland.com/rss091', ''],
  ['backend.userland.com/rss191', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
  ['cyber.law.harvard.edu/rss', ''],
  ['cyber.law.harvard.edu/rss/rss.html', ''],
  ['www.rssboard.org/rss-specification', ''],
  ['www.w3.org/2005/atom', 'atom'],
  ['purl.org/atom/ns', 'atom'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['purl.org/rss/1.0/modules/slash', 'slash'],
  ['purl.org/rss/1.0/modules/taxonomy', 'taxo'],
  ['wellformedweb.org/commentapi', 'wfw'],
  ['search.yahoo.com/mrss', 'media'],
  ['video.search.yahoo.com/mrss', 'media'],
  ['tools.search.yahoo.com/mrss', 'media'],
  ['www.rssboard.org/media-rss', 'media'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['www.itunes.com/dtds/podcast-1.0', 'itunes'],
  ['example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['www.google.com/schemas/play-podcasts/1.0', 'googleplay'],
  ['podcastindex.org/namespace/1.0', 'podcast'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['purl.org/syndication/thread/1.0', 'thr'],
  ['www.w3.org/2007/app', 'app'],
  ['www.w3.org/1999/xhtml', 'xhtml'],
  ['www.w3.org/2000/svg', 'svg'],
  ['www.w3.org/1998/math/mathml', 'math'],
  ['www.w3.org/1999/xlink', 'xlink'],
  ['www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['www.w3.org/xml/1998/namespace', 'xml'],
]);

/** Prefixes that mean something even where nobody declared them. */
const BY_PREFIX = new Map<string, string>([
  ['rss', ''],
  ['a10', 'atom'],
  ['atom10', 'atom'],
  ['atom03', 'atom'],
  ...[...BY_URI.values()].filter(Boolean).map((word): [string, string] => [word, word]),
]);

/** Our word for a namespace URI; "?" for one we do not read. */
export function wordOfUri(uri: string): string {
  const plain = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]+$/, '');
  return BY_URI.get(plain) ?? '?';
}

/** Our word for a prefix that is not declared; "?" for one we do not know. */
export function wordOfPrefix(prefix: string): string {
  return BY_PREFIX.get(prefix.toLowerCase()) ?? '?';
}
