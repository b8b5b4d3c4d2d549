import { setAddress } from './address.ts';
import { applyBadgeChoice, leaveBadgeChoice } from './badge-choice.ts';
import { db } from './database.ts';
import { folderOrTop } from './folders.ts';
import { parkAgain } from './parking/park.ts';
import { readyToTakeBack, takeBackParked } from './parking/take-back.ts';
import { loadPlaces } from './places.ts';
import { actionTables, listActions } from './record.ts';
import { reseat } from './reseat.ts';
import { setMute, setRest } from './rest.ts';
import { turnRules } from './rule-list.ts';
import type { FolderRow } from './schema.ts';
import type { ActionRow, FeedPlace, Inverse, TitleInverse } from './schema-actions.ts';
import { leaveFeeds, rejoinFeeds } from './subscriptions.ts';
import { turnStories } from './turn-stories.ts';
import { partsToTurn } from './undo-parts.ts';
import { applyViews } from './views.ts';

/**
 * Takes back the newest action that stands; undefined when there is none. One of very many posts is only begun: `left`
 * says how many steps are to follow (turnNextPart), by whoever comes to it.
 */
export function undo(now: number): Promise<ActionRow | undefined> {
  return db.transaction('rw', actionTables, async () => {
    const action = (await listActions()).find((row) => !row.undone);
    return action && turn(await readyToTakeBack(action), true, now);
  });
}

/** Does the oldest action again that was taken back; undefined when there is none. */
export function redo(now: number): Promise<ActionRow | undefined> {
  return db.transaction('rw', actionTables, async () => {
    const action = (await listActions()).reverse().find((row) => row.undone);
    return action && turn(action, false, now);
  });
}

/**
 * Which inverses change what saved views answer beyond the stories they name: names, places, what is subscribed and heard,
 * the views themselves. What concerns stories alone is labelled in the transaction that does it.
 */
const shakes: Record<Inverse['do'], boolean> = {
  views: true,
  title: true,
  folders: true,
  address: true,
  mute: true,
  leave: true,
  rejoin: true,
  rest: false,
  rules: false,
  'badge-choice': false,
  'all-unread': false,
  'all-read': false,
  unread: false,
  read: false,
  hide: false,
  show: false,
  'off-badge': false,
  'on-badge': false,
  star: false,
  tags: false,
};

/** Have the saved views to be settled after this action was taken back, or done again? */
export function shakesViews(action: ActionRow | undefined): boolean {
  return action?.inverses.some((inverse) => shakes[inverse.do]) === true;
}

async function turn(action: ActionRow, undone: boolean, now: number): Promise<ActionRow> {
  const inverses: Inverse[] = [];
  for (const inverse of [...action.inverses].reverse()) inverses.push(await apply(inverse, now));
  const { undone: _undone, left: _left, ...bare } = action;
  const turned: ActionRow = undone ? { ...bare, inverses, undone } : { ...bare, inverses };
  const left = partsToTurn(action);
  if (left > 0) turned.left = left;
  await db.actions.put(turned);
  return turned;
}

/** Applies an inverse and answers the inverse of that. */
async function apply(inverse: Inverse, now: number): Promise<Inverse> {
  switch (inverse.do) {
    case 'all-unread':
      return takeBackParked(inverse);
    case 'all-read':
      return parkAgain(inverse);
    case 'views':
      return applyViews(inverse);
    case 'title':
      return applyTitle(inverse);
    case 'folders':
      return applyFolders(inverse);
    case 'rest':
    case 'mute':
    case 'address':
      return applyToFeed(inverse, now);
    case 'badge-choice':
      return applyBadgeChoice(inverse);
    case 'rules':
      return turnRules(inverse);
    case 'leave':
      return {
        do: 'rejoin',
        feedIds: inverse.feedIds,
        unreadPostIds: await leaveFeeds(inverse.feedIds, now),
      };
    case 'rejoin':
      await rejoinFeeds(inverse.feedIds, inverse.unreadPostIds, now);
      return { do: 'leave', feedIds: inverse.feedIds };
    default:
      return turnStories(inverse, now);
  }
}

async function applyTitle(inverse: TitleInverse): Promise<Inverse> {
  const { do: _do, feedId, after, ...title } = inverse;
  const feed = await db.feeds.get(feedId);
  if (feed === undefined) return inverse;
  const { customTitle, ...bare } = feed;
  const now = customTitle === undefined ? {} : { customTitle };
  // Done again, it meets the same law.
  if (after === undefined || isSame(customTitle, after.customTitle))
    await db.feeds.put({ ...bare, ...title });
  return { do: 'title', feedId, ...(after ?? now), after: title };
}

/** Servers give "&" in several widths. */
function isSame(a = '', b = ''): boolean {
  return a.normalize('NFKC') === b.normalize('NFKC');
}

async function applyToFeed(
  inverse: Inverse & { do: 'rest' | 'mute' | 'address' },
  now: number,
): Promise<Inverse> {
  const feed = await db.feeds.get(inverse.feedId);
  if (feed === undefined) return inverse;
  switch (inverse.do) {
    case 'mute':
      return setMute(feed, inverse.mutedAt);
    case 'address':
      return setAddress(feed, inverse.url, now);
    case 'rest': {
      const { do: _do, feedId: _feedId, ...rest } = inverse;
      return setRest(feed, rest, now);
    }
  }
}

/** Puts folders, or takes them away with what is in them moved to the top; answers the inverse. Inside the caller's transaction. */
export async function applyFolders(inverse: Inverse & { do: 'folders' }): Promise<Inverse> {
  const inside = await insideOf(inverse.remove);
  const given = await notChanged(inverse);
  const put = [...inside.folders, ...given];
  const ids = [...new Set([...put.map((folder) => folder.id), ...inverse.remove])];
  const rows = await db.feeds.bulkGet(inverse.feeds.map(({ id }) => id));
  const isThere = ({ after }: FeedPlace, i: number) => after === undefined || rows[i]?.folderId === after;
  const meant = [...inside.feeds, ...inverse.feeds.filter(isThere)];
  const target = new Map(meant.map((feed) => [feed.id, feed.folderId]));
  const before = await db.folders.bulkGet(ids);
  const feeds = (await db.feeds.bulkGet([...target.keys()])).filter((feed) => feed !== undefined);
  const others = inverse.feeds.filter(({ id }) => !target.has(id));
  const back: Inverse & { do: 'folders' } = {
    do: 'folders',
    put: before.filter((folder) => folder !== undefined),
    remove: ids.filter((_, i) => before[i] === undefined),
    feeds: [
      ...feeds.map(({ id, folderId }) => ({ id, folderId, after: target.get(id) ?? folderId })),
      // Done again, those that stay meet the same law.
      ...others.map(({ id, folderId, after = folderId }) => ({ id, folderId: after, after: folderId })),
    ],
  };
  if (inverse.after !== undefined) back.after = given;
  // A folder that moves takes along the feeds in it; they are counted anew with it.
  const moved = [...new Set([...target.keys(), ...(await feedsInside(ids))])];
  await reseat(moved, async () => {
    await db.folders.bulkPut(put);
    await db.folders.bulkDelete(inverse.remove);
    await leaveBadgeChoice({ folders: inverse.remove });
    const folders = await Promise.all(feeds.map(({ id }) => folderOrTop(target.get(id) ?? 0)));
    await db.feeds.bulkPut(feeds.map((feed, i) => ({ ...feed, folderId: folders[i] ?? 0 })));
  });
  return back;
}

/** The folders to put, but for those that have changed, or gone, since the action that is taken back. */
async function notChanged({ put, after = [] }: Inverse & { do: 'folders' }): Promise<FolderRow[]> {
  const rows = await db.folders.bulkGet(put.map(({ id }) => id));
  return put.filter(({ id }, i) => {
    const left = after.find((folder) => folder.id === id);
    return left === undefined || (rows[i]?.title === left.title && rows[i]?.parentId === left.parentId);
  });
}

/** What stands in folders that go, moved to the top: it may have come there after the action that is taken back. */
async function insideOf(folderIds: number[]): Promise<{ folders: FolderRow[]; feeds: FeedPlace[] }> {
  const folders = await db.folders.where('parentId').anyOf(folderIds).toArray();
  const feeds = await db.feeds.where('folderId').anyOf(folderIds).toArray();
  return {
    folders: folders
      .filter((folder) => !folderIds.includes(folder.id))
      .map((folder) => ({ ...folder, parentId: 0 })),
    feeds: feeds.map(({ id }) => ({ id, folderId: 0 })),
  };
}

async function feedsInside(folderIds: number[]): Promise<number[]> {
  const places = await loadPlaces(await db.feeds.toCollection().primaryKeys());
  return [...places]
    .filter(([, place]) => place.folders.some((id) => folderIds.includes(id)))
    .map(([id]) => id);
}
