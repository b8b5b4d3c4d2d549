import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';
import { chooseAlerts } from '../../src/storage/choose-alerts.ts';
import { badgeUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { addFolder } from '../../src/storage/folders.ts';
import { listPosts } from '../../src/storage/lists.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { muteFeed } from '../../src/storage/rest.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { star } from '../../src/storage/stars.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { bring, wirePost } from './backup/fill.ts';
import { counted, firstFlaw, recount, recountBadge } from './recount.ts';

const now = Date.UTC(2026, 0, 1);
const post = (name: string, tag: string): ParsedPost => ({
  guid: `urn:${name}`,
  link: `https://x.example/${name}`,
  title: name,
  publishedAt: now - 1000,
  tags: [tag],
  enclosures: [],
});

async function check(feedId: number, posts: ParsedPost[]): Promise<void> {
  const row = (await db.checks.get(feedId)) as CheckRow;
  const feed = { format: 'rss' as const, title: `Feed ${feedId}`, pace: {}, posts, repairs: [] };
  await saveCheck(row, { feed, posts: identify(posts) }, () => ({ row: { ...row, lastGoodAt: now } }), now);
}

test('a muted feed counts for itself alone, in shared stories as well; its stars and unread marks stay', async () => {
  const [loud, calm] = [await addFolder('Loud', 0, now), await addFolder('Calm', 0, now)];
  const { feedId: muted } = await subscribe({ url: 'https://a.example/feed', folderId: loud }, now);
  const { feedId: heard } = await subscribe({ url: 'https://b.example/feed', folderId: calm }, now);
  await check(muted, [post('shared', 'one'), post('own', 'one')]);
  await check(heard, [post('shared', 'two')]);
  const before = await counted();
  const own = (await db.posts.filter(({ title }) => title === 'own').first())?.id ?? 0;
  await star(own, true, now);
  await muteFeed(muted, true, now);
  // The story that both tell is in the heard feed's folder and topic only.
  expect(await counted()).toEqual({
    'total 0': '1/1',
    [`feed ${muted}`]: '2/2',
    [`feed ${heard}`]: '1/1',
    [`folder ${calm}`]: '1/1',
    'tag two': '1/1',
  });
  expect(await counted()).toEqual(await recount());
  expect(await firstFlaw()).toBeUndefined();
  const starred = await listPosts(
    { scope: { kind: 'starred' }, unreadOnly: false, order: 'newest' },
    undefined,
    10,
  );
  expect(starred.posts.map(({ title }) => title)).toEqual(['own']);
  // "Mark all read" means the river: what is muted stays unread, and the undo is whole.
  expect(await markAllRead({ kind: 'all' }, now)).toEqual({ count: 1 });
  expect(await counted()).toMatchObject({ 'total 0': '0/1', [`feed ${muted}`]: '1/2' });
  await undo(now);
  expect(await counted()).toMatchObject({ 'total 0': '1/1', [`feed ${muted}`]: '2/2' });
  // In its own list it can be read and brought back.
  await markAllRead({ kind: 'feed', feedId: muted }, now);
  expect(await counted()).toMatchObject({ [`feed ${muted}`]: '0/2', [`feed ${heard}`]: '0/1' });
  await undo(now);
  expect(await counted()).toMatchObject({ [`feed ${muted}`]: '2/2' });
  await redo(now);
  await undo(now);
  await muteFeed(muted, false, now);
  expect(await counted()).toEqual(before);
  expect(await firstFlaw()).toBeUndefined();
});

test('what the badge counts, chosen anew, leaves a muted feed out', async () => {
  await db.delete();
  await db.open();
  const link = 'https://x.example/one';
  for (const id of [1, 2]) {
    await subscribe({ url: `https://feed-${id}.example/feed` }, now);
    await bring(id, [{ ...wirePost(`joined ${id}`, now), link }], now);
  }
  await muteFeed(1, true, now);
  await chooseAlerts(() => ({ offBadgeFeeds: [2] }));
  expect(await badgeUnread()).toBe(await recountBadge());
  await markAllRead({ kind: 'all' }, now);
  expect(await badgeUnread()).toBe(0);
});
