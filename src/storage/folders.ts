import { leaveBadgeChoice } from './badge-choice.ts';
import { db } from './database.ts';
import { actionTables, recordAction } from './record.ts';
import type { FolderRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';
import { takeIds } from './sequence.ts';

/** All folders, in the person's order. */
export async function listFolders(): Promise<FolderRow[]> {
  const folders = await db.folders.toArray();
  return folders.sort((a, b) => a.position - b.position);
}

/** Adds a folder, or finds the one of that title in that place; answers its id. */
export function addFolder(title: string, parentId: number, now: number): Promise<number> {
  return db.transaction('rw', actionTables, async () => {
    const { id, isNew } = await putFolder(title, await folderOrTop(parentId));
    const inverses: Inverse[] = [{ do: 'folders', put: [], remove: [id], feeds: [] }];
    if (isNew) await recordAction({ kind: 'add-folder', count: 1, name: title, inverses }, now);
    return id;
  });
}

/** This folder, or the top (0) where another window has removed it meanwhile: what stood in it would be seen nowhere. */
export async function folderOrTop(folderId: number): Promise<number> {
  return folderId !== 0 && (await db.folders.get(folderId)) === undefined ? 0 : folderId;
}

/** Adds or finds a folder, in one that is there, inside the caller's transaction. */
export async function putFolder(title: string, parentId: number): Promise<{ id: number; isNew: boolean }> {
  const siblings = await db.folders.where('parentId').equals(parentId).toArray();
  const known = siblings.find((folder) => folder.title === title);
  if (known !== undefined) return { id: known.id, isNew: false };
  const id = await takeIds('folders');
  await db.folders.add({ id, parentId, title, position: id });
  return { id, isNew: true };
}

/** Gives a folder another title; an empty one changes nothing. */
export function renameFolder(folderId: number, title: string, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const folder = await db.folders.get(folderId);
    if (folder === undefined || title.trim() === '' || folder.title === title.trim()) return;
    const next = { ...folder, title: title.trim() };
    await db.folders.put(next);
    const inverses: Inverse[] = [{ do: 'folders', put: [folder], remove: [], feeds: [], after: [next] }];
    await recordAction({ kind: 'rename', count: 1, name: folder.title, inverses }, now);
  });
}

/** Removes a folder; what is in it moves to the folder around it. */
export function removeFolder(folderId: number, now: number): Promise<void> {
  return db.transaction('rw', actionTables, async () => {
    const folder = await db.folders.get(folderId);
    if (folder === undefined) return;
    const feeds = await db.feeds.where('folderId').equals(folderId).toArray();
    const inner = await db.folders.where('parentId').equals(folderId).toArray();
    // Only this folder's own count changes: the folders around it hold the same feeds as before.
    await db.feeds.bulkPut(feeds.map((feed) => ({ ...feed, folderId: folder.parentId })));
    await db.folders.bulkPut(inner.map((child) => ({ ...child, parentId: folder.parentId })));
    await db.folders.delete(folderId);
    await db.counters.delete(['folder', folderId]);
    const choice = await leaveBadgeChoice({ folders: [folderId] });
    const moved = feeds.map(({ id }) => ({ id, folderId, after: folder.parentId }));
    const inverses: Inverse[] = [
      ...choice,
      { do: 'folders', put: [folder, ...inner], remove: [], feeds: moved },
    ];
    await recordAction({ kind: 'remove-folder', count: 1, name: folder.title, inverses }, now);
  });
}
