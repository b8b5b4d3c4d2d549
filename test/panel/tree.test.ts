import { expect, test } from 'vitest';
import { branchesOf, feedsUnder, flatFolders } from '../../src/panel/state/tree.ts';
import type { FeedRow, FolderRow } from '../../src/storage/schema.ts';

const folder = (id: number, parentId: number, position = id): FolderRow => ({
  id,
  parentId,
  title: `F${id}`,
  position,
});
const feed = (id: number, folderId: number) => ({ id, folderId, position: id }) as FeedRow;

const folders = [folder(1, 0, 2), folder(2, 0, 1), folder(3, 1)];
const feeds = [feed(12, 3), feed(11, 1), feed(10, 0)];

test('folders stand in their order, each with what it holds', () => {
  const [second, first] = branchesOf(0, folders, feeds);
  expect(second?.folder.id).toBe(2);
  expect(first?.feeds.map((each) => each.id)).toEqual([11]);
  expect(first?.folders[0]?.feeds.map((each) => each.id)).toEqual([12]);
});

test('a folder’s feeds are also those of the folders inside it', () => {
  expect(feedsUnder(1, folders, feeds).map((each) => each.id)).toEqual([11, 12]);
});

test('a list of folders says how deep they lie', () => {
  expect(flatFolders(folders).map(({ folder: { id }, depth }) => [id, depth])).toEqual([
    [2, 0],
    [1, 0],
    [3, 1],
  ]);
});
