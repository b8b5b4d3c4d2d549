/** The pictures of the panel: what each shows and how the page gets there. */
import type { Page } from 'puppeteer-core';
import { press } from '../e2e/harness/panel.ts';
import { type Stage, stateScenes } from './gallery-states.ts';

/** One thing to picture. `widths` and `languages` are those of the whole gallery; all are taken light and dark. */
export interface Scene {
  name: string;
  /** The route it is seen at. */
  hash: string;
  /** Lists show read posts too. */
  withRead?: true;
  /** Settings that are its own. */
  settings?: Record<string, unknown>;
  /** The browser it is taken in: the demo's feeds are in it, or no feed at all, or ten thousand posts. */
  on?: 'fresh' | 'loud';
  /** It tells what the background's own clock says: no two runs picture it alike. */
  isLive?: true;
  prepare?(page: Page, stage: Stage): Promise<void>;
  /** Leaves the browser as it was found. */
  cleanUp?(page: Page, stage: Stage): Promise<void>;
}

/** A picture: what, how wide, in which light and language. */
export interface Shot {
  scene: string;
  theme: 'light' | 'dark';
  width: number;
  height: number;
  language?: string;
}

const POST_WITH_CODE = 'The bug that only happened on Tuesdays';
const POST_TOLD_TWICE = 'Contrast is kindness';
const POST_WITH_PICTURE = 'A chart in eleven lines';

const viewScenes: Scene[] = [
  { name: 'river', hash: '#/river', withRead: true },
  { name: 'compact', hash: '#/river', withRead: true, settings: { density: 'compact' } },
  { name: 'full', hash: '#/river', withRead: true, settings: { density: 'full' } },
  { name: 'oldest', hash: '#/river', withRead: true, settings: { order: 'oldest', postsPerFeedAndDay: 3 } },
  { name: 'post', hash: '#/river', withRead: true, prepare: (page) => openPost(page, POST_WITH_CODE) },
  { name: 'post-end', hash: '#/river', withRead: true, prepare: showPostEnd },
  { name: 'versions', hash: '#/tag/web', withRead: true, prepare: showVersions },
  { name: 'picture', hash: '#/tag/data', withRead: true, prepare: showPicture },
  { name: 'topic', hash: '#/tag/python', withRead: true },
  { name: 'topics', hash: '#/tags' },
  { name: 'feeds', hash: '#/feeds' },
  { name: 'feed', hash: '#/feeds', withRead: true, prepare: openFirstFeed },
  { name: 'feed-sheet', hash: '#/feeds', isLive: true, prepare: (page) => press(page, 'edit-feed') },
  { name: 'starred', hash: '#/starred' },
  { name: 'add', hash: '#/add' },
  { name: 'import', hash: '#/import' },
  { name: 'settings', hash: '#/settings' },
  { name: 'account', hash: '#/account' },
  { name: 'key-settings', hash: '#/settings', prepare: showKeySettings },
  { name: 'welcome', hash: '#/welcome' },
  { name: 'keys', hash: '#/river', prepare: (page) => page.keyboard.press('?') },
  { name: 'palette', hash: '#/river', prepare: openPalette },
  { name: 'menu', hash: '#/river', prepare: (page) => press(page, 'show-menu') },
  { name: 'rules', hash: '#/rules', prepare: writeRule },
  { name: 'alerts', hash: '#/alerts' },
  { name: 'backup', hash: '#/backup', isLive: true },
  { name: 'health', hash: '#/health', isLive: true, prepare: unfoldFeed },
  { name: 'search', hash: '#/search?q=python+time', withRead: true },
  { name: 'search-none', hash: '#/search?q=zeppelin' },
  { name: 'search-wrong', hash: '#/search?q=autor:petra' },
];

export const scenes: Scene[] = [...viewScenes, ...stateScenes];

/** Those that are kept in the repository. */
export const bestShots: Shot[] = [
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
  { scene: 'all-read', theme: 'dark', width: 360, height: 780, language: 'de' },
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

async function showKeySettings(page: Page): Promise<void> {
  // What is stored stands above them, and is weighed first.
  await page.waitForSelector('.storage-use [data-kept]');
  await page.$eval('.key-settings', (part) => part.scrollIntoView());
}

/** Opens a post and brings it to the top of the window. */
async function openPost(page: Page, title: string): Promise<void> {
  await page.waitForSelector('article.post');
  await page.evaluate((wanted) => {
    const posts = [...document.querySelectorAll('article.post')];
    const post = posts.find((each) => each.querySelector('.post-title')?.textContent?.includes(wanted));
    if (post === undefined) throw new Error(`There is no post "${wanted}" near the window.`);
    if (!post.hasAttribute('data-open')) post.querySelector<HTMLElement>('.post-title a')?.click();
    // A text is read in when its post comes near the window.
    post.scrollIntoView();
  }, title);
  await page.waitForSelector('article.post[data-open] .post-body, .post-pane .post-body');
  await page.evaluate(() => document.querySelector('article.post[data-open]')?.scrollIntoView());
}

async function showPostEnd(page: Page): Promise<void> {
  await openPost(page, POST_WITH_CODE);
  await page.evaluate(() => {
    const tools = [...document.querySelectorAll('.post-tools')].at(-1);
    tools?.scrollIntoView({ block: 'center' });
  });
}

async function showVersions(page: Page): Promise<void> {
  await openPost(page, POST_TOLD_TWICE);
  await page.keyboard.press('d');
  await page.waitForSelector('.versions .version-head');
}

async function showPicture(page: Page): Promise<void> {
  await openPost(page, POST_WITH_PICTURE);
  const picture = await page.waitForSelector('.post-body img', { timeout: 3000 }).catch(() => undefined);
  await picture?.evaluate((image) => (image as HTMLElement).scrollIntoView({ block: 'center' }));
}

/** Every scene in every light, width and language. */
export function allShots(): Shot[] {
  return scenes.flatMap(({ name: scene }) =>
    ['en', 'ar'].flatMap((language) =>
      [252, 320, 400, 1200].flatMap((width) =>
        (['light', 'dark'] as const).map((theme) => ({ scene, theme, width, height: 780, language })),
      ),
    ),
  );
}

async function unfoldFeed(page: Page): Promise<void> {
  const line = await page.waitForSelector('.health-feed summary');
  await line?.click();
}

async function writeRule(page: Page): Promise<void> {
  await press(page, 'add-rule');
  await page.waitForSelector('#rule-query:focus');
  await page.keyboard.type('tag:python -feed:planet');
  await page.waitForSelector('[data-dry-run][data-ended]');
}
