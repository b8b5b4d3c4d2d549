import type { ServedFeed } from '../fakes/feed-server.ts';
import { escapeXml } from '../fakes/opml.ts';

/** A feed whose number of posts a test may change: "Blog 0" is the oldest, an hour between two. */
export function countedFeed(name: string, title: string, count: number): ServedFeed & { count: number } {
  const feed = {
    name,
    title,
    contentType: 'application/rss+xml',
    count,
    bytes: () => {
      const posts = Array.from({ length: feed.count }, (_, i) => {
        const at = new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toUTCString();
        return `<item><guid>urn:${name}:${i}</guid><link>https://${name}.example/${i}</link><title>${escapeXml(title)} ${i}</title><pubDate>${at}</pubDate><description>Text ${i}</description></item>`;
      });
      return `<rss version="2.0"><channel><title>${escapeXml(title)}</title><link>https://${name}.example/</link>${posts.join('')}</channel></rss>`;
    },
  };
  return feed;
}
