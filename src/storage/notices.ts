import { db } from './database.ts';
import type { PostRow } from './schema.ts';
import type { NoticeRow } from './schema-rules.ts';
import { loadStories } from './stories.ts';

/** A post to be told of, with the name of its feed. */
export interface News {
  post: PostRow;
  feedName: string;
}

/** So many are named to a person; the others are counted. */
const named = 4;

/** What there is to tell: of which stories, and the first of them. */
export interface FreshNews {
  storyIds: number[];
  first: News[];
}

/**
 * What there is to tell, newest first; undefined when nothing is new. `isStanding`: the notification before is still on the
 * screen; the next one tells of its stories as well. What was told is to be noted afterwards (noteTold): a worker killed
 * in between tells it twice, and not never.
 */
export function freshNews(isStanding: boolean): Promise<FreshNews | undefined> {
  return db.transaction('rw', [db.notices, db.unread, db.posts, db.feeds], async () => {
    // Read at once: Dexie's filter is a cursor, which waits at each of those that are only kept.
    const live = (await db.notices.toArray()).filter((row) => !row.gone);
    const over = live.filter((row) => row.told && !isStanding);
    await db.notices.bulkPut(over.map((row) => ({ ...row, gone: true as const })));
    const rows = live.filter((row) => !row.told || isStanding);
    const faces = await unreadFaces(rows.map((row) => row.storyId));
    const wanted = rows.filter((row) => faces.has(row.storyId));
    // What was read meanwhile is no news.
    await db.notices.bulkDelete(rows.flatMap(({ storyId }) => (faces.has(storyId) ? [] : storyId)));
    if (wanted.every((row) => row.told)) return undefined;
    const newest = wanted.sort((a, b) => b.at - a.at).slice(0, named);
    const posts = newest.map((row) => faces.get(row.storyId) as PostRow);
    const feeds = await db.feeds.bulkGet(posts.map((post) => post.feedId));
    const first = posts.map((post, index) => ({
      post,
      feedName: feeds[index]?.customTitle ?? feeds[index]?.title ?? '',
    }));
    return { storyIds: wanted.map((row) => row.storyId), first };
  });
}

/** The notification on the screen tells of these stories. */
export async function noteTold(storyIds: number[]): Promise<void> {
  await db.notices.where('storyId').anyOf(storyIds).modify({ told: true });
}

/** The stories that the notification on the screen tells of, or the last one did. */
export async function toldStories(): Promise<number[]> {
  const rows = await db.notices.filter(stands).toArray();
  return rows.map((row) => row.storyId);
}

function stands({ told, gone }: NoticeRow): boolean {
  return told === true && gone === undefined;
}

/** The newest post that the notification on the screen tells of; undefined when it was read meanwhile. */
export async function newestTold(): Promise<PostRow | undefined> {
  const faces = await unreadFaces(await toldStories());
  return [...faces.values()].sort((a, b) => b.at - a.at || b.id - a.id)[0];
}

/** The notification is gone: what it told is not told again. */
export async function noteGone(): Promise<void> {
  await db.notices.filter(stands).modify({ gone: true });
}

/**
 * Forgets what was told of stories that are read by now: nothing brings them back as news. A step looks at so many, those
 * behind `after`; answers behind which the next one begins, undefined at the end.
 */
export function forgetRead(after = 0, atOnce = 500): Promise<number | undefined> {
  return db.transaction('rw', [db.notices, db.unread, db.posts], async () => {
    const rows = await db.notices.where('storyId').above(after).limit(atOnce).toArray();
    const told = rows.filter((row) => row.gone === true).map((row) => row.storyId);
    const faces = await unreadFaces(told);
    await db.notices.bulkDelete(told.filter((storyId) => !faces.has(storyId)));
    return rows.length < atOnce ? undefined : rows.at(-1)?.storyId;
  });
}

async function unreadFaces(storyIds: number[]): Promise<Map<number, PostRow>> {
  const stories = await loadStories(storyIds);
  const faces = [...stories].flatMap(([storyId, posts]) => {
    const face = posts.find((post) => post.riverAt !== undefined);
    return face === undefined ? [] : [[storyId, face] as const];
  });
  const unread = await db.unread.bulkGet(faces.map(([, face]) => face.id));
  return new Map(faces.filter((_, index) => unread[index] !== undefined));
}
