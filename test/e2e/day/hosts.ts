/** The hosts of a day: feeds, what their posts name, and hosts that must never be asked. */
import { TONE } from '../../demo/pictures.ts';
import type { ServedFeed, ServedPage } from '../../fakes/feed-server.ts';
import { escapeXml } from '../../fakes/opml.ts';

const PARAGRAPH =
  '<p>The tide tables for the harbour are printed once a year, and once a year somebody finds the error in them before the fishermen do.</p>';

/** The posts of the chief feed, by title; HOST(name) is the address of another host. */
const POSTS: Record<string, { body: string; link?: string; more?: string }> = {
  'Loaded picture': {
    body: '<p><img src="HOST(pics-load)/a.png" alt="Loaded"></p><link rel=preload as=image href="HOST(nobody)/p.png">',
  },
  'Asked picture': { body: '<p><img src="HOST(pics-ask)/a.png" alt="Asked"></p>' },
  'Unasked picture': { body: '<p><img src="HOST(nobody)/a.png" srcset="HOST(nobody)/b.png 2x"></p>' },
  'Unwanted picture': { body: '<p><img src="HOST(nobody)/a.png"><video poster="HOST(nobody)/c.png"></p>' },
  'Counted reader': { body: '<p>Text<img src="HOST(nobody)/pixel.gif" width=1 height=1></p>' },
  Sound: {
    body: '<p>Listen.</p>',
    more: '<enclosure url="HOST(sound)/tone.wav" type="audio/wav" length="1"/>',
  },
  Film: {
    body: '<p>Look.</p>',
    more: '<enclosure url="HOST(nobody)/film.mp4" type="video/mp4" length="1"/>',
  },
  Beginning: { body: '<p>The lighthouse has a new lamp, and the story of how it came there […]</p>' },
  Elsewhere: {
    body: '<p><a href="HOST(nobody)/">one</a> <iframe src="HOST(nobody)/frame"></iframe></p>',
    link: 'HOST(linked)/page?utm_source=rss',
  },
};

export interface Today {
  /** Titles that came in the course of the day. */
  news: string[];
}

export function dayFeeds(today: Today, urlOf: (name: string, path: string) => string): ServedFeed[] {
  const settle = (text: string) => text.replace(/HOST\(([\w-]+)\)/g, (_, name) => urlOf(name, ''));
  const write = (name: string, items: string[]) =>
    `<rss version="2.0"><channel><title>${name}</title><link>${urlOf(name, '/')}</link><image><url>${urlOf('nobody', '/logo.png')}</url></image>${items.join('')}</channel></rss>`;
  const item = (
    host: string,
    title: string,
    i: number,
    { body, link, more = '' }: { body: string; link?: string; more?: string },
  ) =>
    `<item><title>${title}</title><guid>${title}</guid><link>${settle(link ?? `${urlOf(host, '')}/${encodeURIComponent(title)}`)}</link><category>Day</category>
    <pubDate>${new Date(Date.now() - i * 60_000).toUTCString()}</pubDate><description>${escapeXml(settle(body))}</description>${settle(more)}</item>`;
  const shore = () =>
    write('shore', [
      ...today.news.map((title) => item('shore', title, 0, { body: '<p>News</p>' })),
      ...Object.entries(POSTS).map(([title, post], i) => item('shore', title, i + 1, post)),
    ]);
  const small = (name: string) => () => write(name, [item(name, `Post of ${name}`, 5, { body: '<p>x</p>' })]);
  const feed = (name: string, bytes: () => string, page: ServedFeed['page']): ServedFeed => ({
    name,
    title: name,
    contentType: 'application/rss+xml',
    bytes,
    cookie: 'seen=before; Path=/; Max-Age=9999',
    ...(page && { page }),
  });
  const unlisted = { unlisted: true } as const;
  const html = (body: string) => ({ contentType: 'text/html', body });
  const text = `<!doctype html><title>Beginning</title><link rel=stylesheet href="${urlOf('nobody', '/style.css')}"><script src="${urlOf('nobody', '/x.js')}"></script><article><h1>Beginning</h1>${PARAGRAPH.repeat(6)}<p><img src="${urlOf('pics-text', '/lamp.png')}" alt="Lamp"></p></article>`;
  return [
    feed('shore', shore, (path) => {
      if (path === '/')
        return html(
          `<link rel=icon sizes=64x64 href="${urlOf('nobody', '/icon.png')}"><link rel=icon href="/icon.svg">`,
        );
      if (path === '/icon.svg') return DRAWING;
      return path === '/Beginning' ? html(text) : undefined;
    }),
    feed('moved', small('moved'), undefined),
    {
      ...feed('moved-to', small('moved-to'), (path) => {
        if (path === '/favicon.ico') return { ...html(''), location: '/icon.svg' };
        return path === '/icon.svg' ? DRAWING : undefined;
      }),
      ...unlisted,
    },
    {
      ...feed('typed', small('typed'), (path) =>
        path === '/favicon.ico' ? { ...html(''), location: urlOf('nobody', '/icon.png') } : undefined,
      ),
      ...unlisted,
    },
    { ...feed('glimpsed', small('glimpsed'), undefined), ...unlisted },
    ...['pics-load', 'pics-ask', 'pics-text', 'sound', 'linked', 'nobody'].map((name) => ({
      ...feed(name, () => '', page),
      ...unlisted,
    })),
  ];
}

function page(path: string): ServedPage {
  if (path.endsWith('.wav')) return { contentType: 'audio/wav', body: TONE };
  return path.endsWith('.png') ? DRAWING : { contentType: 'text/html', body: '<title>A page</title>' };
}

const DRAWING = {
  contentType: 'image/svg+xml',
  body: '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64"/></svg>',
};
