/** A rename or a move that another device or the server has overridden since: undo does not throw that away. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { moveFeed, renameFeed } from '../../src/storage/feeds.ts';
import { addFolder, removeFolder, renameFolder } from '../../src/storage/folders.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { redo, undo } from '../../src/storage/undo.ts';
import { counted, recount } from './recount.ts';

const now = Date.UTC(2026, 4, 1);
let feedId: number;

beforeEach(async () => {
  await db.delete();
  await db.open();
  feedId = (await subscribe({ url: 'https://a.example/feed', title: 'Own' }, now)).feedId;
});

const feed = async () => (await db.feeds.get(feedId)) ?? expect.fail();

test('a name', async () => {
  await renameFeed(feedId, 'A', now);
  await undo(now);
  expect((await feed()).customTitle).toBeUndefined();
  await redo(now);
  expect((await feed()).customTitle).toBe('A');
  await db.feeds.update(feedId, { customTitle: 'B' });
  await undo(now);
  expect((await feed()).customTitle).toBe('B');
  await redo(now);
  expect((await feed()).customTitle).toBe('B');
  await undo(now);
  await db.feeds.update(feedId, { customTitle: 'A' });
  await redo(now);
  await undo(now);
  expect((await feed()).customTitle).toBeUndefined();
});

test('a name that was taken away', async () => {
  await renameFeed(feedId, 'A', now);
  await renameFeed(feedId, '', now);
  await db.feeds.update(feedId, { customTitle: 'B' });
  await undo(now);
  expect((await feed()).customTitle).toBe('B');
});

test('a name that an older build gave is taken back in any case', async () => {
  await renameFeed(feedId, 'A', now);
  const action = (await db.actions.orderBy('id').last()) ?? expect.fail();
  await db.actions.put({ ...action, inverses: [{ do: 'title', feedId }] });
  await undo(now);
  expect((await feed()).customTitle).toBeUndefined();
  await redo(now);
  expect((await feed()).customTitle).toBe('A');
});

test('a folder', async () => {
  const [mine, theirs] = [await addFolder('Mine', 0, now), await addFolder('Theirs', 0, now)];
  await moveFeed(feedId, mine, now);
  await undo(now);
  expect((await feed()).folderId).toBe(0);
  await redo(now);
  expect((await feed()).folderId).toBe(mine);
  await db.feeds.update(feedId, { folderId: theirs });
  await undo(now);
  expect((await feed()).folderId).toBe(theirs);
  await redo(now);
  expect((await feed()).folderId).toBe(theirs);
  expect(await counted()).toEqual(await recount());
});

test('a feed that was put elsewhere stays there when its folder comes back', async () => {
  const [mine, theirs] = [await addFolder('Mine', 0, now), await addFolder('Theirs', 0, now)];
  await moveFeed(feedId, mine, now);
  await removeFolder(mine, now);
  await undo(now);
  expect((await feed()).folderId).toBe(mine);
  await redo(now);
  await db.feeds.update(feedId, { folderId: theirs });
  await undo(now);
  expect((await feed()).folderId).toBe(theirs);
});

test('moved back into a folder that is gone it stands at the top', async () => {
  const [old, mine] = [await addFolder('Old', 0, now), await addFolder('Mine', 0, now)];
  await moveFeed(feedId, old, now);
  await moveFeed(feedId, mine, now);
  await db.folders.delete(old);
  await undo(now);
  expect((await feed()).folderId).toBe(0);
});

test('the name of a folder', async () => {
  const folderId = await addFolder('Old', 0, now);
  const title = async () => (await db.folders.get(folderId))?.title;
  await renameFolder(folderId, 'A', now);
  await undo(now);
  expect(await title()).toBe('Old');
  await redo(now);
  expect(await title()).toBe('A');
  await db.folders.update(folderId, { title: 'B' });
  await undo(now);
  expect(await title()).toBe('B');
  await redo(now);
  expect(await title()).toBe('B');
});

test('a folder that is gone since does not come back by its old name', async () => {
  const folderId = await addFolder('Old', 0, now);
  await renameFolder(folderId, 'A', now);
  await db.folders.delete(folderId);
  await undo(now);
  expect(await db.folders.toArray()).toEqual([]);
});
