import type { HTTPRequest, Page } from 'puppeteer-core';

/**
 * A wire across everything that a body must not do: run script (or try to: the page's policy refuses it and says so),
 * open a dialog, navigate, ask a server, hold what could, or leave its box.
 */
export interface Tripwire {
  /** What went off since the last call, each with what it was. */
  trips(): Promise<string[]>;
}

/**
 * Chromium says it of the document that the purifier parses into, which is inert: nothing in it could have run. What
 * stood in the page itself would be seen by `inspect`.
 */
const INERT = /^refused by policy: (script-src-attr|style-src-(attr|elem)|base-uri) /;

/** Lays it in a page of the panel. `mayLoad`: pictures and media are allowed. */
export async function layTripwire(page: Page, mayLoad: boolean): Promise<Tripwire> {
  const outside: string[] = [];
  page.on('dialog', (dialog) => {
    outside.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!isOurs(request.url()) && !(mayLoad && isPicture(request))) outside.push(`request: ${request.url()}`);
  });
  page.on('popup', () => outside.push('a page was opened'));
  // Firefox's pages of an extension never tell puppeteer where they are.
  const home = String(await page.evaluate('location.href')).split('#')[0];
  await page.evaluate(listen);
  return {
    async trips() {
      const here = await page.evaluate('location.href');
      if (String(here).split('#')[0] !== home) outside.push(`navigation: ${here}`);
      const inside = await page.evaluate('globalThis.sprung?.splice(0) ?? ["the page was replaced"]');
      return [...outside.splice(0), ...(inside as string[])].filter((trip) => !INERT.test(trip));
    },
  };
}

function isOurs(url: string): boolean {
  return /^(chrome-extension|moz-extension|data|blob|about):/.test(url);
}

/** Firefox names no kind; there the proxy's log tells what was asked for. */
function isPicture(request: HTTPRequest): boolean {
  try {
    return ['image', 'imageset', 'media', 'other'].includes(request.resourceType());
  } catch {
    return true;
  }
}

/** In the page: notes what runs, or tries to. */
function listen(): void {
  const sprung: string[] = [];
  const note = (what: string) => () => void sprung.push(what);
  Object.assign(globalThis, {
    sprung,
    TRIP: note('script: TRIP()'),
    ...Object.fromEntries(
      ['alert', 'confirm', 'prompt', 'print', 'open'].map((name) => [name, note(`dialog: ${name}`)]),
    ),
  });
  document.addEventListener('securitypolicyviolation', (event) => {
    sprung.push(`refused by policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
  addEventListener('beforeunload', note('navigation'));
}

/**
 * Reads the bodies now in the page, once each: what in them must not stand there, by the id of the post. To be given
 * to page.evaluate; `seen` are the ids that were read before.
 */
export function inspect(seen: number[]): { id: number; flaws: string[] }[] {
  const known = new Set(seen);
  const active =
    'script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, portal, form, input, button, select, textarea, dialog, template, svg, foreignObject, slot, noscript, title, marquee, [style], [srcdoc], [ping], [name], [formaction], [background], [contenteditable], [autofocus], [popover], [accesskey], [usemap], [autoplay], [is], [hidden]';
  const found: { id: number; flaws: string[] }[] = [];
  for (const body of document.querySelectorAll<HTMLElement>('.post-body, .post-empty')) {
    const article = body.closest<HTMLElement>('article');
    const id = Number(article?.dataset.postId);
    if (article === null || known.has(id)) continue;
    const flaws: string[] = [];
    const flaw = (what: string, element: Element) =>
      flaws.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
    for (const element of body.querySelectorAll(active))
      if (!element.matches('.code-copy')) flaw('may not stand here', element);
    for (const element of body.querySelectorAll<HTMLElement>('*')) {
      if (element.matches('.code-copy')) continue;
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) flaw('listens', element);
        if (/^[^a-z]*(javascript|vbscript|data:text|file|chrome|about)/i.test(value)) {
          if (/href|src|action|data|cite|poster/.test(name)) flaw('runs', element);
        }
        if (name === 'id' && !value.startsWith(`post-${id}-`)) flaw('clobbers', element);
        if (name === 'href' && !/^(https?:|mailto:|#$)/i.test(value)) flaw('leads inside', element);
        if (name === 'href' && /^https?:\/\/[^/]*@/i.test(value)) flaw('pretends', element);
        if (name === 'class' && !/^(embed|table-scroll|held-picture|code|hljs|copy)/.test(value))
          flaw('borrows', element);
      }
      if (
        /^(a|area)$/.test(element.localName) &&
        element.hasAttribute('href') &&
        element.getAttribute('href') !== '#'
      ) {
        if (element.getAttribute('target') !== '_blank') flaw('replaces the panel', element);
        if (!/noopener.*noreferrer/.test(element.getAttribute('rel') ?? '')) flaw('tells who reads', element);
      }
      if (/fixed|sticky|absolute/.test(getComputedStyle(element).position)) flaw('leaves its box', element);
      element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      element.dispatchEvent(new Event('focus'));
    }
    const box = body.getBoundingClientRect();
    const around = article.getBoundingClientRect();
    if (!/paint|content|strict/.test(getComputedStyle(body).contain)) flaws.push('its box does not hold it');
    if (box.left < around.left - 1 || box.right > around.right + 1) flaws.push('wider than its post');
    if (box.height > 20_000) flaws.push(`${Math.round(box.height)} px high`);
    found.push({ id, flaws });
  }
  return found;
}

/** What in the rest of the page comes from feeds and must be text: its flaws. To be given to page.evaluate. */
export function inspectTexts(): string[] {
  const flaws: string[] = [];
  const texts =
    '.post-title, .post-facts, .post-kicker, .post-snippet, .line-name, .feed-heading, .bar-title, h1, h2, h3, .tag-line';
  for (const place of document.querySelectorAll(texts)) {
    for (const element of place.querySelectorAll(
      'script, style, iframe, base, object, form, [onerror], [onload], [srcdoc]',
    ))
      flaws.push(`markup in a text: ${element.outerHTML.slice(0, 200)}`);
    for (const link of place.querySelectorAll('a[href]'))
      if (!/^(https?:|mailto:|#|tag:|urn:)/i.test(link.getAttribute('href') ?? ''))
        flaws.push(`a link of ${link.outerHTML.slice(0, 200)}`);
  }
  for (const element of document.querySelectorAll('iframe, base, object, embed, meta[http-equiv]'))
    flaws.push(`in the page: ${element.outerHTML.slice(0, 200)}`);
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    const wide = [...document.querySelectorAll('*')].find(
      (each) => each.getBoundingClientRect().right > clientWidth + 1,
    );
    flaws.push(
      `the page scrolls sideways: ${scrollWidth} > ${clientWidth}: ${wide?.outerHTML.slice(0, 300)}`,
    );
  }
  return flaws;
}
