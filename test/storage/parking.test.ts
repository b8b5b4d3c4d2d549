/** Marking everything read puts the marks aside as they lie, and taking that back puts them in their place again. */
import 'fake-indexeddb/auto';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { restoreFile } from '../../src/storage/backup/restore-file.ts';
import { writeBackupFile } from '../../src/storage/backup/write-file.ts';
import { totalUnread } from '../../src/storage/counters.ts';
import { db } from '../../src/storage/database.ts';
import { addFolder } from '../../src/storage/folders.ts';
import { live } from '../../src/storage/live.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { markUnread } from '../../src/storage/marks.ts';
import { parkFrom } from '../../src/storage/parking/park.ts';
import { settleFrom, settleOld } from '../../src/storage/parking/settle-old.ts';
import { listActions } from '../../src/storage/record.ts';
import { muteFeed } from '../../src/storage/rest.ts';
import { sweepFeed } from '../../src/storage/retention.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { turnNextPart } from '../../src/storage/turning.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { partSize } from '../../src/storage/undo-parts.ts';
import { bring, wirePost } from './backup/fill.ts';
import { counted, firstFlaw, recount } from './recount.ts';

const now = Date.UTC(2026, 4, 2);
const hour = 3_600_000;
const usual = { part: partSize.posts, park: parkFrom.stories, settle: settleFrom.stories };
const all = { kind: 'all' as const };
const twenty = Array.from({ length: 20 }, (_, i) => ({
  ...wirePost(`${i}`, now - i * hour),
  tags: ['stone'],
}));

beforeEach(async () => {
  await db.delete();
  await db.open();
  partSize.posts = 8;
  parkFrom.stories = 20;
  settleFrom.stories = 0;
  await subscribe({ url: 'https://many.example/feed' }, now);
  await bring(1, twenty, now);
});
afterAll(() => {
  partSize.posts = usual.part;
  parkFrom.stories = usual.park;
  settleFrom.stories = usual.settle;
});

async function isTrue(unread: number): Promise<void> {
  expect(await totalUnread()).toBe(unread);
  expect(await firstFlaw()).toBeUndefined();
  expect(await counted()).toEqual(await recount());
}

/** New posts come. */
function bringMore(count: number): Promise<void> {
  const posts = Array.from({ length: count }, (_, i) => wirePost(`more ${i}`, now));
  return bring(1, posts, now);
}

/** No mark was written: they lie where they were. */
async function isParked(marks: number): Promise<void> {
  expect(await db.parked.toCollection().count()).toBe(marks);
}

test('all marks are put aside in one row, and come back in one', async () => {
  const before = await db.unread.toArray();
  expect(await markAllRead(all, now)).toEqual({ count: 20 });
  await isParked(20);
  await isTrue(0);
  expect((await undo(now))?.left).toBeUndefined();
  await isParked(0);
  expect(await db.unread.toArray()).toEqual(before);
  await isTrue(20);
  await redo(now);
  await isTrue(0);
  await undo(now);
  expect(await db.unread.toArray()).toEqual(before);
});

test('few marks, and those of an account on a server, are taken away one by one', async () => {
  parkFrom.stories = 21;
  await markAllRead(all, now);
  await isParked(0);
  await undo(now);
  while (await turnNextPart(now));
  await isTrue(20);
  parkFrom.stories = 1;
  const ofServer = vi.spyOn(db, 'isOfServer', 'get').mockReturnValue(true);
  await markAllRead(all, now);
  await isParked(0);
  expect(await db.outgoing.toCollection().count()).toBe(20);
  ofServer.mockRestore();
});

test('what comes, changes and goes meanwhile stands as it does now', async () => {
  await markAllRead(all, now);
  const again = twenty.map((post, i) => (i === 3 ? { ...post, tags: ['moss'] } : post));
  await bring(1, [wirePost('new', now), ...again], now);
  await db.transaction('rw', [db.posts, db.bodies], () => db.posts.update(7, { title: 'Other' }));
  await undo(now);
  await isTrue(21);
  for (let i = 0; i < 2; i++) {
    await redo(now);
    await isTrue(1);
    await undo(now);
    await isTrue(21);
  }
  expect((await listActions())[0]?.parts).toBeUndefined();
});

test('all marks of a story follow, of which only some posts were written meanwhile', async () => {
  const link = 'https://many.example/one';
  for (const id of [2, 3]) await subscribe({ url: `https://other-${id}.example/feed` }, now);
  for (const id of [1, 2, 3]) await bring(id, [{ ...wirePost(`joined ${id}`, now), link }], now);
  const before = await db.unread.toArray();
  await markAllRead(all, now);
  await unsubscribe(1, now);
  await undo(now);
  const written = await db.touched.toCollection().count();
  expect(written).toBe(22);
  await undo(now);
  expect(await db.unread.toArray()).toEqual(before);
  await isTrue(21);
});

test('done again, a story is read as well whose last feed was left', async () => {
  parkFrom.stories = 1;
  const link = 'https://many.example/one';
  const other = 'https://other.example/feed';
  await subscribe({ url: other }, now);
  for (const id of [1, 2]) await bring(id, [{ ...wirePost(`joined ${id}`, now - 900 * hour), link }], now);
  await unsubscribe(2, now);
  await markAllRead(all, now);
  // The story goes on in the feed that was left.
  await sweepFeed(1, { days: 0, posts: 20, unread: true, starred: true }, undefined, now + 9_000 * hour);
  await undo(now);
  await redo(now);
  await subscribe({ url: other }, now);
  await isTrue(0);
});

test('where feeds stand otherwise meanwhile, all come back post by post', async () => {
  await markAllRead(all, now);
  await muteFeed(1, true, now);
  // Not taken back: this came from elsewhere.
  await db.actions.delete((await listActions())[0]?.id as number);
  expect(await undo(now)).toMatchObject({ parts: 3, left: 3 });
  while (await turnNextPart(now));
  await isParked(0);
  expect(await db.unread.toCollection().count()).toBe(20);
  await isTrue(0);
});

test('marks parked for an hour are settled in steps; taken back at any of them, all come back', async () => {
  for (let steps = 0; steps <= 4; steps++) {
    await markAllRead(all, now);
    expect(await settleOld(now + hour - 1)).toBe(false);
    for (let i = 0; i < steps; i++) expect(await settleOld(now + hour)).toBe(i < 3);
    await isParked(Math.max(0, 20 - steps * 8));
    await isTrue(0);
    await undo(now);
    while (await turnNextPart(now));
    await isTrue(20);
  }
});

test('marks parked for an hour lie as they are while their room is not wanted, and come back in one', async () => {
  settleFrom.stories = 10;
  await markAllRead(all, now);
  await bringMore(9);
  expect(await settleOld(now + 30 * 24 * hour)).toBe(false);
  await isParked(20);
  expect((await undo(now))?.left).toBeUndefined();
  await isTrue(29);
});

test('marks parked for an hour are settled when so many came since that others may be parked', async () => {
  settleFrom.stories = 10;
  await markAllRead(all, now);
  await bringMore(10);
  while (await settleOld(now + hour));
  await isParked(0);
  await isTrue(10);
});

test('marks parked for an hour are settled when they can be put back post by post only', async () => {
  settleFrom.stories = 10;
  await markAllRead(all, now);
  await muteFeed(1, true, now);
  expect(await settleOld(now + hour)).toBe(true);
});

test('all marked once more settles what was parked before, and both are taken back', async () => {
  await markAllRead(all, now);
  await bringMore(30);
  await markAllRead(all, now);
  await isParked(30);
  await isTrue(0);
  await undo(now);
  await isTrue(30);
  await undo(now);
  while (await turnNextPart(now));
  await isTrue(50);
});

test('an action out of reach takes what it parked along', async () => {
  await markAllRead(all, now);
  for (let i = 0; i < 50; i++) await addFolder(`Folder ${i}`, 0, now);
  await isParked(0);
  expect(await db.parking.get(1)).toEqual({ id: 1, swapped: true });
  await markUnread([4], now);
  await isTrue(1);
});

test('a live list sees them go and come back', async () => {
  const lengths: number[] = [];
  const query = () => db.unread.where('[feedId+at+postId]').between([1], [1, []]).limit(50).toArray();
  const stop = live(query, (rows) => lengths.push(rows.length), console.error);
  await vi.waitFor(() => expect(lengths).toEqual([20]));
  await markAllRead(all, now);
  await vi.waitFor(() => expect(lengths.at(-1)).toBe(0));
  await undo(now);
  await vi.waitFor(() => expect(lengths.at(-1)).toBe(20));
  await redo(now);
  await vi.waitFor(() => expect(lengths.at(-1)).toBe(0));
  await bring(1, [wirePost('new', now)], now);
  await vi.waitFor(() => expect(lengths.at(-1)).toBe(1));
  stop();
});

test('a backup made while marks are parked brings both back', async () => {
  await markAllRead(all, now);
  await bring(1, [wirePost('new', now)], now);
  const file = await writeBackupFile({ texts: true, settings: {}, now });
  await markAllRead(all, now);
  await restoreFile(file, 'token', now);
  await isParked(20);
  await isTrue(1);
  await undo(now);
  await isTrue(21);
});
