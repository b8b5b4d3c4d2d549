import type { Page } from 'puppeteer-core';
import type { CheckRow, FeedRow, MarkRow, PostRow, UnreadRow } from '../../src/storage/schema.ts';
import { readAll } from '../e2e/harness/database.ts';
import { badgeOf, recount, storedNumbers } from '../e2e/harness/recount.ts';
import type { RunningBrowser } from '../e2e/harness/running-browser.ts';
import { until } from '../e2e/harness/until.ts';
import type { Person } from './person.ts';
import type { SeededFeeds } from './seeded-feeds.ts';

/** Whatever is not as it must be at the end; nothing when all is well. */
export async function audit(
  running: RunningBrowser,
  page: Page,
  feeds: SeededFeeds,
  person: Person,
): Promise<string[]> {
  return [
    ...(await auditPosts(page, feeds)),
    ...(await auditMarks(page, person)),
    ...(await auditNumbers(running, page)),
    ...person.missed.map((mark) => `the panel did not take a mark: ${mark}`),
    // Of passes that were under way when the worker was stopped.
    ...(await running.errors()).filter((each) => !each.includes('The check ended without an answer')),
  ];
}

/** Every post that was published and carried is stored once, as it was written last. */
async function auditPosts(page: Page, { feeds }: SeededFeeds): Promise<string[]> {
  const rows = await readAll<FeedRow>(page, 'feeds');
  const nameOf = new Map(rows.map(({ id, url }) => [id, new URL(url).hostname.split('.')[0]]));
  const stored = new Map<string, PostRow[]>();
  for (const post of await readAll<PostRow>(page, 'posts')) {
    const key = `${nameOf.get(post.feedId)} ${post.key}`;
    stored.set(key, [...(stored.get(key) ?? []), post]);
  }
  const flaws: string[] = [];
  for (const { name, posts } of feeds)
    for (const { guid, title, isCarried } of posts) {
      const key = `${name} i:${guid}`;
      const found = stored.get(key) ?? [];
      stored.delete(key);
      if (found.length !== 1) flaws.push(`${key} is stored ${found.length} times`);
      else if (isCarried && found[0]?.title !== title)
        flaws.push(`${key} is "${found[0]?.title}", not "${title}"`);
    }
  return [...flaws, ...[...stored.keys()].map((key) => `${key} was never published`)];
}

/** Read is what the person read, and nothing else; starred likewise. */
async function auditMarks(page: Page, { read, starred, unsure }: Person): Promise<string[]> {
  const unread = new Set(
    (await readAll<UnreadRow>(page, 'unread')).map(({ postId, storyId }) => storyId ?? postId),
  );
  const stories = new Set((await readAll<PostRow>(page, 'posts')).map(({ id, storyId }) => storyId ?? id));
  const stars = new Set(
    (await readAll<MarkRow>(page, 'marks'))
      .filter((mark) => mark.starredAt !== undefined)
      .map((mark) => mark.storyId),
  );
  const flaws: string[] = [];
  for (const story of stories) {
    if (!unsure.has(story) && unread.has(story) === read.has(story))
      flaws.push(
        `story ${story} was ${read.has(story) ? '' : 'not '}read, and is ${unread.has(story) ? 'unread' : 'read'}`,
      );
    if (stars.has(story) !== starred.has(story))
      flaws.push(`story ${story} has ${stars.has(story) ? 'a' : 'no'} star`);
  }
  return flaws;
}

async function auditNumbers(running: RunningBrowser, page: Page): Promise<string[]> {
  const [stored, counted] = [await storedNumbers(page), await recount(page)];
  const badge = await until(
    () => running.badge(),
    (text) => text === badgeOf(counted.total),
  );
  return [
    ...(JSON.stringify(sorted(stored)) === JSON.stringify(sorted(counted))
      ? []
      : ['the stored numbers are not those of a recount']),
    ...(badge === badgeOf(counted.total) ? [] : [`the badge says ${badge}, and ${counted.total} are unread`]),
  ];
}

function sorted(value: object): unknown {
  return Object.entries(value)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, each]) => [key, typeof each === 'object' ? sorted(each) : each]);
}

/** Waits until every feed was checked well since an instant; answers those that were not. */
export async function untilAllChecked(page: Page, sinceAt: number, milliseconds: number): Promise<string[]> {
  const late = () =>
    readAll<CheckRow>(page, 'checks').then((checks) =>
      checks.filter(
        ({ lastAt = 0, outcome }) =>
          lastAt < sinceAt || !['fresh', 'unchanged'].includes(outcome?.kind ?? ''),
      ),
    );
  const left = await until(late, (checks) => checks.length === 0, milliseconds, 1_000);
  return left.map(
    ({ feedId, outcome }) => `feed ${feedId} was not checked at the end: ${JSON.stringify(outcome)}`,
  );
}
