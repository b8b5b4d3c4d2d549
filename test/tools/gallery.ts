/** The pictures of the panel: what each shows and how the page gets there. */
import type { Page } from 'puppeteer-core';
import { press } from '../e2e/harness/panel.ts';

/** One thing to picture. `widths` and `languages` are those of the whole gallery; all are taken light and dark. */
export interface Scene {
  name: string;
  /** The route it is seen at. */
  hash: string;
  /** Lists show read posts too. */
  withRead?: true;
  prepare?(page: Page): Promise<void>;
}

/** A picture kept in the repository. */
export interface BestShot {
  scene: string;
  theme: 'light' | 'dark';
  width: number;
  height: number;
  language?: string;
}

const POST_WITH_CODE = 'The bug that only happened on Tuesdays';

export const scenes: Scene[] = [
  { name: 'river', hash: '#/river', withRead: true },
  { name: 'post', hash: '#/river', withRead: true, prepare: (page) => openPost(page, POST_WITH_CODE) },
  { name: 'topic', hash: '#/tag/python', withRead: true },
  { name: 'topics', hash: '#/tags' },
  { name: 'feeds', hash: '#/feeds' },
  { name: 'starred', hash: '#/starred' },
  { name: 'add', hash: '#/add' },
  { name: 'import', hash: '#/import' },
  { name: 'settings', hash: '#/settings' },
  { name: 'welcome', hash: '#/welcome' },
  { name: 'keys', hash: '#/river', prepare: (page) => page.keyboard.press('?') },
  { name: 'palette', hash: '#/river', prepare: openPalette },
  { name: 'feed', hash: '#/feeds', prepare: openFirstFeed },
  { name: 'key-settings', hash: '#/settings', prepare: (page) => scrollTo(page, '.key-settings') },
  { name: 'empty', hash: '#/starred' },
  { name: 'menu', hash: '#/river', prepare: (page) => press(page, 'show-menu') },
];

export const bestShots: BestShot[] = [
  { scene: 'river', theme: 'light', width: 360, height: 780 },
  { scene: 'post', theme: 'light', width: 360, height: 780 },
  { scene: 'topic', theme: 'dark', width: 360, height: 780 },
  { scene: 'post', theme: 'light', width: 1200, height: 760 },
  { scene: 'post', theme: 'dark', width: 1200, height: 760, language: 'ar' },
  { scene: 'river', theme: 'dark', width: 252, height: 780 },
  { scene: 'topics', theme: 'light', width: 320, height: 780 },
  { scene: 'feeds', theme: 'dark', width: 320, height: 780 },
  { scene: 'palette', theme: 'light', width: 360, height: 780 },
  { scene: 'river', theme: 'light', width: 360, height: 780, language: 'ar' },
  { scene: 'settings', theme: 'light', width: 360, height: 780, language: 'ja' },
  { scene: 'empty', theme: 'dark', width: 360, height: 780, language: 'de' },
];

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('k');
  await page.keyboard.up('Control');
  await page.waitForSelector('.palette-line');
}

async function openFirstFeed(page: Page): Promise<void> {
  await page.waitForSelector('.feed-line a');
  await page.$eval('.feed-line a', (link) => (link as HTMLElement).click());
  await page.waitForSelector('article.post, .empty');
}

async function scrollTo(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
  await page.$eval(selector, (part) => part.scrollIntoView());
}

/** Opens a post and brings it to the top of the window. */
async function openPost(page: Page, title: string): Promise<void> {
  await page.waitForSelector('article.post');
  await page.evaluate((wanted) => {
    const posts = [...document.querySelectorAll('article.post')];
    const post =
      posts.find((each) => each.querySelector('.post-title')?.textContent?.includes(wanted)) ?? posts[0];
    if (!post?.hasAttribute('data-open')) post?.querySelector<HTMLElement>('.post-title a')?.click();
  }, title);
  await page.waitForSelector('article.post[data-open] .post-body');
  await page.evaluate(() => document.querySelector('article.post[data-open]')?.scrollIntoView());
}
