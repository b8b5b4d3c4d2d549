/** A topic that is ordered by views is read to its end, also where pages of it hold nothing that is not listed yet. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { type Cursor, type Row, readListPage, type View } from '../../src/panel/state/list-pages.ts';
import { db } from '../../src/storage/database.ts';
import { openPost } from '../../src/storage/marks.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { bring, wirePost } from '../storage/backup/fill.ts';

const now = Date.UTC(2026, 4, 2);
const topic: View = {
  scope: { kind: 'tag', tag: 'fruit' },
  unreadOnly: false,
  order: 'views',
  days: gmtDays,
};

test('a page of opened posts alone is passed by', async () => {
  await subscribe({ url: 'https://fruit.example/feed' }, now);
  const posts = Array.from({ length: 200 }, (_, i) => ({
    ...wirePost(`no. ${i}`, now - i * 60_000),
    tags: ['Fruit'],
  }));
  await bring(1, posts, now);
  const stored = (await db.posts.toArray()).sort((a, b) => b.at - a.at);
  // The second page by time and the third, and the last.
  for (const post of [...stored.slice(50, 150), ...stored.slice(190)])
    await openPost(post, now, { countView: true });
  const rows: Row[] = [];
  let cursor: Cursor = {};
  let ended = false;
  while (!ended) {
    const page = await readListPage(topic, cursor);
    expect(page.ended || page.rows.length > 0).toBe(true);
    rows.push(...page.rows);
    ({ cursor, ended } = page);
  }
  expect(rows).toHaveLength(200);
  expect(new Set(rows.map(({ post }) => post.id)).size).toBe(200);
});
