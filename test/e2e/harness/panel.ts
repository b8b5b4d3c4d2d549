/** What tests do in the panel, said in the panel's own words. */
import type { Page } from 'puppeteer-core';
import type { CheckRow, PassRow } from '../../../src/storage/schema.ts';
import { readAll } from './database.ts';
import { until } from './until.ts';

/** Presses the button of a command, wherever it is on the page. */
export async function press(page: Page, command: string): Promise<void> {
  const button = await page.waitForSelector(`[data-action="${command}"]:not([disabled])`, {
    timeout: 10_000,
  });
  await button?.evaluate((element) => (element as HTMLElement).click());
}

/** Goes to one of the panel's routes. */
export async function go(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
}

/** The titles of the posts in sight. */
export function titles(page: Page): Promise<string[]> {
  return page.$$eval('article.post .post-title', (found) =>
    found.map((each) => each.textContent?.trim() ?? ''),
  );
}

/** Opens the first unread posts, one after the other; each is read by that. Gives their ids. */
export async function readPosts(page: Page, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let index = 0; index < count; index++) {
    const post = await page.waitForSelector('article.post[data-unread]');
    const id = await post?.evaluate((element) => element.getAttribute('data-post-id'));
    await page.$eval(`article.post[data-post-id="${id}"] .post-title a`, (link) =>
      (link as HTMLElement).click(),
    );
    await page.waitForSelector(`article.post[data-post-id="${id}"]:not([data-unread])`);
    ids.push(Number(id));
  }
  return ids;
}

/** Opens the post of a title in the list in sight, and folds up all others. */
export async function openPost(page: Page, title: string): Promise<void> {
  const post = await page.waitForSelector(
    `xpath/.//article[.//*[contains(@class,"post-title")][normalize-space()="${title}"]]`,
  );
  await page.$$eval(
    'article[data-open]',
    (all, kept) => {
      for (const one of all) if (one !== kept) one.querySelector<HTMLElement>('.post-title a')?.click();
    },
    post,
  );
  const isOpen = await post?.evaluate((article) => article.hasAttribute('data-open'));
  if (!isOpen) await post?.$eval('.post-title a', (link) => (link as HTMLElement).click());
  await page.waitForFunction(
    (opened) =>
      opened?.querySelector('.post-body, .post-empty') !== null &&
      document.querySelectorAll('article[data-open]').length === 1,
    {},
    post,
  );
}

/** Presses "check now" and waits until that pass has ended; gives the outcomes' kinds by feed. */
export async function checkNow(page: Page): Promise<Map<number, string>> {
  const before = (await readAll<PassRow>(page, 'passes'))[0]?.startedAt ?? 0;
  await press(page, 'check-now');
  const pass = await until(
    async () => (await readAll<PassRow>(page, 'passes'))[0],
    (found) => found !== undefined && found.startedAt > before && found.endedAt !== undefined,
    60_000,
  );
  if (!pass?.endedAt || pass.startedAt <= before) throw new Error('The check did not end');
  const checks = await readAll<CheckRow>(page, 'checks');
  return new Map(checks.map((check) => [check.feedId, check.outcome?.kind ?? '']));
}

/** Changes settings, as the settings page does, and waits until the page wears its language. */
export async function wear(page: Page, settings: Record<string, unknown>): Promise<void> {
  await page.evaluate(`(async () => {
    const { local } = (globalThis.browser ?? chrome).storage;
    const { settings } = await local.get('settings');
    await local.set({ settings: { ...settings, ...${JSON.stringify(settings)} } });
  })()`);
  if (settings.language) await page.waitForSelector(`html[lang="${settings.language}"]`);
}

/** Makes a feed due at once and its alarm ring in a second and a half, as if the time had passed. */
export async function makeDue(page: Page, feedId: number): Promise<void> {
  await page.evaluate(
    (id) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('sidereal');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('checks', 'readwrite');
          const checks = transaction.objectStore('checks');
          const reading = checks.get(id);
          reading.onsuccess = () => checks.put({ ...reading.result, nextAt: 1 });
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    feedId,
  );
  await page.evaluate(`(async () => {
    const { alarms } = globalThis.browser ?? chrome;
    const [alarm] = await alarms.getAll();
    await alarms.create(alarm.name, { when: Date.now() + 1500, periodInMinutes: alarm.periodInMinutes });
  })()`);
}
