/**
 * The only place where a string becomes markup, and the only one that knows DOMPurify. It needs nothing of the panel: the
 * background finds texts by it too.
 * Feed content is hostile: what comes out holds no script, no style, no form, no frame, no class or id of ours, loads
 * nothing but images and media, and links open elsewhere and say nothing of where the reader came from.
 */
import createPurifier, { type Config } from 'dompurify';
import { cleanLink } from '../feeds/clean-link.ts';
import { MAX_BODY } from '../feeds/limits.ts';
import { decodeSafely } from './decode-safely.ts';
import { flatten } from './flatten.ts';
import { keepWithin } from './keep-within.ts';
import { holdPictures, type PicturesWish } from './reading/hold-pictures.ts';
import { dropPixels, sayUnseen } from './reading/pixels.ts';
import { unnameControls } from './unname.ts';

interface Policy {
  createHTML(input: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML(input: string): string; createScriptURL(): string }): Policy;
}

/** Firefox before 148 has no trusted types; DOMPurify then works on plain strings. */
const trusted = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy = trusted?.createPolicy('sidereal', {
  // Handed to DOMPurify only, which parses it in a document of its own and gives back nodes.
  createHTML: (input) => input,
  createScriptURL: () => '',
});

const purifier = createPurifier(window);
purifier.addHook('beforeSanitizeElements', unnameControls);
purifier.addHook('beforeSanitizeElements', sayUnseen);

const config = {
  USE_PROFILES: { html: true, mathMl: true },
  ADD_TAGS: ['iframe'],
  ADD_ATTR: ['allowfullscreen'],
  FORBID_TAGS: [
    'style',
    'form',
    'button',
    'select',
    'option',
    'textarea',
    'dialog',
    'marquee',
    'blink',
    'label',
    'template',
    'slot',
  ],
  FORBID_ATTR: [
    'style',
    'color',
    'bgcolor',
    'background',
    'face',
    'size',
    'border',
    'cellpadding',
    'cellspacing',
    'hspace',
    'vspace',
    'usemap',
    'autoplay',
  ]
    .concat([
      'popover',
      'popovertarget',
      'popovertargetaction',
      'tabindex',
      'accesskey',
      'autofocus',
      'contenteditable',
    ])
    .concat([
      'draggable',
      'slot',
      'part',
      'exportparts',
      'inert',
      'hidden',
      'crossorigin',
      'nonce',
      'role',
      'srcdoc',
      // Of a track: it would be loaded unasked.
      'default',
    ]),
  ADD_FORBID_CONTENTS: ['button', 'select', 'textarea', 'dialog'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
  ...(policy && { TRUSTED_TYPES_POLICY: policy }),
} as unknown as Config & { RETURN_DOM_FRAGMENT: true };

/**
 * Turns a post's raw HTML into nodes that are safe to show. `postId` keeps the ids of posts apart, `baseUrl` (the post's
 * page) tells links into the post itself. `pictures`: whether pictures and media may be loaded; where not, no address of
 * one is left. The nodes belong to a document that loads nothing until they are inserted.
 */
export function sanitize(
  html: string,
  postId: number,
  baseUrl: string | undefined,
  pictures: PicturesWish = 'load',
): DocumentFragment {
  const { kept, isCut } = bounded(html);
  const fragment = purify(kept);
  flatten(fragment);
  if (isCut) fragment.append(endMark(fragment));
  dropPixels(fragment);
  for (const frame of fragment.querySelectorAll('iframe')) frame.replaceWith(...linkCard(frame));
  for (const input of fragment.querySelectorAll('input')) input.replaceWith(checkMark(input));
  for (const element of fragment.querySelectorAll('*')) keepLanguageOnly(element);
  for (const element of fragment.querySelectorAll('[id], a[name]')) prefixId(element, postId);
  const ids = new Set(Array.from(fragment.querySelectorAll('[id]'), (element) => element.id));
  for (const element of fragment.querySelectorAll('*')) keepWithin(element);
  for (const link of fragment.querySelectorAll('a[href], area[href]')) settleLink(link, postId, baseUrl, ids);
  for (const image of fragment.querySelectorAll('img')) settleImage(image);
  for (const media of fragment.querySelectorAll('audio, video')) settleMedia(media);
  for (const table of fragment.querySelectorAll('table')) giveScroll(table);
  if (pictures !== 'load') holdPictures(fragment, pictures);
  return fragment;
}

/**
 * Where a <frameset> comes before any text, a document has no body, and the purifier nothing to give. What it throws at
 * is shown without its markup: no post may take the page with it.
 */
function purify(html: string): DocumentFragment {
  try {
    const fragment: DocumentFragment | null = purifier.sanitize(html, config);
    return fragment ?? purifier.sanitize(`<br>${html}`, config);
  } catch (error) {
    console.error('A text could not be purified; it is shown without its markup.', error);
    const bare = document.createDocumentFragment();
    bare.append(parsePage(html).body?.textContent ?? '');
    return bare;
  }
}

/** A web page as a document that runs and loads nothing, to look for the text in it. */
export function parsePage(html: string): Document {
  return new DOMParser().parseFromString((policy?.createHTML(html) ?? html) as string, 'text/html');
}

/** A body of more tags than this would hold up the page; the rest is on the post's own page. */
const MOST_TAGS = 20_000;

function bounded(html: string): { kept: string; isCut: boolean } {
  let at = -1;
  for (let tags = 0; tags < MOST_TAGS; tags++) {
    at = html.indexOf('<', at + 1);
    // Longer than this the reader of feeds has cut it already.
    if (at === -1) return { kept: html, isCut: html.length >= MAX_BODY };
  }
  return { kept: html.slice(0, at), isCut: true };
}

/** Where a text was cut: those who show it say so. */
function endMark(fragment: DocumentFragment): Element {
  const mark = fragment.ownerDocument.createElement('p');
  mark.dataset.cut = '';
  mark.textContent = '…';
  return mark;
}

/** An embedded page becomes a link to it, with the embed's title or its site's name. */
function linkCard(frame: Element): Node[] {
  const source = frame.getAttribute('src') ?? '';
  const url = URL.canParse(source, 'https://embed.invalid')
    ? new URL(source, 'https://embed.invalid')
    : undefined;
  if (url === undefined || url.hostname === 'embed.invalid' || !/^https?:$/.test(url.protocol)) return [];
  const card = frame.ownerDocument.createElement('a');
  card.href = cleanLink(url.href);
  const host = url.hostname.replace(/^www\./, '');
  const named = frame.getAttribute('title')?.trim();
  const title = frame.ownerDocument.createElement('strong');
  title.textContent = named || host;
  // A name must not turn the host around that stands beside it.
  title.dir = 'auto';
  card.append(title);
  if (named) {
    const site = frame.ownerDocument.createElement('small');
    site.textContent = host;
    site.dir = 'ltr';
    card.append(site);
  }
  card.className = 'embed';
  return [card];
}

function checkMark(input: HTMLInputElement): string {
  if (input.getAttribute('type') !== 'checkbox') return '';
  return input.hasAttribute('checked') ? '☑ ' : '☐ ';
}

/** How sites name the language of code: HTML's own way, GitHub, Sphinx, SyntaxHighlighter, Pandoc. */
const LANGUAGE = /(?:^|\s)(?:language-|lang-|highlight-source-|highlight-|brush:\s*|sourceCode\s+)([\w+#-]+)/;

/** A class could borrow the looks of our own buttons; only the language of code is of use. */
function keepLanguageOnly(element: Element): void {
  if (element.className === 'embed') return;
  const language = LANGUAGE.exec(element.getAttribute('class') ?? '');
  element.removeAttribute('class');
  if (language?.[1] !== undefined) element.setAttribute('data-language', language[1]);
}

function prefixId(element: Element, postId: number): void {
  const id = element.getAttribute('id') ?? element.getAttribute('name') ?? '';
  element.removeAttribute('name');
  element.id = `post-${postId}-${id}`;
}

/** Links into the post itself (footnotes) jump inside it; all others open in a new tab. */
function settleLink(
  link: Element,
  postId: number,
  baseUrl: string | undefined,
  ids: ReadonlySet<string>,
): void {
  const [page, mark] = (link.getAttribute('href') ?? '').split('#');
  const isInside = mark && (page === '' || (baseUrl !== undefined && page === baseUrl.split('#')[0]));
  const target = isInside ? `post-${postId}-${decodeSafely(mark)}` : undefined;
  if (target !== undefined && ids.has(target)) {
    link.setAttribute('href', '#');
    link.setAttribute('data-jump', target);
    return;
  }
  // What is left relative would lead into our own pages.
  if (!/^(https?|mailto):/i.test(link.getAttribute('href')?.trim() ?? '')) {
    link.removeAttribute('href');
    return;
  }
  link.setAttribute('href', cleanLink(link.getAttribute('href')?.trim() ?? ''));
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
}

function settleImage(image: Element): void {
  if (!/^(https?:|data:image\/)/i.test(image.getAttribute('src')?.trim() ?? '')) image.removeAttribute('src');
  image.setAttribute('loading', 'lazy');
  image.setAttribute('decoding', 'async');
  image.setAttribute('referrerpolicy', 'no-referrer');
}

function settleMedia(media: Element): void {
  media.setAttribute('controls', '');
  media.setAttribute('preload', 'none');
  // A player remembers of a track that it was to be shown from the start, without the attribute; a copy does not.
  if (media.querySelector('track') !== null) media.replaceWith(media.cloneNode(true));
}

/** Wide tables scroll in a box of their own, so that the page never does. */
function giveScroll(table: Element): void {
  if (table.parentElement?.closest('table')) return;
  const box = table.ownerDocument.createElement('div');
  box.className = 'table-scroll';
  table.replaceWith(box);
  box.append(table);
}
