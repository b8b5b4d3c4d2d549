/**
 * Feeds and folders of an account on a server. Each feed knows what the server said last of it (`remote`): what differs
 * here waits to be sent, what differs there is taken over, and what waits wins.
 */
import type { Trouble } from '../feeds/server-trouble.ts';
import { canonicalLink } from '../feeds/urls.ts';
import { db } from './database.ts';
import { namesOf } from './feed-names.ts';
import { titleOf } from './feed-rows.ts';
import { putFolder } from './folders.ts';
import { forgetItems, forgetLeft, isLost, type Listing, loseFeeds } from './lost-feeds.ts';
import { folderChain } from './places.ts';
import { actionTables } from './record.ts';
import { reseat } from './reseat.ts';
import type { FeedRow, FolderRow } from './schema.ts';
import type { RemoteFeed } from './schema-account.ts';
import { comeBack, putFeed } from './subscriptions.ts';

/** A server that is told of a leaving deletes the posts, with their stars: while its undo is at hand, it is not. */
const undoMs = 10 * 60_000;

/** A subscription as the server lists it; `folder` is '' where it is in none. */
export interface ListedFeed {
  id: string;
  title: string;
  url: string;
  siteUrl?: string;
  folder: string;
}

/** A change to be sent. */
export type FeedChange = { feedId: number } & (
  | { do: 'add'; url: string; title: string }
  | { do: 'rename'; remoteId: string; title: string }
  | { do: 'move'; remoteId: string; folder: string; from: string }
  | { do: 'leave'; remoteId: string }
);

/**
 * What was done here with feeds, is not on the server yet, and may be sent at this instant. One that was refused is not
 * sent again by itself.
 */
export async function changesToSend(now: number): Promise<FeedChange[]> {
  const [feeds, folders] = await Promise.all([db.feeds.toArray(), db.folders.toArray()]);
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  return feeds.flatMap((feed): FeedChange[] => {
    const { id: feedId, remote, customTitle } = feed;
    if (feed.leftAt !== undefined) {
      const mayGo = isOnServer(feed) && !isJust(feed.leftAt, now);
      return mayGo ? [{ feedId, do: 'leave', remoteId: feed.remote.id }] : [];
    }
    if (feed.archivedAt !== undefined || feed.remoteTrouble !== undefined) return [];
    if (remote === undefined) {
      const title = customTitle ?? feed.title;
      return [{ feedId, do: 'add', url: feed.url, title }];
    }
    const changes: FeedChange[] = [];
    const folder = folderName(feed.folderId, byId);
    const title = customTitle ?? feed.title;
    // Of one that was just added its name there is not known yet.
    if (title !== remote.title && remote.title !== '')
      changes.push({ feedId, do: 'rename', remoteId: remote.id, title });
    if (folder !== remote.folder)
      changes.push({ feedId, do: 'move', remoteId: remote.id, folder, from: remote.folder });
    return changes;
  });
}

/** Has the server this feed, as far as is known here? It had one that is archived. */
function isOnServer(feed: FeedRow): feed is FeedRow & { remote: RemoteFeed } {
  return feed.remote !== undefined && feed.archivedAt === undefined;
}

/** Of a clock that was set back nothing is just. */
function isJust(leftAt: number, now: number): boolean {
  return leftAt <= now && now - leftAt < undoMs;
}

/** Notes that a change was sent; `remoteId` is how the server names a feed that was added, where it says so. */
export async function noteSent(change: FeedChange, remoteId?: string): Promise<void> {
  await db.transaction('rw', actionTables, async () => {
    const feed = await db.feeds.get(change.feedId);
    if (feed === undefined) return;
    const { remote, ...bare } = feed;
    if (change.do === 'leave') {
      await forgetLeft(bare.id);
    } else if (change.do === 'add') {
      // Its title and folder follow with the next list.
      if (remoteId !== undefined) await db.feeds.put({ ...bare, remote: { id: remoteId, ...unlisted } });
    } else if (remote !== undefined)
      await db.feeds.put({
        ...feed,
        remote:
          change.do === 'rename' ? { ...remote, title: change.title } : { ...remote, folder: change.folder },
      });
  });
}

/** Notes why the server does not take a feed: the person is told there, and may say that it is sent again (send-again.ts). */
export async function noteRefused(feedId: number, remoteTrouble: Trouble): Promise<void> {
  await db.feeds.update(feedId, { remoteTrouble });
}

/** What the server said of a feed that was added and that no list of its has named yet: nothing. */
const unlisted = { title: '', folder: '' };

/** The feeds that were added into no folder and that no list has named yet, as the server names them. */
export async function addedToTop(): Promise<Set<string>> {
  const feeds = await db.feeds.toArray();
  const isMeant = ({ folderId, remote }: FeedRow) =>
    folderId === 0 && remote?.title === unlisted.title && remote.folder === unlisted.folder;
  return new Set(feeds.filter(isMeant).flatMap(({ remote }) => remote?.id ?? []));
}

/**
 * Makes feeds and folders as the server lists them, in one transaction, but for what waits to be sent. `listing` is all
 * that it names, also what is of no use here. Answers whether names or places changed.
 */
export function takeFeeds(listed: ListedFeed[], listing: Listing, now: number): Promise<boolean> {
  return db.transaction('rw', actionTables, async () => {
    const feeds = await db.feeds.toArray();
    const byRemote = new Map(feeds.flatMap((feed) => (feed.remote ? [[feed.remote.id, feed] as const] : [])));
    const byUrl = new Map(feeds.map((feed) => [feed.urlKey, feed]));
    const moves = new Map<number, number>();
    for (const each of listed) {
      const known = byRemote.get(each.id) ?? unknown(byUrl.get(canonicalLink(each.url)));
      const feed = known ?? (await added(each, now));
      const folderId = await take(feed, each, now);
      if (folderId !== feed.folderId) moves.set(feed.id, folderId);
    }
    if (moves.size > 0) await moveFeeds(moves);
    await loseFeeds(
      feeds.filter((feed) => isLost(feed, listing)),
      now,
    );
    return standingOf(feeds) !== standingOf(await db.feeds.toArray());
  });
}

/** What a query may ask of feeds, and whether they are subscribed. */
function standingOf(feeds: FeedRow[]): string {
  return JSON.stringify(feeds.map((feed) => [feed.id, feed.folderId, feed.leftAt, namesOf(feed)]));
}

/** A feed that is known here by its address, and not to the server: not yet, or no longer. */
function unknown(feed: FeedRow | undefined): FeedRow | undefined {
  return feed === undefined || isOnServer(feed) ? undefined : feed;
}

async function added({ url, title, siteUrl }: ListedFeed, now: number): Promise<FeedRow> {
  const named = { url, ...(title !== '' && { title }), ...(siteUrl !== undefined && { siteUrl }) };
  const { feedId } = await putFeed(named, now);
  return (await db.feeds.get(feedId)) as FeedRow;
}

/** Takes over title and folder of one feed; answers the folder it belongs into. */
async function take(feed: FeedRow, listed: ListedFeed, now: number): Promise<number> {
  const { remote, remoteTrouble: _trouble, archivedAt, leftAt, ...bare } = feed;
  // It was left here, and this is not sent yet.
  if (leftAt !== undefined && isOnServer(feed)) return feed.folderId;
  // It was left for good, here or there, and is there again.
  if (leftAt !== undefined) await comeBack(feed, now);
  if (remote !== undefined && remote.id !== listed.id) await forgetItems(feed.id);
  const folders = await db.folders.toArray();
  const here = folderName(feed.folderId, new Map(folders.map((folder) => [folder.id, folder])));
  const next: FeedRow = { ...bare, remote: { id: listed.id, title: listed.title, folder: listed.folder } };
  // Of one that comes back nothing waits to be sent.
  const isBack = leftAt !== undefined || archivedAt !== undefined;
  const base = remote ?? (isBack ? { title: titleOf(feed), folder: here } : unlisted);
  const said = base.title || (feed.customTitle === undefined ? titleOf(feed) : listed.title);
  const isTitleOurs = titleOf(feed) !== said;
  if (listed.title !== '' && !isTitleOurs && listed.title !== base.title) {
    if (feed.customTitle === undefined) next.title = listed.title;
    else next.customTitle = listed.title;
  }
  if (listed.siteUrl !== undefined) next.siteUrl = listed.siteUrl;
  await db.feeds.put(next);
  if (here !== base.folder || listed.folder === here) return feed.folderId;
  return listed.folder === '' ? 0 : folderNamed(listed.folder, folders);
}

async function moveFeeds(moves: Map<number, number>): Promise<void> {
  await reseat([...moves.keys()], () =>
    db.feeds
      .where('id')
      .anyOf([...moves.keys()])
      .modify((feed) => {
        feed.folderId = moves.get(feed.id) ?? feed.folderId;
      }),
  );
}

/** What a folder is called on the server, which knows no folders in folders: the names on the way, joined by slashes. */
export function folderName(folderId: number, byId: ReadonlyMap<number, FolderRow>): string {
  const names = folderChain(folderId, byId).map((id) => byId.get(id)?.title ?? '');
  return names.reverse().join('/');
}

/** What every folder here is called on the server. */
export async function folderNames(): Promise<string[]> {
  const folders = await db.folders.toArray();
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  return folders.map(({ id }) => folderName(id, byId));
}

/** The folder of this name, wherever it lies; a new one at the top where there is none. Inside the caller's transaction. */
async function folderNamed(name: string, folders: FolderRow[]): Promise<number> {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const known = folders.find((folder) => folderName(folder.id, byId) === name);
  return known?.id ?? (await putFolder(name, 0)).id;
}
