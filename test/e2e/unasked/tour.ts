/** Everywhere that a post's text stands. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import type { RunningChrome } from '../harness/chrome.ts';
import { go, openPost, press, wear } from '../harness/panel.ts';
import { PANEL_SIZE, type RunningBrowser } from '../harness/running-browser.ts';
import { savedBy } from '../harness/saved-file.ts';
import { EDITED } from './feeds.ts';

/** Much is in sight at once. */
const TALL = 5000;
const WIDE = { width: 1280, height: 1600 };

/** Opens every list with its texts in full and reads it to its end; opens posts one by one, their edits, and in three panes. */
export async function tour(page: Page, feedId: number): Promise<void> {
  await page.setViewport({ width: PANEL_SIZE.width, height: TALL });
  await wear(page, { density: 'full', unreadOnly: false });
  for (const route of ['#/river', '#/tag/loads', '#/search?q=end', `#/feed/${feedId}`])
    await readToTheEnd(page, route);
  await hoverLinks(page);
  await wear(page, { density: 'compact' });
  await openAll(page, '#/river');
  await showEdits(page);
  await page.setViewport(WIDE);
  await openAll(page, '#/search?q=end');
  await page.setViewport(PANEL_SIZE);
}

/** Saves the river as a page and as a feed, and opens the page in a tab, where nothing of ours stands between. */
export async function openSaved(running: RunningBrowser, page: Page): Promise<void> {
  await go(page, '#/river');
  await page.waitForSelector('article.post');
  for (const as of ['save-atom', 'save-page']) {
    const bytes = await savedBy(page, async () => {
      await press(page, 'show-menu');
      await press(page, as);
    });
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/unasked-${running.name}.${as === 'save-page' ? 'html' : 'atom'}`, bytes);
  }
  const reader = await (running as RunningChrome).browser.newPage();
  await reader.setViewport({ width: PANEL_SIZE.width, height: TALL });
  await reader.goto(pathToFileURL(resolve(`out/unasked-${running.name}.html`)).href);
  await scrollDown(reader);
  await reader.close();
}

export function settled(milliseconds = 300): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Draws all that a list holds. */
export async function readToTheEnd(page: Page, route: string): Promise<void> {
  await go(page, route);
  await page.waitForSelector('main');
  await settled();
  await scrollDown(page);
}

async function scrollDown(page: Page): Promise<void> {
  for (let step = 0; step < 20; step++) {
    const isEnd = await page.evaluate(() => {
      scrollBy(0, innerHeight * 0.8);
      return scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    });
    await settled(80);
    if (isEnd && step > 0) return;
  }
}

/** Opens the posts of a list; beside the list there is room for one at a time. */
async function openAll(page: Page, route: string): Promise<void> {
  await go(page, route);
  await page.waitForSelector('article.post .post-title a');
  await page.$$eval('article.post:not([data-open]) .post-title a', async (links) => {
    for (const link of links) {
      (link as HTMLElement).click();
      await new Promise((done) => setTimeout(done, 20));
    }
  });
  await settled();
}

async function showEdits(page: Page): Promise<void> {
  await go(page, '#/search?q=edition');
  await page.waitForSelector('.query-field');
  await openPost(page, EDITED);
  if ((await page.$('.version')) === null) await press(page, 'show-changes');
  await page.waitForSelector('.version[data-kind="edit"]');
  await settled();
}

/** Brings the pointer over links and pictures without pressing it: some browsers begin to connect then. */
async function hoverLinks(page: Page): Promise<void> {
  const places = await page.$$eval('.post-body a, .held-picture, .post-title a', (all) =>
    all
      .map((each) => each.getBoundingClientRect())
      .filter(({ top, bottom, width }) => width > 0 && top > 0 && bottom < innerHeight)
      .slice(0, 20)
      .map(({ left, top, width, height }) => ({ x: left + Math.min(10, width / 2), y: top + height / 2 })),
  );
  for (const { x, y } of places) await page.mouse.move(x, y);
}
