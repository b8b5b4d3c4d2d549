import type { ServedFeed } from '../../fakes/feed-server.ts';

/** Of the newest post there will ever be. */
const newestAt = Date.UTC(2026, 4, 1);
const hourMs = 3_600_000;
const posts = 4;

/**
 * The editions of a web of made-up feeds: each brings a post more to every feed, and a change to one it had. No post comes
 * through two feeds: which of them is the face depends on whose server is quicker.
 */
export class Editions {
  now = 1;

  /** Feeds number `from` and up, so many; the last one has `extra` posts more. */
  feeds(from: number, count: number, extra = 0): ServedFeed[] {
    return Array.from({ length: count }, (_, i) => {
      const number = from + i;
      const first = i === count - 1 ? 1 - extra : 1;
      return {
        name: `feed-${number}`,
        title: `Feed ${number}`,
        contentType: 'application/rss+xml',
        bytes: () => this.documentOf(number, first),
      };
    });
  }

  private documentOf(feed: number, first: number): string {
    const last = posts + this.now;
    const items = Array.from({ length: last - first + 1 }, (_, i) => this.item(feed, last - i)).join('');
    return `<rss version="2.0"><channel><title>Feed ${feed}</title>${items}</channel></rss>`;
  }

  private item(feed: number, post: number): string {
    const date = new Date(newestAt - (1000 - post) * hourMs - feed * 1000).toUTCString();
    const text = `Text of ${post}${post === this.now ? `, in edition ${this.now}` : ''}`;
    return `<item><guid isPermaLink="false">${feed}:${post}</guid><link>https://f${feed}.example/${post}</link><title>Post ${post} of ${feed}</title><pubDate>${date}</pubDate><category>Tag ${post % 3}</category><description>${text}</description></item>`;
  }
}
