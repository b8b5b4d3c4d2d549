/** Twenty-odd feeds of a made-up web, in two editions: what they said yesterday, and what they say now. */
import { renderOpml } from '../fakes/opml.ts';
import type { Web } from './life.ts';

const hourMs = 3_600_000;
/** The newest post of all was published then. */
export const publishedAt = Date.UTC(2026, 4, 1);

/** Subscribed and checked in the first edition; those after it are new. */
const settled = 14;
const count = 20;
/** Its posts are those of the first three, too. */
const planet = 4;
/** So many posts that a sweep and a large undo take several steps. */
const long = 5;
const longPosts = 24;

/** How some of them answer in the second edition; the others bring new posts and an edit. */
const odd: Record<number, ReturnType<Web>> = {
  6: { status: 500 },
  7: { status: 429, headers: { 'Retry-After': '7200' } },
  8: { status: 410 },
  9: { status: 200, headers: { 'Content-Type': 'text/html' }, text: '<html><body>Hello</body></html>' },
};

export const urlOf = (feed: number) => `https://f${feed}.example/feed.xml`;

/** The subscription list of these feeds, in folders; a name and a password stand in some addresses. */
export function opmlOf(from: number, to: number): string {
  const feeds = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return renderOpml(
    feeds.map((feed) => ({
      title: `Feed ${feed}`,
      url: feed % 9 === 0 ? urlOf(feed).replace('//', '//me:secret@') : urlOf(feed),
      ...(feed % 3 > 0 && { folder: feed % 3 === 1 ? 'One' : 'One/Two' }),
    })),
  );
}

/** The last feed of the list that is imported. */
export const lastOfMore = count + 10;

/** The feeds checked long ago, and those that are only in the list. */
export const lists = {
  settled: opmlOf(1, settled),
  fresh: opmlOf(settled + 1, count),
  more: opmlOf(count - 2, lastOfMore),
};

/** The web in one of its editions. */
export function webOf(edition: 1 | 2): Web {
  return (url, headers) => {
    const feed = Number(/^https:\/\/f(\d+)\.example\/feed\.xml$/.exec(url)?.[1]);
    if (!feed) return { status: 404 };
    const answer = edition === 2 ? odd[feed] : undefined;
    if (answer !== undefined) return answer;
    const text = documentOf(feed, feed === 10 || feed === 11 ? 1 : edition);
    // The eleventh says no validators: it sends the same bytes again.
    const etag = `"${text.length}"`;
    if (feed !== 11 && headers.get('If-None-Match') === etag) return { status: 304 };
    return {
      status: 200,
      text,
      headers: { 'Content-Type': 'application/rss+xml', ...(feed !== 11 && { ETag: etag }) },
    };
  };
}

function documentOf(feed: number, edition: 1 | 2): string {
  const posts = feed === long ? longPosts : 3;
  const from = edition === 1 ? 1 : 2;
  const numbers = Array.from({ length: posts }, (_, i) => from + i).reverse();
  const items =
    feed === planet
      ? numbers
          .slice(0, 3)
          .flatMap((post) => [1, 2, 3].map((of) => item(of, post, edition, `Author ${of}: `)))
      : numbers.map((post) => item(feed, post, edition));
  return `<rss version="2.0"><channel><title>Feed ${feed}</title><link>https://f${feed}.example/</link>${items.join('')}</channel></rss>`;
}

function item(feed: number, post: number, edition: number, author = ''): string {
  // The twelfth names no dates.
  const at = new Date(publishedAt - (100 - post) * hourMs - feed * 1000);
  const date = feed === 12 ? '' : `<pubDate>${at.toUTCString()}</pubDate>`;
  const edited = edition === 2 && post === 2 ? ', corrected' : '';
  const tag = ['Python', 'Rust', 'Web'][post % 3];
  return `<item><guid isPermaLink="false">urn:${author ? 'planet:' : ''}${feed}:${post}</guid><link>https://f${feed}.example/post/${post}</link><title>${author}Post ${post} of ${feed}</title>${date}<category>${tag}</category><description>&lt;p&gt;Text of ${post}${edited}&lt;/p&gt;</description></item>`;
}
