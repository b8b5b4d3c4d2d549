import type { Page } from 'puppeteer-core';
import type { CounterRow } from '../../src/storage/schema.ts';
import { readAll } from '../e2e/harness/database.ts';
import type { RunningBrowser } from '../e2e/harness/running-browser.ts';

/** The post that is opened for its picture, and the topic that is shown. */
const POST_WITH_CODE = 'The bug that only happened on Tuesdays';
const TOPIC = 'python';

/** Pictures of the panel in out/: the river in light and dark, a post open, a topic page. Returns the files. */
export async function takePictures(running: RunningBrowser): Promise<string[]> {
  const page = (await running.showPanel()) ?? (await running.openPanel('#/river'));
  const files: string[] = [];
  const shoot = async (name: string) => {
    const file = `out/${running.name}-${name}.png`;
    await page.screenshot({ path: file as `${string}.png` });
    files.push(file);
  };
  await show(page, '#/river');
  await wear(page, 'light');
  await shoot('light');
  await wear(page, 'dark');
  await shoot('dark');
  await wear(page, 'light');
  await openPost(page);
  await shoot('post');
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-action="show-all"]')?.click());
  await show(page, `#/tag/${await topicOf(page)}`);
  await shoot('topic');
  return files;
}

async function show(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
  await page.waitForSelector('article.post');
  await settle();
}

/** Sets the panel's own theme: not every browser lets a test say what the system's is. */
async function wear(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate(`(async () => {
    const { storage } = globalThis.browser ?? chrome;
    const { settings } = await storage.local.get('settings');
    await storage.local.set({ settings: { ...settings, theme: '${theme}' } });
  })()`);
  await settle();
}

/** Opens the post with code, or else the first one, and brings it to the top. */
async function openPost(page: Page): Promise<void> {
  await page.evaluate((title) => {
    const posts = [...document.querySelectorAll('article.post')];
    const post =
      posts.find((each) => each.querySelector('.post-title')?.textContent?.includes(title)) ?? posts[0];
    post?.querySelector<HTMLElement>('.post-title a')?.click();
  }, POST_WITH_CODE);
  await page.waitForSelector('article.post[data-open]');
  await settle();
  await page.evaluate(() => {
    const post = document.querySelector('article.post[data-open]');
    scrollTo(0, (post?.getBoundingClientRect().top ?? 0) + scrollY - 110);
  });
  await settle();
}

/** The demo's topic; with other feeds the one with the most posts. */
async function topicOf(page: Page): Promise<string> {
  const counters = await readAll<CounterRow>(page, 'counters');
  const tags = counters.filter(({ kind }) => kind === 'tag').sort((a, b) => b.total - a.total);
  return encodeURIComponent((tags.find(({ id }) => id === TOPIC) ?? tags[0])?.id ?? TOPIC);
}

/** A picture is taken when the page has come to rest. */
function settle(): Promise<void> {
  return new Promise((done) => setTimeout(done, 500));
}
