/** Feeds whose posts would ask a server the moment they stand in a page, and the server that they would ask. */
import { TONE } from '../../demo/pictures.ts';
import type { ServedFeed, ServedPage } from '../../fakes/feed-server.ts';
import { escapeXml } from '../../fakes/opml.ts';
import { MEDIA, OTHERS, PARTS, PICTURES, PIXELS } from '../../fixtures/attacks/loads.ts';
import { sampleOf } from '../harness/sample.ts';

const [FIRST = '', ...MORE] = [...PICTURES, ...MEDIA, ...OTHERS, ...PIXELS];
export const BODIES = [FIRST, ...sampleOf(MORE, 23, 'bodies that load something')];
/** The first body, a picture and no more, stands in a post of this title. */
export const PLAIN = 'holds 0';
/** This post is edited: the words and the picture of its text. */
export const EDITED = 'edited';

export interface Press {
  /** Which edition of the edited post is served. */
  edition: 'first' | 'second';
}

/** `held` is the server's address, `tls` one of https beside it. */
export function loadingFeeds(press: Press, held: string, tls: string): ServedFeed[] {
  const settle = (text: string) => text.replaceAll('HELD', held).replaceAll('TLS', tls);
  const item = (title: string, i: number, html: string, more = '') =>
    `<item><guid isPermaLink="false">${title}</guid><title>${title}</title><link>${tls}/not/post-${i}</link><category>Loads</category>
    <pubDate>${new Date(Date.now() - (i + 1) * 60_000).toUTCString()}</pubDate><description>${escapeXml(settle(html))}</description>${settle(more)}</item>`;
  const posts = () => [
    ...BODIES.map((body, i) => item(`holds ${i}`, i, `${body}<p>end</p>`)),
    item('parts', BODIES.length, '<p>Sound and film go with it.</p>', PARTS),
    item(
      EDITED,
      BODIES.length + 1,
      `<p>The ${press.edition} edition</p><img src="HELD/may/edition-${press.edition}.png">`,
    ),
  ];
  const rss = () =>
    `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Loads</title>
    <image><url>${held}/not/feed.png</url></image><itunes:image href="${held}/not/feed-itunes.png"/><description>${escapeXml(`<img src="${held}/not/description.png">`)}</description>${posts().join('')}</channel></rss>`;
  return [{ name: 'loads', title: 'Loads', contentType: 'application/rss+xml', bytes: rss, page }];
}

/** The server of pictures and media: drawings and a tone. */
export function page(path: string): ServedPage | undefined {
  if (!path.startsWith('/may/')) return undefined;
  return path.endsWith('.wav') ? { contentType: 'audio/wav', body: TONE } : DRAWING;
}

const DRAWING = {
  contentType: 'image/svg+xml',
  body: '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="90" height="60"/></svg>',
};
