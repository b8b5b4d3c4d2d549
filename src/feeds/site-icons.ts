/** The icon a site shows in a browser's tab: where it may be, and whether what came is a picture. */
import { decodeEntities } from './parse/entities.ts';
import { type RawAttribute, tokenize } from './parse/markup.ts';
import { siteOf } from './site.ts';
import { resolveLink } from './urls.ts';

/** Icons are drawn at about 20 px, on fine screens with three times as many. */
const WANTED = 64;
/** What an icon measures that does not say so. */
const USUAL = 32;
const USUAL_TOUCH = 180;
const MOST = 20;

/** Does an address lie on a site's own host, or on one below it ("static.blog.example")? */
export function isOnSite(url: string, site: string): boolean {
  const host = hostOf(url);
  const own = hostOf(site);
  return own !== undefined && host !== undefined && (host === own || host.endsWith(`.${own}`));
}

function hostOf(url: string): string | undefined {
  return siteOf(url) && new URL(url).host.replace(/^www\./, '');
}

/**
 * Addresses of the icons that a page names (https://html.spec.whatwg.org/#rel-icon, and Apple's larger ones), the one
 * nearest to the wanted size first; last of all the place where icons stood before pages could name them.
 */
export function findIcons(html: string, pageUrl: string): string[] {
  const found: { url: string; away: number }[] = [];
  let base = pageUrl;
  tokenize(html, 'html', {
    open(tag, raw) {
      const name = tag.toLowerCase();
      if (name === 'body' || found.length >= MOST) return 'stop';
      if (name !== 'link' && name !== 'base') return;
      const url = resolveLink(attribute(raw, 'href'), base);
      if (url === undefined || !/^https?:/i.test(url)) return;
      if (name === 'base') base = url;
      const rel = attribute(raw, 'rel').toLowerCase().split(/\s+/);
      const isTouch = rel.some((each) => each.startsWith('apple-touch-icon'));
      if (name === 'link' && (isTouch || rel.includes('icon')))
        found.push({ url, away: distance(attribute(raw, 'sizes'), isTouch) });
    },
    close() {},
    text() {},
  });
  const named = found.sort((a, b) => a.away - b.away).map(({ url }) => url);
  const usual = resolveLink('/favicon.ico', pageUrl);
  return [...new Set([...named, ...(usual === undefined ? [] : [usual])])];
}

/** How far the sizes of an icon ("16x16 32x32", "any") are from what is wanted; too small is worse than too large. */
function distance(sizes: string, isTouch: boolean): number {
  const sides = [...sizes.matchAll(/(\d{1,5})x\d/gi)].map((match) => Number(match[1]));
  if (sides.length === 0) sides.push(/any/i.test(sizes) ? WANTED : isTouch ? USUAL_TOUCH : USUAL);
  return Math.min(...sides.map((side) => (side < WANTED ? (WANTED - side) * 4 : side - WANTED)));
}

function attribute(raw: RawAttribute[], name: string): string {
  return decodeEntities(raw.find((one) => one.name.toLowerCase() === name)?.value ?? '').trim();
}

/** The first bytes of pictures that browsers draw (https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern). */
const SIGNATURES: [type: string, from: number, sign: string][] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/gif', 0, 'GIF8'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/webp', 8, 'WEBP'],
  ['image/x-icon', 0, '\0\0\x01\0'],
];

/** A drawing begins with itself, or with what may stand before it; "\xef\xbb\xbf" marks UTF-8. */
const DRAWING = /^(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!--|!doctype svg)/i;

/** What kind of picture these bytes are; undefined when they are none (a page that says "not found", most often). */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  const start = Array.from(bytes.subarray(0, 1000), (byte) => String.fromCharCode(byte)).join('');
  if (DRAWING.test(start) && /<svg[\s>]/i.test(start)) return 'image/svg+xml';
  return SIGNATURES.find(([, from, sign]) => start.startsWith(sign, from))?.[0];
}

/** Parts of a drawing that can be made to draw each other without end, or that bring in more than a drawing. */
const HEAVY = /<\s*(?:use|filter|pattern|mask|image|foreignobject|script|animate|set|iframe)\b|<!entity/i;

/** Is a drawing as plain as icons are? It is drawn each time the panel opens: none may hold it up. */
export function isPlainDrawing(svg: string): boolean {
  return !HEAVY.test(svg);
}
