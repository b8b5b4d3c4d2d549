/** Folders that another window removes meanwhile: nothing is put where nobody sees it. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { addFolder, listFolders, removeFolder } from '../../src/storage/folders.ts';
import { importSubscriptions } from '../../src/storage/opml-list.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { redo, undo } from '../../src/storage/undo.ts';

const now = Date.UTC(2026, 4, 1);

beforeEach(async () => {
  await db.delete();
  await db.open();
});

test('a folder in one that is gone stands at the top', async () => {
  const gone = await addFolder('Gone', 0, now);
  await removeFolder(gone, now);
  await addFolder('Inner', gone, now);
  expect(await listFolders()).toMatchObject([{ title: 'Inner', parentId: 0 }]);
});

test('a feed for a folder that is gone stands at the top, also one that comes back', async () => {
  const gone = await addFolder('Gone', 0, now);
  await removeFolder(gone, now);
  const url = 'https://a.example/feed';
  const { feedId } = await subscribe({ url, folderId: gone }, now);
  expect((await db.feeds.get(feedId))?.folderId).toBe(0);
  await db.feeds.update(feedId, { leftAt: now });
  await subscribe({ url, folderId: gone }, now);
  expect(await db.feeds.get(feedId)).toMatchObject({ folderId: 0 });
});

test('a feed that came back into another folder lies in its own again once that is taken back', async () => {
  const url = 'https://a.example/feed';
  const { feedId } = await subscribe({ url }, now);
  await unsubscribe(feedId, now);
  await importSubscriptions(
    [{ kind: 'folder', title: 'New', children: [{ kind: 'feed', xmlUrl: url }] }],
    undefined,
    now,
  );
  expect((await db.feeds.get(feedId))?.folderId).not.toBe(0);
  await undo(now);
  await undo(now);
  await redo(now);
  expect(await db.feeds.get(feedId)).toMatchObject({ folderId: 0 });
  await redo(now);
  expect((await db.feeds.get(feedId))?.folderId).toBe((await listFolders())[0]?.id);
});
