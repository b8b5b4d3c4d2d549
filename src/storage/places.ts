import { db } from './database.ts';
import type { FolderRow } from './schema.ts';

/** Where a feed's posts count: its folder and all folders around it, and whether it counts at all. */
export interface Place {
  folders: number[];
  planet: boolean;
  left: boolean;
  /** It counts for itself only: in no total, no folder, no topic. */
  muted: boolean;
}

export type Places = Map<number, Place>;

/** Looks up the places of these feeds, beside those known. Runs inside the caller's transaction (feeds, folders). */
export async function loadPlaces(feedIds: Iterable<number>, places: Places = new Map()): Promise<Places> {
  const ids = [...new Set(feedIds)].filter((id) => !places.has(id));
  if (ids.length === 0) return places;
  const [feeds, folders] = await Promise.all([db.feeds.bulkGet(ids), db.folders.toArray()]);
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  for (const feed of feeds) {
    if (feed === undefined) continue;
    places.set(feed.id, {
      folders: folderChain(feed.folderId, byId),
      planet: feed.planet === true,
      left: feed.leftAt !== undefined,
      muted: feed.mutedAt !== undefined,
    });
  }
  return places;
}

/** The folder and those around it, innermost first; a circle ends where it began. */
export function folderChain(folderId: number, byId: ReadonlyMap<number, FolderRow>): number[] {
  const chain: number[] = [];
  for (let at = folderId; at !== 0 && !chain.includes(at); at = byId.get(at)?.parentId ?? 0) {
    if (byId.has(at)) chain.push(at);
  }
  return chain;
}
