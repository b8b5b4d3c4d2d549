/** What was arranged on another device is done here. */
import { type Entry, isFeedKey, isFolderKey, type SharedFeed } from '../devices/entry.ts';
import { pathOf } from '../devices/rows.ts';
import { setAddress } from './address.ts';
import { holdsKept, isKeptForStars, pathsOf } from './arrangement.ts';
import { db } from './database.ts';
import { isTaken, titleOf } from './feed-rows.ts';
import { putFolder } from './folders.ts';
import { recordAction } from './record.ts';
import { reseat } from './reseat.ts';
import { setMute, setRest } from './rest.ts';
import type { FeedRow, FolderRow } from './schema.ts';
import type { Inverse } from './schema-actions.ts';
import { leaveFeeds, putFeed } from './subscriptions.ts';
import { applyFolders } from './undo.ts';

/** How the posts of a feed begin that comes from another device: there they were read, mostly. */
const newest = 10;

/**
 * Does what these entries say, inside the caller's transaction (actionTables): feeds and folders come, change and go. Of
 * those that go the newest action says so, and takes it back; one that holds what is starred or tagged by hand is kept,
 * paused and muted. Answers whether anything was done.
 */
export async function takeOver(entries: Entry[], now: number): Promise<boolean> {
  const feeds = entries.filter(({ key }) => isFeedKey(key));
  const folders = entries.filter(({ key }) => isFolderKey(key));
  const gone = folders.filter(({ value }) => value === undefined);
  // From the outside in: what is in a folder goes along with it.
  for (const entry of gone.sort(byDepth)) await moveFolder(entry);
  for (const { key, value } of folders) if (value !== undefined) await folderOf(pathOf(key) ?? []);
  for (const { key, value, movedTo } of feeds)
    if (value === undefined && movedTo !== undefined) await moveFeedTo(key.slice(1), movedTo, now);
  for (const { value } of feeds) if (value !== undefined) await takeFeed(value as SharedFeed, now);
  await leaveAll(
    feeds.filter(({ value }) => value === undefined).map(({ key }) => key.slice(1)),
    now,
  );
  // And out again: a folder that held only empty ones is empty.
  for (const { key } of gone.sort(byDepth).reverse()) await removeIfEmpty(pathOf(key) ?? []);
  return feeds.length + folders.length > 0;
}

function byDepth(a: Entry, b: Entry): number {
  return (pathOf(a.key)?.length ?? 0) - (pathOf(b.key)?.length ?? 0);
}

/** The id of the folder of a path; those that are missing are made. 0 is the top. */
async function folderOf(path: string[]): Promise<number> {
  let parentId = 0;
  for (const title of path) parentId = (await putFolder(title, parentId)).id;
  return parentId;
}

/** A folder that has another name or place now stays the same one: the badge may count it. */
async function moveFolder({ key, movedTo }: Entry): Promise<void> {
  const path = movedTo === undefined ? undefined : pathOf(movedTo);
  const folder = await folderAt(pathOf(key) ?? []);
  if (path === undefined || folder === undefined || (await folderAt(path)) !== undefined) return;
  const parentId = await folderOf(path.slice(0, -1));
  if (await isWithin(parentId, folder.id)) return;
  await applyFolders({
    do: 'folders',
    put: [{ ...folder, title: path.at(-1) as string, parentId }],
    remove: [],
    feeds: [],
  });
}

async function isWithin(folderId: number, outerId: number): Promise<boolean> {
  for (let id = folderId; id !== 0; id = (await db.folders.get(id))?.parentId ?? 0)
    if (id === outerId) return true;
  return false;
}

async function folderAt(path: string[]): Promise<FolderRow | undefined> {
  const folders = await db.folders.toArray();
  const where = pathsOf(folders);
  return folders.find(({ id }) => JSON.stringify(where(id)) === JSON.stringify(path));
}

/** A feed whose server moved it, or that a person gave another address elsewhere, keeps its posts. */
async function moveFeedTo(urlKey: string, url: string, now: number): Promise<void> {
  const feed = await db.feeds.where('urlKey').equals(urlKey).first();
  if (feed === undefined || feed.leftAt !== undefined || (await isTaken(url, feed.id))) return;
  await setAddress(feed, url, now);
}

async function takeFeed({ url, title, customTitle, folder, tags }: SharedFeed, now: number): Promise<void> {
  const folderId = await folderOf(folder);
  const first = { firstUnread: { kind: 'newest' as const, count: newest } };
  const names = { ...(title && { title }), ...(customTitle && { customTitle }) };
  const { feedId } = await putFeed({ url, ...names, folderId, tags, ...first }, now);
  const feed = await wake((await db.feeds.get(feedId)) as FeedRow, now);
  const { customTitle: was, ...bare } = feed;
  const isSame = was === customTitle && feed.folderId === folderId && String(feed.tags) === String(tags);
  if (isSame) return;
  await reseat([feedId], () =>
    db.feeds.put({ ...bare, ...(customTitle && { customTitle }), tags, folderId }),
  );
}

/** A feed that was kept for what is starred in it is a feed like all others again. */
async function wake(feed: FeedRow, now: number): Promise<FeedRow> {
  // Resumed, or paused anew, it is one already.
  if (!isKeptForStars(feed)) return feed;
  const { leftElsewhereAt: _leftElsewhereAt, ...heard } = feed;
  await setMute(heard, undefined);
  await setRest((await db.feeds.get(feed.id)) as FeedRow, {}, now);
  return (await db.feeds.get(feed.id)) as FeedRow;
}

async function leaveAll(urlKeys: string[], now: number): Promise<void> {
  const found = await db.feeds.where('urlKey').anyOf(urlKeys).toArray();
  const feeds = found.filter((feed) => feed.leftAt === undefined);
  if (feeds.length === 0) return;
  const inverses: Inverse[] = [];
  const going: number[] = [];
  for (const feed of feeds) {
    if (await holdsKept(feed.id)) inverses.push(...(await keepForStars(feed, now)));
    else going.push(feed.id);
  }
  if (going.length > 0)
    inverses.push({ do: 'rejoin', feedIds: going, unreadPostIds: await leaveFeeds(going, now) });
  const [first] = feeds as [FeedRow];
  await recordAction({ kind: 'leave-elsewhere', count: feeds.length, name: titleOf(first), inverses }, now);
}

async function keepForStars(feed: FeedRow, now: number): Promise<Inverse[]> {
  const muted = await setMute({ ...feed, leftElsewhereAt: now }, now);
  const rests = await setRest((await db.feeds.get(feed.id)) as FeedRow, { pausedAt: now }, now);
  return [muted, rests];
}

async function removeIfEmpty(path: string[]): Promise<void> {
  const folder = await folderAt(path);
  if (folder === undefined) return;
  const inner = await db.folders.where('parentId').equals(folder.id).first();
  const feeds = await db.feeds.where('folderId').equals(folder.id).toArray();
  if (inner !== undefined || feeds.some((feed) => feed.leftAt === undefined)) return;
  await applyFolders({ do: 'folders', put: [], remove: [folder.id], feeds: [] });
  await db.counters.delete(['folder', folder.id]);
}
