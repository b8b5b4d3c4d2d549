/** The automatic backup: what was read stays read after the browser has cleared everything, and a copy stays small. */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { readCopy, writeCopy } from '../../../src/storage/backup/copy.ts';
import { makeCopy } from '../../../src/storage/backup/make-copy.ts';
import { type MarkedPost, marksOf } from '../../../src/storage/backup/marks.ts';
import { packNumbers, unpackNumbers } from '../../../src/storage/backup/pack-numbers.ts';
import { restoreCopy } from '../../../src/storage/backup/restore-copy.ts';
import { db } from '../../../src/storage/database.ts';
import { addFolder } from '../../../src/storage/folders.ts';
import { heldMarks } from '../../../src/storage/held.ts';
import { markAllRead } from '../../../src/storage/mark-all.ts';
import { markRead } from '../../../src/storage/mark-read.ts';
import { addRule } from '../../../src/storage/rule-list.ts';
import { star } from '../../../src/storage/stars.ts';
import { subscribe, unsubscribe } from '../../../src/storage/subscriptions.ts';
import { addTag } from '../../../src/storage/tagging.ts';
import { saveView } from '../../../src/storage/views.ts';
import { randomOf, seedOf } from '../../random.ts';
import { counted, firstFlaw, recount } from '../recount.ts';
import { bring, wirePost } from './fill.ts';

const now = Date.UTC(2026, 4, 2);
const hourMs = 3_600_000;
const noRest = async () => {};
const wire = (count: number) => Array.from({ length: count }, (_, i) => wirePost(`p${i}`, now - i * hourMs));

async function wipe(): Promise<void> {
  await db.delete();
  await db.open();
}

const postOf = async (name: string) => {
  const post = (await db.posts.toArray()).find((row) => row.title === `Post ${name}`);
  if (post === undefined) throw new Error(`No post ${name}`);
  return post;
};
const titlesOf = async (ids: number[]) =>
  (await db.posts.bulkGet(ids)).map((post) => post?.title?.slice(5)).sort();
const unreadTitles = async () => titlesOf(await db.unread.toCollection().primaryKeys());

beforeEach(wipe);

test('numbers come back from their text, and text that is none of ours gives none', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(2 ** 40)), (numbers) => {
      const rising = numbers.sort((a, b) => a - b);
      expect(unpackNumbers(packNumbers(rising))).toEqual(rising);
    }),
  );
  expect(unpackNumbers('*')).toBeUndefined();
  expect(unpackNumbers(btoa('\xff'))).toBeUndefined();
});

describe('the marks of a feed', () => {
  const posts = (length: number, isRead: (i: number) => boolean): MarkedPost[] =>
    Array.from({ length }, (_, i) => ({
      key: `i:urn:${i}`,
      isRead: isRead(i),
      publishedAt: now - i * 1000,
    }));

  test('say of every post with a date what it was, but for one in some thousands', () => {
    const seed = seedOf('MARKS_SEED');
    const random = randomOf(seed);
    for (let run = 0; run < 60; run++) {
      const share = random.next();
      const all = posts(random.below(400), () => random.next() < share);
      const held = { feedId: 1, restoredAt: now, ...marksOf(all, undefined) };
      const wrong = all.filter((post) => heldMarks(held, post).isRead !== post.isRead);
      expect(wrong.length, `seed ${seed}`).toBeLessThanOrEqual(1);
    }
  });

  test('a post that is new since is unread, though the newest forty were all read', () => {
    const held = {
      feedId: 1,
      restoredAt: now,
      ...marksOf(
        posts(500, () => true),
        undefined,
      ),
    };
    expect(heldMarks(held, { key: 'i:urn:new', publishedAt: now - 10_500 }).isRead).toBe(false);
    expect(heldMarks(held, { key: 'i:urn:undated' }).isRead).toBe(false);
    expect(held.read).toHaveLength(40);
    expect(held.unread).toHaveLength(0);
  });

  test('are never more than half of the posts, whatever the marks', () => {
    const { read, unread } = marksOf(
      posts(2_000, (i) => i % 2 === 0),
      undefined,
    );
    expect(read.length + unread.length).toBeLessThanOrEqual(1_000 + 20);
  });
});

test('cleared and restored: feeds, folders, tags, rules and views are back, and posts come as they were marked', async () => {
  const folderId = await addFolder('Work', 0, now);
  const { feedId } = await subscribe(
    { url: 'https://a.example/feed', folderId, tags: ['Dev'], firstUnread: { kind: 'newest', count: 3 } },
    now,
  );
  const { feedId: left } = await subscribe({ url: 'https://left.example/feed' }, now);
  await unsubscribe(left, now);
  await bring(feedId, wire(30), now);
  await addRule({ query: 'title:nothing', does: { hide: true } }, now);
  await saveView('Posts', 'text', now);
  await markRead([(await postOf('p0')).id], now);
  await star((await postOf('p7')).id, true, now);
  await addTag((await postOf('p8')).id, 'By Hand', now);
  const unread = await unreadTitles();
  expect(unread).toHaveLength(2);

  const made = await makeCopy({ theme: 'dark' }, now, noRest);
  expect(made.feeds).toBe(1);
  await wipe();
  const restored = await restoreCopy([made.text], now + hourMs);
  expect(restored).toMatchObject({ feeds: 1, madeAt: now });
  expect(await db.feeds.get(feedId)).toMatchObject({
    url: 'https://a.example/feed',
    folderId,
    tags: ['Dev'],
  });
  expect((await db.checks.get(feedId))?.nextAt).toBe(now + hourMs);
  expect(await db.folders.toArray()).toMatchObject([{ title: 'Work' }]);
  expect(await db.rules.toArray()).toHaveLength(1);
  expect(await db.views.toArray()).toHaveLength(1);

  await bring(feedId, [wirePost('new', now + 1), ...wire(30)], now + hourMs);
  expect(await unreadTitles()).toEqual([...unread, 'new'].sort());
  expect(await titlesOf((await db.marks.toArray()).map((mark) => mark.storyId))).toEqual(['p7']);
  expect((await postOf('p8')).handTags).toEqual(['by hand']);
  expect(await db.tags.get('by hand')).toMatchObject({ label: 'By Hand' });
  expect(await db.notices.toArray()).toEqual([]);
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
});

test('cleared twice: what had not come again in between is known all the same', async () => {
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, now);
  await bring(feedId, wire(60), now);
  await markAllRead({ kind: 'all' }, now);
  const first = await makeCopy({}, now, noRest);
  await wipe();
  await restoreCopy([first.text], now);
  await bring(feedId, [wirePost('new', now + 1), ...wire(5)], now);
  const second = await makeCopy({}, now, noRest);
  await wipe();
  await restoreCopy([second.text], now);
  await bring(feedId, [wirePost('new', now + 1), ...wire(60)], now);
  expect(await unreadTitles()).toEqual(['new']);
});

test('a database with feeds in it is left alone; so is one whose last feed a person has left', async () => {
  await subscribe({ url: 'https://a.example/feed' }, now);
  const { text } = await makeCopy({}, now, noRest);
  expect(await restoreCopy([text], now)).toBeUndefined();
  const [feed] = await db.feeds.toArray();
  await unsubscribe(feed?.id ?? 0, now);
  expect(await restoreCopy([text], now)).toBeUndefined();
});

test('a damaged copy is passed over for the one before it', async () => {
  await subscribe({ url: 'https://a.example/feed' }, now);
  const { text } = await makeCopy({}, now, noRest);
  const middle = text.length >> 1;
  const flipped = `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`;
  for (const bad of ['', 'no base64!', text.slice(0, middle), flipped])
    expect(await readCopy(bad), bad.slice(0, 20)).toBeUndefined();
  await wipe();
  expect(await restoreCopy([flipped, text], now)).toMatchObject({ feeds: 1 });
});

test('a feed whose site has no address that can be read comes back without it', async () => {
  const { feedId } = await subscribe({ url: 'https://a.example/feed' }, now);
  await db.feeds.update(feedId, { siteUrl: 'http://#' });
  const { text } = await makeCopy({}, now, noRest);
  await wipe();
  expect(await restoreCopy([text], now)).toMatchObject({ feeds: 1 });
  expect(await db.feeds.get(feedId)).not.toHaveProperty('siteUrl');
});

test('1,000,000 posts, half of them unread by chance, stay under 2 MB a copy', async () => {
  const random = randomOf(7);
  const feedIds = Array.from({ length: 1000 }, (_, i) => i + 1);
  const marks = feedIds.map((feedId) => ({
    feedId,
    ...marksOf(
      Array.from({ length: 1000 }, (_, i) => ({
        key: `i:https://feed-${feedId}.example/posts/${i}`,
        isRead: random.below(2) === 0,
        publishedAt: now - i * hourMs,
      })),
      undefined,
    ),
  }));
  const feeds = feedIds.map((id) => ({
    id,
    url: `https://feed-${id}.example/posts/feed.xml`,
    urlKey: `feed-${id}.example/posts/feed.xml`,
    title: `The feed number ${random.below(1e9)}`,
    siteUrl: `https://feed-${id}.example/posts/`,
    description: `What is written there, ${random.below(1e9)}`,
    folderId: id % 20,
    position: id,
    tags: [],
    addedAt: now,
  }));
  const rest = { folders: [], rules: [], views: [], alerts: [], tags: [], sequences: {} };
  const text = await writeCopy({ madeAt: now, settings: {}, feeds, ...rest, marks });
  console.log(
    `A copy of 1,000,000 posts, half of them unread by chance: ${text.length.toLocaleString()} bytes.`,
  );
  expect(text.length).toBeLessThan(2_000_000);
  expect((await readCopy(text))?.marks).toEqual(marks);
}, 60_000);
