import { escapeXml } from '../fakes/opml.ts';
import type { DemoFeed, DemoFormat, DemoPost } from './demo-post.ts';

export const CONTENT_TYPES: Record<DemoFormat, string> = {
  rss: 'application/rss+xml; charset=utf-8',
  rdf: 'application/rdf+xml',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json',
};

/** A feed's document in its format. */
export function writeFeed(feed: DemoFeed, format: DemoFormat): string {
  return { rss: writeRss, rdf: writeRdf, atom: writeAtom, json: writeJson }[format](feed);
}

function element(name: string, text: string | undefined, attributes = ''): string {
  return text === undefined ? '' : `<${name}${attributes}>${escapeXml(text)}</${name}>\n`;
}

function writeRss(feed: DemoFeed): string {
  const items = feed.posts.map((post) =>
    [
      '<item>\n',
      element('title', post.title),
      element('link', post.link),
      element('guid', post.id, post.id === post.link ? '' : ' isPermaLink="false"'),
      element('dc:creator', post.author),
      element('pubDate', post.dateOnly ? post.at.toUTCString().slice(0, 16) : post.at.toUTCString()),
      ...post.tags.map((tag) => element('category', tag)),
      post.html ? element('description', post.html) : '',
      post.audio
        ? `<enclosure url="${post.audio.url}" length="${post.audio.bytes}" type="audio/wav"/>\n<itunes:duration>${post.audio.duration}</itunes:duration>\n`
        : '',
      '</item>\n',
    ].join(''),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel>
${element('title', feed.title)}${element('link', `${feed.siteUrl}/`)}${element('description', feed.about)}<atom:link rel="self" href="${feed.feedUrl}"/>
${items.join('')}</channel>
</rss>
`;
}

function writeRdf(feed: DemoFeed): string {
  const items = feed.posts.map((post) =>
    [
      `<item rdf:about="${escapeXml(post.id)}">\n`,
      element('title', post.title),
      element('link', post.link),
      element('dc:creator', post.author),
      element('dc:date', post.dateOnly ? post.at.toISOString().slice(0, 10) : post.at.toISOString()),
      ...post.tags.map((tag) => element('dc:subject', tag)),
      element('content:encoded', post.html),
      '</item>\n',
    ].join(''),
  );
  const listed = feed.posts.map((post) => `<rdf:li rdf:resource="${escapeXml(post.id)}"/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="${feed.feedUrl}">
${element('title', feed.title)}${element('link', `${feed.siteUrl}/`)}${element('description', feed.about)}<items><rdf:Seq>${listed.join('')}</rdf:Seq></items>
</channel>
${items.join('')}</rdf:RDF>
`;
}

function writeAtom(feed: DemoFeed): string {
  const entries = feed.posts.map((post) =>
    [
      '<entry>\n',
      element('title', post.title),
      `<link rel="alternate" href="${escapeXml(post.link)}"/>\n`,
      element('id', post.id),
      post.author ? `<author>${element('name', post.author)}</author>\n` : '',
      element('published', post.at.toISOString()),
      element('updated', (post.updatedAt ?? post.at).toISOString()),
      ...post.tags.map((tag) => `<category term="${escapeXml(tag)}"/>\n`),
      element('content', post.html, ' type="html"'),
      '</entry>\n',
    ].join(''),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
${element('title', feed.title)}${element('subtitle', feed.about)}${element('id', feed.feedUrl)}<link rel="self" href="${feed.feedUrl}"/>
<link rel="alternate" href="${feed.siteUrl}/"/>
${element('updated', lastChange(feed.posts).toISOString())}${entries.join('')}</feed>
`;
}

function writeJson(feed: DemoFeed): string {
  return JSON.stringify(
    {
      version: 'https://jsonfeed.org/version/1.1',
      title: feed.title,
      description: feed.about,
      home_page_url: `${feed.siteUrl}/`,
      feed_url: feed.feedUrl,
      items: feed.posts.map((post) => ({
        id: post.id,
        url: post.link,
        title: post.title,
        authors: post.author ? [{ name: post.author }] : [],
        date_published: post.at.toISOString(),
        tags: post.tags,
        content_html: post.html,
      })),
    },
    null,
    1,
  );
}

function lastChange(posts: DemoPost[]): Date {
  return new Date(Math.max(0, ...posts.map((post) => (post.updatedAt ?? post.at).getTime())));
}
