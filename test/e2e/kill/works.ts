import type { Page } from 'puppeteer-core';
import type { CheckRow, PassRow } from '../../../src/storage/schema.ts';
import type { ActionRow } from '../../../src/storage/schema-actions.ts';
import type { UpkeepRow } from '../../../src/storage/schema-checks.ts';
import { readAll } from '../harness/database.ts';
import { go } from '../harness/panel.ts';

/** So many feeds there are before the first import. */
export const feedsAtFirst = 20;

/** A work in the real extension, begun at `sinceAt` or later. */
export interface Work {
  name: string;
  /** What stands ready before it begins, in both runs. */
  prepare?(page: Page): Promise<void>;
  /** Begins what is not done yet, and waits for nothing. */
  begin(page: Page, sinceAt: number): Promise<void>;
  isOver(page: Page, sinceAt: number): Promise<boolean>;
}

/** Everything below runs in a page of ours; it answers before the work does. */
const evaluate = async (page: Page, body: string) => {
  await page.evaluate(`(async () => { const api = globalThis.browser ?? chrome; ${body} })()`);
};
const ask = (page: Page, name: string) =>
  evaluate(page, `api.runtime.sendMessage({ name: '${name}', payload: {} }).catch(() => {});`);

async function areChecked(page: Page, sinceAt: number, feeds = 0): Promise<boolean> {
  const checks = await readAll<CheckRow>(page, 'checks');
  const [pass] = await readAll<PassRow>(page, 'passes');
  return (
    pass?.endedAt !== undefined &&
    checks.length >= feeds &&
    checks.every(({ lastAt = 0 }) => lastAt >= sinceAt)
  );
}

const check: Work = {
  name: 'a check',
  begin: (page) => ask(page, 'checkNow'),
  isOver: (page, sinceAt) => areChecked(page, sinceAt),
};

/** The import of a list that brings the subscriptions to so many. */
export function importOf(file: string, feeds: number): Work {
  return {
    name: 'an import',
    async begin(page) {
      await go(page, '#/feeds');
      await go(page, '#/import');
      const input = await page.waitForSelector('input[type=file][data-action="import-opml"]');
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
      const button = await page.waitForSelector('[data-action="import-start"]:not([disabled])');
      await button?.evaluate((element) => (element as HTMLElement).click());
    },
    isOver: (page) => areChecked(page, 1, feeds),
  };
}

async function lastAction(page: Page, sinceAt: number): Promise<ActionRow | undefined> {
  const actions = await readAll<ActionRow>(page, 'actions');
  return actions.filter(({ at, kind }) => at >= sinceAt && kind === 'mark-all-read').at(-1);
}

/** Presses one of the panel's keys in the river. */
async function key(page: Page, name: string): Promise<void> {
  await go(page, '#/river');
  await page.waitForSelector('main');
  await page.evaluate((pressed) => {
    document.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
  }, name);
}

const markAll: Work = {
  name: 'marking all',
  async begin(page, sinceAt) {
    if ((await lastAction(page, sinceAt)) === undefined) await key(page, 'A');
  },
  isOver: async (page, sinceAt) => (await lastAction(page, sinceAt)) !== undefined,
};

const markAllAndBack: Work = {
  name: 'marking all and taking it back',
  async begin(page, sinceAt) {
    await markAll.begin(page, sinceAt);
    for (let tries = 0; tries < 100 && !(await markAll.isOver(page, sinceAt)); tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    if ((await lastAction(page, sinceAt))?.undone !== true) await key(page, 'u');
  },
  async isOver(page, sinceAt) {
    const action = await lastAction(page, sinceAt);
    return action?.undone === true && action.left === undefined;
  },
};

/** So many posts of the largest feed are kept: marking all goes on to be a large action. */
const keptOfLargest = 5_900;

/** What came today is never dropped: all that is there came long ago. The last feed of the first list keeps more than others. */
const makeOld = (page: Page) =>
  page.evaluate(
    (largest, keepPosts) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('sidereal');
        opening.onsuccess = () => {
          const writing = opening.result.transaction(['posts', 'feeds'], 'readwrite');
          const walking = writing.objectStore('posts').openCursor();
          walking.onsuccess = () => {
            const cursor = walking.result;
            cursor?.update({ ...cursor.value, seenAt: 1 });
            cursor?.continue();
          };
          const feeds = writing.objectStore('feeds');
          const reading = feeds.get(largest);
          reading.onsuccess = () => feeds.put({ ...reading.result, keepPosts });
          writing.onerror = () => reject(writing.error);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    feedsAtFirst,
    keptOfLargest,
  );

const clearAway: Work = {
  name: 'clearing old posts away',
  async prepare(page) {
    await makeOld(page);
    const wanted = JSON.stringify({ keepPosts: 4, keepUnread: false });
    await evaluate(
      page,
      `const { settings } = await api.storage.local.get('settings');
       await api.storage.local.set({ settings: { ...settings, ...${wanted} } });`,
    );
  },
  begin: (page) => ask(page, 'tidyUp'),
  isOver: async (page, sinceAt) => ((await readAll<UpkeepRow>(page, 'upkeep'))[0]?.sweptAt ?? 0) >= sinceAt,
};

const copy: Work = {
  name: 'an automatic copy',
  prepare: (page) => evaluate(page, `await api.storage.local.remove('copies');`),
  // As if a quarter of an hour had passed since one was tried in vain, and the minute were over.
  begin: (page) =>
    evaluate(
      page,
      `await api.storage.session.remove('copyTriedAt');
       const [alarm] = await api.alarms.getAll();
       await api.alarms.create(alarm.name, { when: Date.now() + 200, periodInMinutes: alarm.periodInMinutes });`,
    ),
  isOver: async (page) => (await copiesOf(page)).length > 0,
};

const local = (page: Page) =>
  page.evaluate('(globalThis.browser ?? chrome).storage.local.get()') as Promise<Record<string, unknown>>;

/** Wakes a background that was stopped. */
export const wake = (page: Page) => ask(page, 'finishTurning');

/** What the toolbar says; asked in a page, which is there whether the background is awake or not. */
export const badgeIn = (page: Page) =>
  page.evaluate('(globalThis.browser ?? chrome).action.getBadgeText({})') as Promise<string>;

/** The texts of the automatic copies, the newest first. */
export async function copiesOf(page: Page): Promise<string[]> {
  const stored = await local(page);
  return ((stored.copies ?? []) as { slot: string }[]).map(({ slot }) => stored[slot] as string);
}

/** By their names; imports need a list (importOf). */
export const works = { check, markAll, markAllAndBack, clearAway, copy };
