import type { Page } from 'puppeteer-core';
import type { CheckRow, FeedRow, PassRow } from '../../../src/storage/schema.ts';
import { readAll } from './database.ts';
import { until } from './launch.ts';
import type { RunningBrowser } from './running-browser.ts';

/** Imports a subscription list as a person does, and waits until every feed of it was checked. */
export async function importOpml(
  running: RunningBrowser,
  file: string,
  timeoutMilliseconds = 60_000,
): Promise<Page> {
  const page = await running.openPanel('#/import');
  const input = await page.waitForSelector('input[type=file][data-action="import-opml"]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
  const button = await page.waitForSelector('[data-action="import-start"]:not([disabled])');
  await button?.evaluate((element) => (element as HTMLElement).click());
  await untilChecked(page, timeoutMilliseconds);
  return page;
}

/** Waits until a check of every feed has ended and no pass is under way. */
export async function untilChecked(page: Page, timeoutMilliseconds = 60_000): Promise<void> {
  const unfinished = await until(
    async () => {
      const feeds = await readAll<FeedRow>(page, 'feeds');
      const checked = (await readAll<CheckRow>(page, 'checks')).filter(
        (check) => check.outcome !== undefined,
      );
      const pass = (await readAll<PassRow>(page, 'passes'))[0];
      return { feeds: feeds.length, checked: checked.length, isOver: pass?.endedAt !== undefined };
    },
    ({ feeds, checked, isOver }) => feeds > 0 && checked >= feeds && isOver,
    timeoutMilliseconds,
  );
  const { feeds, checked, isOver } = unfinished;
  if (feeds === 0 || checked < feeds || !isOver)
    throw new Error(`The check has not ended: ${checked} of ${feeds} feeds are checked.`);
}
