import { db } from './database.ts';
import { loadPlaces } from './places.ts';
import { actionTables } from './record.ts';
import { reseat } from './reseat.ts';
import type { ActionRow, FolderRow, Inverse } from './schema.ts';
import { loadStories, moveStars } from './stories.ts';
import { storyOf } from './story.ts';
import { leaveFeeds, rejoinFeeds } from './subscriptions.ts';
import { tagsInverse, writeTags } from './tagging.ts';
import { makeRead, makeUnread, unreadRowsOfStories } from './unread.ts';

/** The actions that can be taken back or done again, newest first. */
export function listActions(): Promise<ActionRow[]> {
  return db.actions.orderBy('id').reverse().toArray();
}

/** Takes back the newest action that stands; undefined when there is none. */
export function undo(now: number): Promise<ActionRow | undefined> {
  return db.transaction('rw', actionTables, async () => {
    const action = (await listActions()).find((row) => !row.undone);
    return action && turn(action, true, now);
  });
}

/** Does the oldest action again that was taken back; undefined when there is none. */
export function redo(now: number): Promise<ActionRow | undefined> {
  return db.transaction('rw', actionTables, async () => {
    const action = (await listActions()).reverse().find((row) => row.undone);
    return action && turn(action, false, now);
  });
}

async function turn(action: ActionRow, undone: boolean, now: number): Promise<ActionRow> {
  const inverses: Inverse[] = [];
  for (const inverse of [...action.inverses].reverse()) inverses.push(await apply(inverse, now));
  const { undone: _undone, ...bare } = action;
  const turned: ActionRow = undone ? { ...bare, inverses, undone } : { ...bare, inverses };
  await db.actions.put(turned);
  return turned;
}

/** Applies an inverse and answers the inverse of that. */
async function apply(inverse: Inverse, now: number): Promise<Inverse> {
  switch (inverse.do) {
    case 'unread':
      return { do: 'read', postIds: await makeUnread(await storiesOf(inverse.postIds)) };
    case 'read':
      return {
        do: 'unread',
        postIds: await makeRead(await unreadRowsOfStories(await storiesOf(inverse.postIds))),
      };
    case 'star':
      return applyStar(inverse);
    case 'tags':
      return applyTags(inverse);
    case 'title':
      return applyTitle(inverse);
    case 'folders':
      return applyFolders(inverse);
    case 'leave':
      return {
        do: 'rejoin',
        feedIds: inverse.feedIds,
        unreadPostIds: await leaveFeeds(inverse.feedIds, now),
      };
    case 'rejoin':
      await rejoinFeeds(inverse.feedIds, inverse.unreadPostIds, now);
      return { do: 'leave', feedIds: inverse.feedIds };
  }
}

async function storiesOf(postIds: number[]): Promise<number[]> {
  const posts = await db.posts.bulkGet(postIds);
  return posts.filter((post) => post !== undefined).map(storyOf);
}

async function applyStar(inverse: Inverse & { do: 'star' }): Promise<Inverse> {
  const mark = (await db.marks.get(inverse.storyId)) ?? { storyId: inverse.storyId };
  const { starredAt, starAt: _starAt, ...bare } = mark;
  await db.marks.put(inverse.starredAt === undefined ? bare : { ...bare, starredAt: inverse.starredAt });
  await moveStars([inverse.storyId]);
  return { do: 'star', storyId: inverse.storyId, ...(starredAt !== undefined && { starredAt }) };
}

/** The story may hold more posts by now than when it was tagged: it is written whole. */
async function applyTags(inverse: Inverse & { do: 'tags' }): Promise<Inverse> {
  const was = new Map(inverse.posts.map((post) => [post.id, post]));
  const storyIds = await storiesOf([...was.keys()]);
  const posts = [...(await loadStories(storyIds)).values()].flat();
  if (posts.length === 0) return inverse;
  await writeTags(
    posts,
    posts.map((post) => ({ ...post, ...was.get(post.id) })),
  );
  return tagsInverse(posts);
}

async function applyTitle(inverse: Inverse & { do: 'title' }): Promise<Inverse> {
  const feed = await db.feeds.get(inverse.feedId);
  if (feed === undefined) return inverse;
  const { customTitle, ...bare } = feed;
  await db.feeds.put(
    inverse.customTitle === undefined ? bare : { ...bare, customTitle: inverse.customTitle },
  );
  return { do: 'title', feedId: feed.id, ...(customTitle !== undefined && { customTitle }) };
}

async function applyFolders(inverse: Inverse & { do: 'folders' }): Promise<Inverse> {
  const inside = await insideOf(inverse.remove);
  const put = [...inside.folders, ...inverse.put];
  const ids = [...new Set([...put.map((folder) => folder.id), ...inverse.remove])];
  const target = new Map([...inside.feeds, ...inverse.feeds].map((feed) => [feed.id, feed.folderId]));
  const before = await db.folders.bulkGet(ids);
  const feeds = (await db.feeds.bulkGet([...target.keys()])).filter((feed) => feed !== undefined);
  const back: Inverse = {
    do: 'folders',
    put: before.filter((folder) => folder !== undefined),
    remove: ids.filter((_, i) => before[i] === undefined),
    feeds: feeds.map(({ id, folderId }) => ({ id, folderId })),
  };
  // A folder that moves takes along the feeds in it; they are counted anew with it.
  const moved = [...new Set([...target.keys(), ...(await feedsInside(ids))])];
  await reseat(moved, async () => {
    await db.folders.bulkPut(put);
    await db.folders.bulkDelete(inverse.remove);
    await db.feeds.bulkPut(
      feeds.map((feed) => ({ ...feed, folderId: target.get(feed.id) ?? feed.folderId })),
    );
  });
  return back;
}

/** What stands in folders that go, moved to the top: it may have come there after the action that is taken back. */
async function insideOf(
  folderIds: number[],
): Promise<{ folders: FolderRow[]; feeds: { id: number; folderId: number }[] }> {
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
