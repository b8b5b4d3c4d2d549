import type { OpmlFeed, OpmlOutline } from '../feeds/opml.ts';
import { db } from './database.ts';
import { listFeeds, titleOf } from './feeds.ts';
import { listFolders, putFolder } from './folders.ts';
import { actionTables, recordAction } from './record.ts';
import type { FeedRow, FirstUnread, FolderRow, Inverse } from './schema.ts';
import { putFeed } from './subscriptions.ts';

export interface ImportResult {
  added: number;
  already: number;
  folders: number;
}

/**
 * Subscribes to all feeds of a list, in its folders, in one transaction and as one action: all of it or nothing, and
 * one undo takes it back. Run twice it adds nothing the second time.
 */
export function importSubscriptions(
  outlines: OpmlOutline[],
  firstUnread: FirstUnread | undefined,
  now: number,
): Promise<ImportResult> {
  return db.transaction('rw', actionTables, async () => {
    const added: number[] = [];
    const folders: number[] = [];
    let already = 0;
    // In the file's order, so that of a feed that stands in it twice the first place counts. What is still to come lies
    // on a stack instead of recursion: a file may nest as deep as it likes.
    const ahead = outlines.map((outline) => ({ outline, folderId: 0 })).reverse();
    for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
      const { outline, folderId } = next;
      if (outline.kind === 'folder') {
        const { id, isNew } = await putFolder(outline.title, folderId);
        if (isNew) folders.push(id);
        ahead.push(...outline.children.map((child) => ({ outline: child, folderId: id })).reverse());
        continue;
      }
      const feed = { ...newFeed(outline), folderId, ...(firstUnread && { firstUnread }) };
      const result = await putFeed(feed, now);
      if (result.already) already++;
      else added.push(result.feedId);
    }
    const inverses: Inverse[] = [
      { do: 'folders', put: [], remove: folders, feeds: [] },
      { do: 'leave', feedIds: added },
    ];
    if (added.length > 0) await recordAction({ kind: 'import', count: added.length, inverses }, now);
    return { added: added.length, already, folders: folders.length };
  });
}

function newFeed(outline: OpmlFeed) {
  return {
    url: outline.xmlUrl,
    ...(outline.title !== undefined && { title: outline.title, customTitle: outline.title }),
    ...(outline.htmlUrl !== undefined && { siteUrl: outline.htmlUrl }),
    ...(outline.tags !== undefined && { tags: outline.tags }),
    ...(outline.attributes !== undefined && { opmlAttributes: outline.attributes }),
  };
}

/** All subscriptions in their folders, ready for writeOpml; what an import brought along is among it. */
export async function exportSubscriptions(): Promise<OpmlOutline[]> {
  const [feeds, folders] = await db.transaction('r', [db.feeds, db.folders], () =>
    Promise.all([listFeeds(), listFolders()]),
  );
  const known = new Set(folders.map((folder) => folder.id));
  const top: OpmlOutline[] = [];
  const childrenOf = new Map<number, OpmlOutline[]>([[0, top]]);
  for (const folder of folders) childrenOf.set(folder.id, []);
  const listOf = (id: number) => (known.has(id) ? childrenOf.get(id) : top) ?? top;
  for (const folder of folders) listOf(folder.parentId).push(outlineOfFolder(folder, listOf(folder.id)));
  for (const feed of feeds) listOf(feed.folderId).push(outlineOfFeed(feed));
  return top;
}

function outlineOfFolder(folder: FolderRow, children: OpmlOutline[]): OpmlOutline {
  return { kind: 'folder', title: folder.title, children };
}

function outlineOfFeed(feed: FeedRow): OpmlOutline {
  return {
    kind: 'feed',
    title: titleOf(feed),
    xmlUrl: feed.url,
    ...(feed.siteUrl !== undefined && { htmlUrl: feed.siteUrl }),
    ...(feed.tags.length > 0 && { tags: feed.tags }),
    ...(feed.opmlAttributes !== undefined && { attributes: feed.opmlAttributes }),
  };
}
