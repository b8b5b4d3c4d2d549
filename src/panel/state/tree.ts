import type { FeedRow, FolderRow } from '../../storage/schema.ts';

/** A folder with what it holds, in the order it is drawn. */
export interface Branch {
  folder: FolderRow;
  folders: Branch[];
  feeds: FeedRow[];
}

/** The folders inside a folder (0 is the top), each with what it holds. */
export function branchesOf(parentId: number, folders: FolderRow[], feeds: FeedRow[]): Branch[] {
  return inOrder(folders.filter((folder) => folder.parentId === parentId)).map((folder) => ({
    folder,
    folders: branchesOf(folder.id, folders, feeds),
    feeds: feedsIn(folder.id, feeds),
  }));
}

/** The feeds right inside a folder, in their order. */
export function feedsIn(folderId: number, feeds: FeedRow[]): FeedRow[] {
  return inOrder(feeds.filter((feed) => feed.folderId === folderId));
}

/** All feeds of a folder and of the folders inside it. */
export function feedsUnder(folderId: number, folders: FolderRow[], feeds: FeedRow[]): FeedRow[] {
  const inner = folders.filter((folder) => folder.parentId === folderId);
  return [...feedsIn(folderId, feeds), ...inner.flatMap((folder) => feedsUnder(folder.id, folders, feeds))];
}

/** All folders with how deep they lie, as a list to choose from. */
export function flatFolders(
  folders: FolderRow[],
  parentId = 0,
  depth = 0,
): { folder: FolderRow; depth: number }[] {
  return inOrder(folders.filter((folder) => folder.parentId === parentId)).flatMap((folder) => [
    { folder, depth },
    ...flatFolders(folders, folder.id, depth + 1),
  ]);
}

function inOrder<T extends { position: number; id: number }>(rows: T[]): T[] {
  return [...rows].sort((a, b) => a.position - b.position || a.id - b.id);
}
