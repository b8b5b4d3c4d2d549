/** What strangers send, in the narrowest panel there is (Firefox's sidebar can be 252 px): endless words, depths, lengths, other directions. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FeedServer, startFeedServer } from '../fakes/feed-server.ts';
import { escapeXml } from '../fakes/opml.ts';
import { covered, sidewaysRoom } from './harness/covered.ts';
import { launch } from './harness/launch.ts';
import { checkNow, go, press, wear } from './harness/panel.ts';
import type { RunningBrowser } from './harness/running-browser.ts';
import { oneBrowser } from './harness/sample.ts';
import { importOpml } from './harness/subscribe.ts';

const HOUR = 3_600_000;
const WORD = 'Donaudampfschifffahrt'.repeat(15);
const DEPTH = 5000;
const deep = `${'<blockquote>'.repeat(DEPTH)}<p>At the bottom</p>${'</blockquote>'.repeat(DEPTH)}`;
const long = `<p>It begins.</p>${'<p>One line of very many.</p>'.repeat(20_000)}<p>It ends.</p>`;

describe.each(oneBrowser('narrow pages'))('in %s', (name) => {
  let server: FeedServer;
  let running: RunningBrowser;
  let page: Page;
  const posts: [title: string, html: string][] = [
    ['Deep', deep],
    ['Long', long],
    ['By the sea', '<p>Told by the sea, and told in full only on its page […]</p>'],
    [WORD, `<p>${WORD}</p>`],
  ];

  const feed = () => {
    const items = posts.map(([title, html], i) => {
      const link = server.url('odd', `/${encodeURIComponent(title.slice(0, 20))}`);
      const at = new Date(Date.now() - (title.startsWith('New') ? 0 : (i + 1) * HOUR)).toUTCString();
      const author = title === WORD ? WORD : 'Ann Ex';
      return `<item><title>${title}</title><guid>${link}</guid><link>${link}</link><dc:creator>${author}</dc:creator><category>${title === WORD ? WORD : 'sea'}</category><pubDate>${at}</pubDate><description>${escapeXml(html)}</description></item>`;
    });
    return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Odd ${WORD}</title>${items.join('')}</channel></rss>`;
  };
  const article = `<!doctype html><title>By the sea</title><article><h1>By the sea</h1><p>By <b>Ann Ex</b></p>${'<p>Told by the sea, and told in full, with all that Ann Ex has seen of it in a long year of looking.</p>'.repeat(8)}</article>`;

  beforeAll(async () => {
    server = await startFeedServer([]);
    server.add({
      name: 'odd',
      title: 'Odd',
      contentType: 'application/rss+xml',
      bytes: feed,
      page: (path) =>
        path.startsWith('/By') ? { contentType: 'text/html; charset=utf-8', body: article } : undefined,
    });
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/narrow-${name}.opml`, server.opml());
    running = await launch(name);
    page = await importOpml(running, resolve(`out/narrow-${name}.opml`));
    await page.setViewport({ width: 252, height: 780 });
    await go(page, '#/river');
    await page.waitForSelector('article.post');
  });
  afterAll(async () => {
    await running?.close();
    await server?.close();
  });

  test('an endless word pushes no page aside', async () => {
    expect(await sidewaysRoom(page)).toBe(0);
    await open(page, WORD);
    expect(await sidewaysRoom(page)).toBe(0);
    await page.keyboard.press('H');
    await page.waitForSelector('dialog[open] [data-action="mute-author"]');
    expect(await overflowing(page, 'dialog[open]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { hidden: true });
    await page.keyboard.press('o');
    for (const route of ['feeds', 'tags', `search?q=${WORD}`, `tag/${WORD.toLowerCase()}`, 'health']) {
      await go(page, `#/${route}`);
      await page.waitForSelector('.bar-title');
      await new Promise((done) => setTimeout(done, 300));
      expect([route.slice(0, 20), await sidewaysRoom(page), await overflowing(page, 'main')]).toEqual([
        route.slice(0, 20),
        0,
        [],
      ]);
    }
    await go(page, '#/add');
    await (await page.waitForSelector('#address'))?.type(
      `http://${WORD.slice(0, 60)}.${WORD.slice(0, 60)}.example/`,
    );
    await page.waitForSelector('.choices');
    expect(await overflowing(page, 'main')).toEqual([]);
    await go(page, '#/rules');
    await press(page, 'add-rule');
    await page.waitForSelector('#rule-query:focus');
    await page.keyboard.type(`"${WORD}"`);
    await (await page.waitForSelector('#rule-tags'))?.type(`${WORD.slice(0, 200)}, x`);
    await press(page, 'does-star');
    await press(page, 'save-rule');
    await page.waitForSelector('.rule-head');
    expect(await sidewaysRoom(page)).toBe(0);
    expect(await overflowing(page, 'main')).toEqual([]);
    // What is said of it leaves the rule's own buttons in reach.
    await page.waitForSelector('.notice');
    await press(page, 'edit-rule');
    await page.waitForSelector('[data-action="cancel-rule"]');
    await page.evaluate(() => scrollTo({ top: 0 }));
    expect(await isHit(page, '[data-action="save-rule"]')).toBe(true);
    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight }));
    expect(await isHit(page, '[data-action="save-rule"]')).toBe(true);
    expect(await isHit(page, '[data-action="cancel-rule"]')).toBe(true);
    await press(page, 'cancel-rule');
    await press(page, 'delete-rule');
    await page.waitForSelector('.rule-head', { hidden: true });
  });

  test('quotations five thousand deep can be read', async () => {
    await go(page, '#/river');
    await open(page, 'Deep');
    const at = await page.$eval('[data-open] .post-body', (body) => {
      const text = [...body.querySelectorAll('p')].find((each) => each.textContent === 'At the bottom');
      return {
        width: text?.clientWidth ?? 0,
        height: body.clientHeight,
        parts: body.querySelectorAll('*').length,
      };
    });
    expect(at.width).toBeGreaterThan(120);
    expect(at.height).toBeLessThan(400);
    expect(at.parts).toBeLessThan(60);
  });

  test('a text that is cut for its length says so, and leads on', async () => {
    await open(page, 'Long');
    const said = await page.waitForSelector('[data-open] .text-cut');
    expect(await said?.evaluate((note) => note.textContent)).toContain('ends here');
    expect(await said?.$('[data-action="open-link"]')).not.toBeNull();
    expect(await page.$eval('[data-open] .post-body', (body) => body.textContent)).not.toContain('It ends.');
  });

  test('a full text names its author once', async () => {
    await open(page, 'By the sea');
    await page.keyboard.press('e');
    await page.waitForSelector('[data-open] .full-text-note');
    const text = await page.$eval('[data-open] .post-body', (body) => body.textContent?.trim() ?? '');
    expect(text).toMatch(/^Told by the sea, and told in full, with all that Ann Ex/);
    await page.keyboard.press('o');
  });

  test('what is new covers nothing, in any language', async () => {
    await page.evaluate(() => scrollTo({ top: 0 }));
    posts.unshift(['New one', '<p>Just in.</p>']);
    await checkNow(page);
    await page.waitForSelector('.new-pill');
    for (const [language, width] of [
      ['en', 252],
      ['ar', 252],
      ['ar', 360],
      ['de', 360],
    ] as const) {
      await page.setViewport({ width, height: 780 });
      await wear(page, { language });
      expect([language, width, await covered(page), await sidewaysRoom(page)]).toEqual([
        language,
        width,
        [],
        0,
      ]);
    }
  });

  test('on a page from right to left Latin titles begin at its edge, and a Latin text at its own', async () => {
    await wear(page, { language: 'ar' });
    await page.waitForSelector('html[dir="rtl"]');
    const edges = await page.$$eval('article.post .post-title', (titles) =>
      titles.map((title) => {
        const range = document.createRange();
        range.selectNodeContents(title);
        const line = range.getClientRects()[0] ?? new DOMRect();
        return Math.round(title.getBoundingClientRect().right - line.right);
      }),
    );
    expect(Math.max(...edges)).toBeLessThan(3);
    await open(page, 'By the sea');
    expect(await page.$eval('[data-open] .post-body', (body) => getComputedStyle(body).direction)).toBe(
      'ltr',
    );
    await wear(page, { language: 'en' });
  });

  test('nothing went wrong on the way', async () => {
    expect(await running.errors()).toEqual([]);
  });
});

/** Opens a post by its title, and no other. */
async function open(page: Page, title: string): Promise<void> {
  const post = await page.waitForSelector(
    `xpath/.//article[.//*[contains(@class,"post-title")][normalize-space()="${title}"]]`,
  );
  for (const other of await page.$$('article[data-open]'))
    await other.$eval('.post-title a', (link) => (link as HTMLElement).click());
  await post?.$eval('.post-title a', (link) => (link as HTMLElement).click());
  await page.waitForSelector('article[data-open] .post-body *');
}

/** Texts that stand out of their window, by their beginning. */
function overflowing(page: Page, selector: string): Promise<string[]> {
  return page.$eval(selector, (part) => {
    const room = Math.min(innerWidth, part.getBoundingClientRect().right);
    return [...part.querySelectorAll('*')]
      .filter((each) => each.getBoundingClientRect().right > room + 1)
      .map((each) => `${each.localName}.${each.className} ${each.textContent?.slice(0, 20)}`);
  });
}

/** Would a click in the middle of it reach it? */
function isHit(page: Page, selector: string): Promise<boolean> {
  return page.$eval(selector, (target) => {
    const { left, top, width, height } = target.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== null && target.contains(hit);
  });
}
