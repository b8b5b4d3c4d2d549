import type { Page } from 'puppeteer-core';
import type { CheckRow, FeedRow, PassRow } from '../../../src/storage/schema.ts';
import { readAll } from './database.ts';
import type { RunningBrowser } from './running-browser.ts';
import { until } from './until.ts';

/** Imports a subscription list as a person does, and waits until every feed of it was checked. `prepare` may change the page first. */
export async function importOpml(
  running: RunningBrowser,
  file: string,
  timeoutMilliseconds = 60_000,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const page = await running.openPanel('#/import');
  await prepare(page);
  const input = await page.waitForSelector('input[type=file][data-action="import-opml"]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
  const button = await page.waitForSelector('[data-action="import-start"]:not([disabled])');
  await button?.evaluate((element) => (element as HTMLElement).click());
  await untilChecked(page, timeoutMilliseconds);
  return page;
}

/** Waits until a check of every feed has ended and no pass is under way. */
export async function untilChecked(page: Page, timeoutMilliseconds = 60_000): Promise<void> {
  const { feeds, checked, isOver } = await until(
    () => progress(page),
    (at) => at.feeds > 0 && at.checked >= at.feeds && at.isOver,
    timeoutMilliseconds,
    500,
  );
  if (feeds === 0 || checked < feeds || !isOver)
    throw new Error(`The check has not ended: ${checked} of ${feeds} feeds are checked.`);
}

async function progress(page: Page): Promise<{ feeds: number; checked: number; isOver: boolean }> {
  const feeds = await readAll<FeedRow>(page, 'feeds');
  const checks = await readAll<CheckRow>(page, 'checks');
  const [pass] = await readAll<PassRow>(page, 'passes');
  return {
    feeds: feeds.length,
    checked: checks.filter((check) => check.outcome !== undefined).length,
    isOver: pass?.endedAt !== undefined,
  };
}
