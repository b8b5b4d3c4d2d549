import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';
import { countUnreadBetween } from '../../src/storage/count-between.ts';
import { db } from '../../src/storage/database.ts';
import { addFolder } from '../../src/storage/folders.ts';
import { openPost } from '../../src/storage/marks.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow, PostRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { postsAWeek, viewedPosts } from '../../src/storage/topics.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 4, 9);

let posts: PostRow[] = [];
let folderId = 0;
beforeEach(async () => {
  await db.delete();
  await db.open();
  folderId = await addFolder('Orchard', 0, now);
  const { feedId } = await subscribe({ url: 'https://a.example/feed', title: 'A', folderId }, now);
  const parsed: ParsedPost[] = [1, 2, 8, 9, 10, 90].map((days) => ({
    guid: `${days}`,
    title: `${days} days old`,
    publishedAt: now - days * dayMs,
    tags: days === 10 ? ['Stone'] : ['Fruit'],
    enclosures: [],
    body: `<p>${days}</p>`,
  }));
  const row = (await db.checks.get(feedId)) as CheckRow;
  const feed = { format: 'rss' as const, pace: {}, posts: parsed, repairs: [] };
  await saveCheck(row, { feed, posts: identify(parsed) }, () => ({ row: { ...row, lastGoodAt: now } }), now);
  posts = (await db.posts.toArray()).sort((a, b) => b.at - a.at);
});

test('the posts of a tag week by week, the oldest first; what is older is left out', async () => {
  expect(await postsAWeek('fruit', now, 4)).toEqual([0, 0, 2, 2]);
  expect(await postsAWeek('stone', now, 4)).toEqual([0, 0, 1, 0]);
  expect(await postsAWeek('wood', now, 4)).toEqual([0, 0, 0, 0]);
});

test('what was opened most comes first; of equals the newer', async () => {
  const open = (post: PostRow | undefined) => openPost(post as PostRow, now, { countView: true });
  for (const place of [2, 3, 3, 0, 4]) await open(posts[place]);
  expect((await viewedPosts('fruit', false)).map((post) => post.title)).toEqual([
    '9 days old',
    '1 days old',
    '8 days old',
  ]);
  expect(await viewedPosts('fruit', true)).toEqual([]);
});

test('a day counts its unread, in the whole and in a folder', async () => {
  const range = { fromAt: now - 9 * dayMs, beforeAt: now - dayMs };
  expect(await countUnreadBetween({ kind: 'all' }, range)).toBe(3);
  expect(await countUnreadBetween({ kind: 'folder', folderId }, range)).toBe(3);
  await openPost(posts[1] as PostRow, now, { countView: false });
  expect(await countUnreadBetween({ kind: 'all' }, range)).toBe(2);
});
