import 'fake-indexeddb/auto';
import '../fakes/browser.ts';
import { beforeAll, expect, test } from 'vitest';
import { parseQuery, type Query } from '../../src/feeds/query.ts';
import { clockAt } from '../../src/feeds/query-match.ts';
import { dryRun, lookedFirst, type Run } from '../../src/panel/dry-run.ts';
import { findPosts } from '../../src/storage/search/find-posts.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

const now = Date.UTC(2026, 4, 2);
const minuteMs = 60_000;
const shared = (i: number) => ({
  ...wirePost(`python ${i}`, now - i * minuteMs),
  link: `https://a.example/python/${i}`,
});

beforeAll(async () => {
  const one = await subscribe({ url: 'https://one.example/feed' }, now);
  const two = await subscribe({ url: 'https://two.example/feed' }, now);
  const own = Array.from({ length: 300 }, (_, i) => wirePost(`rust ${i}`, now - i * minuteMs));
  await bring(one.feedId, [shared(1), shared(2), shared(3)], now);
  await bring(one.feedId, own, now);
  // The same articles once more, under other ids.
  const again = [1, 2, 3].map((i) => ({ ...shared(i), guid: `urn:copy:${i}` }));
  await bring(two.feedId, again, now);
});

async function runs(text: string, isWanted = Promise.resolve()): Promise<Run[]> {
  const all: Run[] = [];
  const onRun = (run: Run) => {
    all.push(run);
    return true;
  };
  await dryRun(text, onRun, isWanted);
  return all;
}

test('what came by two feeds is one post, as in search', async () => {
  const { query } = parseQuery('python') as { query: Query };
  const { count } = await findPosts(query, 'newest', clockAt(now));
  expect(count).toBe(3);
  const last = (await runs('python')).at(-1);
  expect(last).toMatchObject({ found: 3, looked: 306, total: 306, state: 'ended' });
  expect(last?.first.map(({ title }) => title)).toEqual(['Post python 1', 'Post python 2', 'Post python 3']);
  // Named by the post that stands in the river.
  expect(last?.first.every(({ riverAt }) => riverAt !== undefined)).toBe(true);
});

test('it pauses once after the last stored posts, and looks at the rest when that is wanted', async () => {
  lookedFirst.posts = 100;
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  const seen: Run[] = [];
  const running = dryRun('rust', (run) => seen.push(run) > 0, promise);
  while (seen.at(-1)?.state !== 'pausing') await new Promise((done) => setTimeout(done, 5));
  const { looked } = seen.at(-1) as Run;
  await new Promise((done) => setTimeout(done, 30));
  expect(seen.at(-1)?.looked).toBe(looked);
  resolve();
  await running;
  expect(seen.filter(({ state }) => state === 'pausing')).toHaveLength(1);
  expect(seen.at(-1)).toMatchObject({ found: 300, state: 'ended' });
});

test('nobody listens any more: it ends', async () => {
  let told = 0;
  await dryRun('rust', () => ++told < 2, Promise.resolve());
  expect(told).toBe(2);
});
