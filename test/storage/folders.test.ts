/** Folders that another window removes meanwhile: nothing is put where nobody sees it. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { addFolder, listFolders, removeFolder } from '../../src/storage/folders.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';

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
