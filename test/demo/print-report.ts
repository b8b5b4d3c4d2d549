import type { Page } from 'puppeteer-core';
import type { CounterRow, FeedRow, TagRow } from '../../src/storage/schema.ts';
import { readAll } from '../e2e/harness/database.ts';
import type { RunningBrowser } from '../e2e/harness/running-browser.ts';

const MOST_SCROLLS = 400;
const MOST_POSTS_PRINTED = 500;
/** Room for as many posts, in pixels. */
const TALL = 80_000;

/** Prints the river as the panel shows it, the numbers of feeds and tags, and the badge. */
export async function printReport(running: RunningBrowser): Promise<void> {
  const page = await running.openPanel('#/river');
  // The list keeps only what is near the window: here that is all.
  await page.setViewport({ width: 400, height: TALL });
  await page.waitForSelector('article.post, .empty');
  for (const line of await readRiver(page)) console.log(line);
  await printNumbers(page);
  await page.close();
  console.log(`\nBadge: ${(await running.badge()) || '(none)'}`);
}

/** Days, feeds, and the title and time of each post, read from the page after it was scrolled to its end. */
async function readRiver(page: Page): Promise<string[]> {
  for (let scrolls = 0; scrolls < MOST_SCROLLS; scrolls++) {
    const isDone = await page.evaluate((most) => {
      scrollTo(0, document.documentElement.scrollHeight);
      return Boolean(document.querySelector('.list-end')) || document.querySelectorAll('.post').length > most;
    }, MOST_POSTS_PRINTED);
    if (isDone) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  // No function gets a name in here: tsx would call a helper for it that the page does not have.
  const lines = await page.$$eval('.day-heading, .feed-heading a, article.post', (found) =>
    found.map((element) => ({
      kind: element.className,
      isUnread: element.hasAttribute('data-unread'),
      time: element.querySelector('time')?.textContent ?? '',
      text: ((element.querySelector('.post-title') ?? element) as HTMLElement).innerText,
    })),
  );
  return lines.map(({ kind, isUnread, time, text }) => {
    const words = text.trim().replace(/\s+/g, ' ');
    if (kind === 'day-heading') return `\n${words}`;
    return kind === 'post' ? `    ${isUnread ? '*' : ' '} ${time.trim().padEnd(8)} ${words}` : `  ${words}`;
  });
}

async function printNumbers(page: Page): Promise<void> {
  const counters = await readAll<CounterRow>(page, 'counters');
  const feeds = new Map((await readAll<FeedRow>(page, 'feeds')).map((feed) => [feed.id, feed]));
  const tags = new Map((await readAll<TagRow>(page, 'tags')).map((tag) => [tag.key, tag.label]));
  const lines = (kind: CounterRow['kind'], nameOf: (id: number | string) => string | undefined) =>
    counters
      .filter((counter) => counter.kind === kind && counter.total > 0)
      .map(({ id, unread, total }) => `  ${nameOf(id) ?? id}: ${unread} unread of ${total}`)
      .sort();
  console.log('\nFeeds');
  for (const line of lines('feed', (id) => feeds.get(Number(id))?.title)) console.log(line);
  console.log('\nTags');
  for (const line of lines('tag', (id) => tags.get(String(id)))) console.log(line);
}
