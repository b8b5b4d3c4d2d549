/** What a person arranged, as it is shared with their other devices (src/devices). */
import {
  feedKey,
  folderKey,
  hintOf,
  mayShare,
  mayShareFolder,
  type SharedFeed,
  type SharedValue,
} from '../devices/entry.ts';
import { db } from './database.ts';
import { folderChain } from './places.ts';
import type { FeedRow, FolderRow } from './schema.ts';
import { storyOf } from './story.ts';

export interface Arrangement {
  /** The feeds and folders that may be shared, by their keys. */
  shared: Map<string, SharedValue>;
  /** The key of each, by its id: "feed 7", "folder 3". */
  keys: Record<string, string>;
  /** How many feeds stay here, because their addresses hold what looks like a key. */
  withheld: number;
  /** Which feeds and folders these are, as in `keys`. */
  withheldNames: string[];
  /** Which store this is: one that was cleared or restored is another one. */
  store: StoreMark;
}

export interface StoreMark {
  restoredAt: number;
  /** The last id that was given to a feed. */
  feeds: number;
}

/** Reads it, inside the caller's transaction (feeds, folders, counters, restored). */
export async function readArrangement(): Promise<Arrangement> {
  const feeds = (await db.feeds.orderBy('id').toArray()).filter((feed) => !isAbsent(feed));
  const folders = await db.folders.toArray();
  const pathOf = pathsOf(folders);
  const arrangement: Arrangement = {
    shared: new Map(),
    keys: {},
    withheld: 0,
    withheldNames: [],
    store: await storeMark(),
  };
  for (const { id } of folders) {
    const path = pathOf(id);
    if (!mayShareFolder(path)) {
      arrangement.withheldNames.push(`folder ${id}`);
      continue;
    }
    arrangement.shared.set(folderKey(path), true);
    arrangement.keys[`folder ${id}`] = folderKey(path);
  }
  for (const feed of feeds) {
    const shared = sharedFeed(feed, pathOf(feed.folderId));
    if (!mayShare(shared)) {
      arrangement.withheld += 1;
      arrangement.withheldNames.push(`feed ${feed.id}`);
      continue;
    }
    arrangement.shared.set(feedKey(feed.url), shared);
    arrangement.keys[`feed ${feed.id}`] = feedKey(feed.url);
  }
  return arrangement;
}

/** Is the feed none of this device's: left, or kept only for what is starred in it after it was left elsewhere? */
export function isAbsent(feed: FeedRow): boolean {
  return feed.leftAt !== undefined || isKeptForStars(feed);
}

/** Was it left on another device and kept here for what is starred or tagged by hand in it? */
export function isKeptForStars({ leftElsewhereAt, pausedAt }: FeedRow): boolean {
  return leftElsewhereAt !== undefined && leftElsewhereAt === pausedAt;
}

/** Does a feed hold what a person starred or tagged by hand? Inside the caller's transaction (posts, marks). */
export async function holdsKept(feedId: number): Promise<boolean> {
  const posts = await db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]).toArray();
  if (posts.some((post) => (post.handTags ?? []).length > 0)) return true;
  const marks = await db.marks.bulkGet([...new Set(posts.map(storyOf))]);
  return marks.some((mark) => mark?.starredAt !== undefined);
}

/** The path of each folder by its id; empty at the top. */
export function pathsOf(folders: FolderRow[]): (folderId: number) => string[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  return (folderId) => {
    const chain = folderChain(folderId, byId).reverse();
    return chain.map((id) => byId.get(id)?.title ?? '');
  };
}

function sharedFeed({ url, title, customTitle, tags }: FeedRow, folder: string[]): SharedFeed {
  const hint = hintOf(title);
  return {
    url,
    ...(hint !== undefined && { title: hint }),
    ...(customTitle !== undefined && { customTitle }),
    folder,
    tags,
  };
}

async function storeMark(): Promise<StoreMark> {
  const restored = await db.restored.get(1);
  const given = await db.counters.get(['sequence', 'feeds']);
  return { restoredAt: restored?.at ?? 0, feeds: given?.total ?? 0 };
}
