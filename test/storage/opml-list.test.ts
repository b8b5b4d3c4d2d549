import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { OpmlOutline } from '../../src/feeds/opml.ts';
import { loadCredentials } from '../../src/storage/credentials.ts';
import { db } from '../../src/storage/database.ts';
import { listFeeds } from '../../src/storage/feeds.ts';
import { listFolders } from '../../src/storage/folders.ts';
import { exportSubscriptions, importSubscriptions } from '../../src/storage/opml-list.ts';
import { subscribe, unsubscribe } from '../../src/storage/subscriptions.ts';
import { redo, undo } from '../../src/storage/undo.ts';

const now = Date.UTC(2026, 4, 2);
const feed = (name: string, more: object = {}): OpmlOutline => ({
  kind: 'feed',
  title: name,
  xmlUrl: `https://${name}.example/feed`,
  ...more,
});
const folder = (title: string, ...children: OpmlOutline[]): OpmlOutline => ({
  kind: 'folder',
  title,
  children,
});

beforeEach(async () => {
  await db.delete();
  await db.open();
});

test('what was imported is what is exported', async () => {
  const outlines = [
    folder('Outer', folder('Inner', feed('a', { tags: ['x', 'y'], attributes: { custom: '1' } })), feed('b')),
    feed('c', { htmlUrl: 'https://c.example/' }),
  ];
  await importSubscriptions(outlines, undefined, now);
  expect(await exportSubscriptions()).toEqual(outlines);
  expect(await importSubscriptions(outlines, undefined, now)).toEqual({ added: 0, already: 3, folders: 0 });
});

test('of a feed that stands twice the first place in the file counts', async () => {
  const first = feed('a', { tags: ['x'] });
  const result = await importSubscriptions(
    [folder('Outer', folder('Inner', first)), feed('a')],
    undefined,
    now,
  );
  expect(result).toEqual({ added: 1, already: 1, folders: 2 });
  expect(await exportSubscriptions()).toEqual([folder('Outer', folder('Inner', first))]);
});

test('one undo takes an import back, one redo brings it again', async () => {
  await importSubscriptions([folder('Folder', feed('a'), feed('b'))], undefined, now);
  await undo(now);
  expect([await listFeeds(), await listFolders()]).toEqual([[], []]);
  await redo(now);
  expect(await exportSubscriptions()).toEqual([folder('Folder', feed('a'), feed('b'))]);
});

test('an import that brings only folders is taken back as well, and nothing before it', async () => {
  await subscribe({ url: 'https://a.example/feed' }, now);
  expect(await importSubscriptions([folder('News', feed('a'))], undefined, now)).toMatchObject({
    folders: 1,
  });
  expect(await undo(now)).toMatchObject({ kind: 'add-folder', count: 1, name: 'News' });
  expect([(await listFeeds()).length, await listFolders()]).toEqual([1, []]);
  await importSubscriptions([folder('Outer', folder('Inner', feed('a')))], undefined, now);
  expect(await undo(now)).toMatchObject({ kind: 'add-folder', count: 2 });
});

test('folders nested ten thousand deep are imported', async () => {
  let deep: OpmlOutline = feed('a');
  for (let i = 0; i < 10_000; i++) deep = folder(`${i % 50}`, deep);
  await importSubscriptions([deep], undefined, now);
  expect(await db.folders.count()).toBe(10_000);
}, 60_000);

test('subscribing anew to a feed that was left takes the folder chosen now', async () => {
  await importSubscriptions([folder('Old', feed('a')), folder('New')], undefined, now);
  const [old, fresh] = await listFolders();
  const [row] = await listFeeds();
  if (row === undefined || fresh === undefined) throw new Error('The import failed');
  expect(row.folderId).toBe(old?.id);
  await unsubscribe(row.id, now);
  await subscribe({ url: row.url, folderId: fresh.id }, now);
  expect((await listFeeds())[0]?.folderId).toBe(fresh.id);
});

test('logins in a list go where no list and no table looks, wherever in it they stand', async () => {
  const address = 'https://ann:s3cret@private.example/feed';
  await importSubscriptions(
    [
      feed('private', {
        title: address,
        xmlUrl: address,
        htmlUrl: 'https://ann:s3cret@private.example/',
        attributes: { origin: address },
      }),
      feed('odd', { htmlUrl: 'ms-settings:privacy' }),
    ],
    undefined,
    now,
  );
  const stored = JSON.stringify([await db.feeds.toArray(), await db.actions.toArray()]);
  expect(stored).not.toMatch(/s3cret|ms-settings/);
  expect(JSON.stringify(await exportSubscriptions())).not.toContain('s3cret');
  expect(JSON.stringify(await loadCredentials())).toContain('s3cret');
});
