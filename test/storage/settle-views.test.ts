/** Settling the saved views: what it reads and writes, and how often it runs. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { askViews } from '../../src/storage/ask-views.ts';
import { db } from '../../src/storage/database.ts';
import { renameFeed } from '../../src/storage/feeds.ts';
import { hideStories, showPost } from '../../src/storage/hiding.ts';
import { labelWith } from '../../src/storage/label-stories.ts';
import { listViewCounts } from '../../src/storage/list-views.ts';
import { actionTables } from '../../src/storage/record.ts';
import { sweepFeed } from '../../src/storage/retention.ts';
import { indexStep } from '../../src/storage/search/index-posts.ts';
import { storiesOf } from '../../src/storage/search/story-ids.ts';
import { settleViews } from '../../src/storage/settle-views.ts';
import { storyOf } from '../../src/storage/story.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { saveView } from '../../src/storage/views.ts';
import { bring, wirePost } from './backup/fill.ts';
import { expectTrueViews } from './view-numbers.ts';

labelWith(askViews);

const now = Date.UTC(2026, 4, 2);
const hourMs = 3_600_000;

beforeEach(async () => {
  await db.delete();
  await db.open();
});

/** A feed that brings so many posts of a site; two that bring those of one site share their stories. */
async function feedOf(name: string, site: string, count: number, tags: string[] = []): Promise<number> {
  const { feedId } = await subscribe({ url: `https://${name}.example/feed` }, now);
  const posts = Array.from({ length: count }, (_, i) => ({
    ...wirePost(`${site} ${i}`, now - i * hourMs),
    tags,
  }));
  await bring(feedId, posts, now);
  return feedId;
}

const numberOf = async (viewId: number) => (await listViewCounts()).get(viewId) ?? 0;

/** Counts the rows that are read of a table until `stop`. */
function countReads(table: 'posts' | 'views') {
  const reads = { count: 0, stop: () => db.table(table).hook('reading').unsubscribe(note) };
  function note<T>(row: T): T {
    reads.count++;
    return row;
  }
  db.table(table).hook('reading', note);
  return reads;
}

test('posts that are labelled as they answer are not read', async () => {
  await feedOf('a', 'x', 350);
  await feedOf('b', 'x', 50);
  while (await indexStep());
  const viewId = await saveView('Unread', 'is:unread', now);
  await settleViews(now);
  expect(await numberOf(viewId)).toBe(350);
  const reads = countReads('posts');
  await settleViews(now);
  reads.stop();
  expect(reads.count).toBe(0);
});

test('stories are found by the index as by the rows, also of posts that wait for it', async () => {
  await feedOf('a', 'x', 60);
  while (await indexStep());
  await feedOf('b', 'x', 80);
  const posts = await db.posts.toArray();
  expect(posts.some((post) => post.storyId !== undefined)).toBe(true);
  const stories = await storiesOf(posts.map((post) => post.id));
  expect([...stories].sort()).toEqual([...new Set(posts.map(storyOf))].sort());
});

test('one settling at a time: whoever asks meanwhile shares the next one, which sees what they did', async () => {
  await feedOf('a', 'a', 10);
  await saveView('Rare', 'title:nowhere', now);
  await settleViews(now);
  const reads = countReads('views');
  const first = settleViews(now);
  await vi.waitUntil(() => reads.count === 1);
  const viewId = await saveView('All', '', now);
  const [second, third] = [settleViews(now), settleViews(now), settleViews(now)];
  expect(third).toBe(second);
  await first;
  expect(await numberOf(viewId)).toBe(0);
  reads.count = 0;
  await second;
  reads.stop();
  expect(await numberOf(viewId)).toBe(10);
  // The list of them once, and once more for what is labelled.
  expect(reads.count).toBe(4);
  await settleViews(now);
});

test('what fails stops no settling after it', async () => {
  await feedOf('a', 'a', 3);
  const viewId = await saveView('All', '', now);
  db.close({ disableAutoOpen: true });
  await expect(settleViews(now)).rejects.toThrow();
  await db.open();
  await settleViews(now);
  expect(await numberOf(viewId)).toBe(3);
});

test('only the views that are named are settled', async () => {
  await feedOf('a', 'a', 5);
  await feedOf('b', 'b', 6);
  const [one, other] = [await saveView('One', 'feed:a', now), await saveView('Other', 'feed:b', now)];
  await settleViews(now, [other]);
  expect([await numberOf(one), await numberOf(other)]).toEqual([0, 6]);
  // Together they are all that were asked for.
  await Promise.all([settleViews(now, [one]), settleViews(now, [other])]);
  expect(await numberOf(one)).toBe(5);
  await settleViews(now);
  await expectTrueViews(now, 'all settled');
});

test('a story that is shown again is asked by the names of now', async () => {
  const feedId = await feedOf('a', 'a', 2);
  const viewId = await saveView('Named', 'feed:chosen', now);
  const [post] = await db.posts.toArray();
  const storyId = post?.id ?? 0;
  await db.transaction('rw', actionTables, async () => hideStories([storyId], now));
  await renameFeed(feedId, 'Chosen', now);
  await settleViews(now);
  await showPost(storyId, now);
  expect((await db.posts.get(storyId))?.viewIds).toEqual([viewId]);
});

test('a tag that came by a dropped post alone leaves its story, and the view that asks for it', async () => {
  const tagged = await feedOf('a', 'x', 4, ['Rare']);
  await feedOf('b', 'x', 4);
  const viewId = await saveView('Rare', 'tag:rare', now);
  await settleViews(now);
  expect(await numberOf(viewId)).toBe(4);
  const keeping = { days: 0, posts: 1, unread: false, starred: false };
  expect(await sweepFeed(tagged, keeping, undefined, now + 48 * hourMs)).toEqual({ dropped: 3 });
  expect(await numberOf(viewId)).toBe(1);
  await expectTrueViews(now, 'after a sweep');
});
