/**
 * The river as a page of its own, the way planet software publishes it: one file, styles inside, no script. It is
 * built as a document and then written out, so that no text of a feed can become markup but what the sanitizer made.
 */
import { cleanLink } from '../feeds/clean-link.ts';
import { titleOf } from '../storage/feed-rows.ts';
import type { WholePost } from '../storage/newest-posts.ts';
import { dayHeading, exactTime, type Reckoning } from './times.ts';

export interface PlanetWords {
  title: string;
  language: string;
  direction: 'ltr' | 'rtl';
  untitled: string;
  /** "Made with Sidereal on …". */
  foot: string;
}

/** A post's text as nodes that are safe to show. */
export type Draw = (whole: WholePost) => Node;

/** Nothing runs and nothing is loaded but pictures, sound and film. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; media-src http: https:; base-uri 'none'; form-action 'none'";

const STYLE = `:root{color-scheme:light dark}
body{margin:0 auto;max-width:44rem;padding:1.5rem 1rem 4rem;font:1rem/1.6 system-ui,sans-serif;color:light-dark(#1f2128,#e6e4de);background:light-dark(#fdfcf9,#15171d);overflow-wrap:break-word}
h1{font-size:1.75rem}h2{margin:3rem 0 0;padding-bottom:.4rem;border-bottom:1px solid light-dark(#d2cdc1,#3d414d)}
h3{margin:2rem 0 0;font-size:1rem;color:light-dark(#63666f,#9a9ca6)}h4{margin:1rem 0 0;font-size:1.25rem;line-height:1.3}
a{color:light-dark(#4350b8,#a8b2ff)}h3 a,h4 a{color:inherit;text-decoration:none}
time,footer{color:light-dark(#63666f,#9a9ca6);font-size:.875rem}
article{padding-bottom:1.5rem}img,video{max-width:100%;height:auto}audio{width:100%}
pre{overflow-x:auto;padding:.75rem;border-radius:8px;background:light-dark(#f4f1ea,#0f1116);direction:ltr;text-align:left}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid light-dark(#d2cdc1,#3d414d)}
.table-scroll{overflow-x:auto}table{border-collapse:collapse}td,th{padding:.25rem .5rem;border:1px solid light-dark(#e8e4db,#2a2d36)}`;

/** Writes the posts, in drawn order, as the text of an HTML file. */
export function writePlanetPage(
  posts: WholePost[],
  words: PlanetWords,
  reckon: Reckoning,
  now: number,
  draw: Draw,
): string {
  const page = document.implementation.createHTMLDocument(words.title);
  page.documentElement.lang = words.language;
  page.documentElement.dir = words.direction;
  const make = maker(page);
  const charset = make('meta', { charset: 'utf-8' });
  const policy = make('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY });
  const viewport = make('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' });
  const referrer = make('meta', { name: 'referrer', content: 'no-referrer' });
  page.head.prepend(charset, policy, viewport, referrer);
  page.head.append(make('style', {}, STYLE));
  page.body.append(make('h1', {}, words.title));
  let last: WholePost | undefined;
  for (const whole of posts) {
    if (whole.dayAt !== last?.dayAt) page.body.append(make('h2', {}, dayWords(whole.dayAt, now, reckon)));
    if (whole.dayAt !== last?.dayAt || whole.feed.id !== last.feed.id) {
      const name = titleOf(whole.feed);
      const link = whole.feed.siteUrl;
      page.body.append(make('h3', { dir: 'auto' }, link ? make('a', { href: cleanLink(link) }, name) : name));
    }
    page.body.append(article(whole, words, reckon, draw, make));
    last = whole;
  }
  page.body.append(make('footer', {}, words.foot));
  return `<!doctype html>\n${new XMLSerializer().serializeToString(page.documentElement)}\n`;
}

type Make = (name: string, attributes: Record<string, string>, ...inside: (Node | string)[]) => HTMLElement;

function maker(page: Document): Make {
  return (name, attributes, ...inside) => {
    const element = page.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };
}

function article(whole: WholePost, words: PlanetWords, reckon: Reckoning, draw: Draw, make: Make) {
  const { post } = whole;
  const title = post.title ?? words.untitled;
  const named = post.author && !title.startsWith(`${post.author}:`) ? `${post.author}: ${title}` : title;
  const heading = make(
    'h4',
    { dir: 'auto' },
    post.link ? make('a', { href: cleanLink(post.link) }, named) : named,
  );
  const time = make('time', { datetime: new Date(post.at).toISOString() }, exactTime(post.at, reckon));
  const body = make('div', { dir: 'auto', ...(post.lang && { lang: post.lang }) });
  body.append(draw(whole));
  return make('article', {}, heading, time, body);
}

function dayWords(dayAt: number, now: number, reckon: Reckoning): string {
  const { name, date } = dayHeading(dayAt, now, reckon);
  return `${name} · ${date}`;
}
