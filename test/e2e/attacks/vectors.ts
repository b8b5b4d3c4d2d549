/** The attacks as feeds that the loopback server serves. */

import type { ServedFeed } from '../../fakes/feed-server.ts';
import { escapeXml } from '../../fakes/opml.ts';
import { hasShared, sharedJson } from '../../feeds/shared.ts';
import { HARMLESS } from '../../fixtures/attacks/harmless.ts';
import { HOSTILE_BODIES, HOSTILE_TEXTS } from '../../fixtures/attacks/markup.ts';

/** The suite's own names for calls of the attacker's. */
const CALL = /%[a-z][a-z0-9_]*_[a-z0-9_]*%/g;
/** Addresses of other hosts, but not the names of vocabularies. */
const FOREIGN = /(?:https?:)?\/\/(?!www\.w3\.org\/)(?:[a-z0-9-]+\.)+[a-z]{2,}/gi;

/** The vectors of the shared suite, if it is here, and our own; `evil` is the attacker's server. */
export function hostileBodies(evil: string): string[] {
  const suite = hasShared('suites', 'xss', 'vectors.json')
    ? sharedJson<{ payload: string }[]>('suites', 'xss', 'vectors.json').map(({ payload }) =>
        payload
          .replace(CALL, 'TRIP()')
          .replace(/alert\(/g, 'TRIP(')
          .replace(FOREIGN, evil),
      )
    : [];
  return [...suite, ...HOSTILE_BODIES.map((body) => body.replaceAll('EVIL', evil))];
}

export function hostileTexts(evil: string): string[] {
  return HOSTILE_TEXTS.map((text) => text.replaceAll('EVIL', evil));
}

/** A feed whose posts are these bodies, the first on top. */
export function bodiesFeed(name: string, bodies: string[], text = (i: number) => `${name} ${i}`): ServedFeed {
  const items = bodies.map((body, i) => {
    const at = new Date(Date.UTC(2026, 0, 20) - i * 60_000).toUTCString();
    return `<item><guid isPermaLink="false">${name}-${i}</guid><title>${escapeXml(text(i))}</title><link>http://${name}.example/${i}</link><pubDate>${at}</pubDate><description>${escapeXml(body)}</description></item>`;
  });
  return served(name, `<rss version="2.0"><channel><title>${name}</title>${items.join('')}</channel></rss>`);
}

/** Feeds that write markup where text is meant: in all their own texts and in those of their posts. */
export function textsFeeds(texts: string[]): ServedFeed[] {
  const rss = (text: string, i: number) => {
    const xml = escapeXml(text);
    return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>${xml}</title><link>javascript:TRIP()</link><description>${xml}</description><item><guid>${i}</guid><title>${xml}</title><dc:creator>${xml}</dc:creator><category>${xml}</category><link>${xml}</link><comments>javascript:TRIP()</comments><enclosure url="javascript:TRIP()" type="audio/mpeg" length="1"/><description>${xml}</description></item><item><guid>${i}b</guid><link>javascript:TRIP()</link><title type="html">${xml}</title></item></channel></rss>`;
  };
  const atom = (text: string, i: number) => {
    const xml = escapeXml(text);
    return `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a:${i}</id><title type="html">${xml}</title><subtitle type="html">${xml}</subtitle><link href="javascript:TRIP()"/><entry><id>urn:e:${i}</id><title type="html">${xml}</title><author><name>${xml}</name><uri>javascript:TRIP()</uri></author><category term="${xml}" label="${xml}"/><link href="javascript:TRIP()"/><link rel="enclosure" type="video/mp4" href="javascript:TRIP()"/><content type="html">${xml}</content></entry></feed>`;
  };
  return texts.map((text, i) => ({
    ...served(`texts-${i}`, i % 2 ? atom(text, i) : rss(text, i)),
    title: text,
    folder: text.replaceAll('/', '∕'),
  }));
}

/** The harmless ones as a feed whose good pictures come from its own host. */
export function harmlessFeed(good: string): ServedFeed {
  const feed = bodiesFeed(
    'harmless',
    HARMLESS.map(({ body }) => body.replaceAll('GOOD', good)),
  );
  return { ...feed, page: (path) => (/\.(png|svg)$/.test(path) ? drawing : undefined) };
}

const drawing = {
  contentType: 'image/svg+xml',
  body: '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40"/></svg>',
};

function served(name: string, text: string): ServedFeed {
  return { name, title: name, contentType: 'application/xml', bytes: () => text };
}
