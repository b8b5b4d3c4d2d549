/**
 * One page over the storage, with a connection of its own: imported anew (`openPanel`), it is another page. What it does
 * is what panel and worker call; what it shows is read through the indexes and functions that the panel reads.
 */
import { gmtDays } from '../../../src/feeds/days.ts';
import type { IdentifiedPost } from '../../../src/feeds/identify.ts';
import { restoreFile } from '../../../src/storage/backup/restore-file.ts';
import { writeBackupFile } from '../../../src/storage/backup/write-file.ts';
import { badgeUnread } from '../../../src/storage/counters.ts';
import { db } from '../../../src/storage/database.ts';
import { moveFeed } from '../../../src/storage/feeds.ts';
import { addFolder, removeFolder } from '../../../src/storage/folders.ts';
import { listPosts, type Scope } from '../../../src/storage/lists.ts';
import { markAllRead } from '../../../src/storage/mark-all.ts';
import { markRead } from '../../../src/storage/mark-read.ts';
import { markUnread, openPost } from '../../../src/storage/marks.ts';
import { importSubscriptions } from '../../../src/storage/opml-list.ts';
import { parkFrom } from '../../../src/storage/parking/park.ts';
import { mostSince } from '../../../src/storage/parking/take-back.ts';
import { muteFeed } from '../../../src/storage/rest.ts';
import { sweepFeed } from '../../../src/storage/retention.ts';
import { type RiverCursor, riverPage } from '../../../src/storage/river.ts';
import { saveCheck } from '../../../src/storage/save-check.ts';
import type { CheckRow, PostRow } from '../../../src/storage/schema.ts';
import { star } from '../../../src/storage/stars.ts';
import { storyOf } from '../../../src/storage/story.ts';
import { subscribe, unsubscribe } from '../../../src/storage/subscriptions.ts';
import { addTag, removeTag } from '../../../src/storage/tagging.ts';
import { turnNextPart } from '../../../src/storage/turning.ts';
import { redo, undo } from '../../../src/storage/undo.ts';
import { partSize } from '../../../src/storage/undo-parts.ts';
import { type Shown, tellPost } from './shown.ts';

export const panel = {
  addFolder,
  addTag,
  check,
  clear,
  importSubscriptions,
  listed,
  markAllRead,
  markRead,
  markUnread,
  moveFeed,
  muteFeed,
  open,
  readShown,
  redo: (now: number) => turnWholly(redo, now),
  removeFolder,
  removeTag,
  restore: (file: Blob, now: number) => restoreFile(file, 'token', now),
  river,
  save: (now: number) => writeBackupFile({ texts: true, settings: {}, now }),
  setSizes: (sizes: { part: number; park: number; since: number }) => {
    partSize.posts = sizes.part;
    parkFrom.stories = sizes.park;
    mostSince.posts = sizes.since;
  },
  star,
  subscribe,
  sweep: sweepFeed,
  undo: (now: number) => turnWholly(undo, now),
  unsubscribe,
};

export type Panel = typeof panel;

/** Empties the database, for the next run. */
function clear(): Promise<void> {
  return db.transaction('rw', db.tables, async () => {
    await Promise.all(db.tables.map((table) => table.clear()));
  });
}

async function check(feedId: number, url: string, posts: IdentifiedPost[], now: number): Promise<void> {
  const row = (await db.checks.get(feedId)) as CheckRow;
  const planet = url.includes('planet') && { planet: true as const };
  const feed = { format: 'rss' as const, title: url, pace: {}, posts: [], repairs: [], ...planet };
  await saveCheck(row, { feed, posts }, () => ({ row: { ...row, lastGoodAt: now, nextAt: now } }), now);
}

async function open(postId: number, now: number): Promise<void> {
  await openPost((await db.posts.get(postId)) as PostRow, now, { countView: true });
}

/** Undo and redo of large actions are only begun: whoever comes to it does the rest. */
async function turnWholly(turn: (now: number) => Promise<unknown>, now: number): Promise<void> {
  await turn(now);
  while (await turnNextPart(now));
}

/** The river page by page. */
async function river(unreadOnly: boolean, limit: number): Promise<number[]> {
  const ids: number[] = [];
  let cursor: RiverCursor | undefined;
  do {
    const page = await riverPage({ scope: { kind: 'all' }, unreadOnly, days: gmtDays }, cursor, limit);
    ids.push(...page.rows.map(({ post }) => post.id));
    cursor = page.next;
  } while (cursor !== undefined);
  return ids;
}

/** A flat list page by page. */
async function listed(
  scope: Exclude<Scope, { kind: 'folder' }>,
  unreadOnly: boolean,
  limit: number,
): Promise<number[]> {
  const query = { scope, unreadOnly, order: 'newest' as const };
  const ids: number[] = [];
  let page = await listPosts(query, undefined, limit);
  for (;;) {
    ids.push(...page.posts.map((post) => post.id));
    if (page.next === undefined) return ids;
    page = await listPosts(query, page.next, limit);
  }
}

/** Everything at one moment. The lists are told by the columns whose indexes the panel's lists are ranges of. */
function readShown(): Promise<Shown> {
  return db.transaction('r', db.tables, async () => {
    const [posts, bodies, unread, marks, counters, feeds, folders, actions, badge] = await Promise.all([
      db.posts.toArray(),
      db.bodies.toArray(),
      db.unread.toArray(),
      db.marks.toArray(),
      db.counters.toArray(),
      db.feeds.toArray(),
      db.folders.toArray(),
      db.actions.toArray(),
      badgeUnread(),
    ]);
    const bodyOf = new Map(bodies.map(({ postId, html }) => [postId, html]));
    const alive = new Set(posts.map(storyOf));
    const left = new Set(feeds.filter(({ leftAt }) => leftAt !== undefined).map(({ id }) => id));
    return {
      counts: Object.fromEntries(
        counters
          .filter(({ kind }) => kind !== 'sequence' && kind !== 'badge')
          .map(({ kind, id, unread, total }) => [`${kind} ${id}`, `${unread}/${total}`]),
      ),
      badge,
      posts: posts.map((post) =>
        tellPost({
          ...post,
          storyId: storyOf(post),
          title: post.title ?? '',
          body: bodyOf.get(post.id) ?? 'no body',
        }),
      ),
      feeds: feeds
        .map(({ id, url, folderId, leftAt }) => `${id} ${url} ${leftAt === undefined ? folderId : 'left'}`)
        .sort(),
      folders: folders.map(({ id, title, parentId }) => `${id} ${title} in ${parentId}`).sort(),
      marks: marks
        .filter(({ storyId, starredAt, views }) => alive.has(storyId) && (starredAt ?? views) !== undefined)
        .map(
          ({ storyId, starredAt, views }) =>
            `${storyId} ${starredAt === undefined ? '' : 'starred'} ${views ?? 0}`,
        )
        .sort(),
      canUndo: actions.filter(({ undone }) => !undone).length,
      canRedo: actions.filter(({ undone }) => undone).length,
      lists: withoutEmpty({
        ...listsOf(posts, left, ''),
        ...listsOf(
          unread.map((row) => ({ ...row, id: row.postId })),
          left,
          ' unread',
        ),
        starred: await listed({ kind: 'starred' }, false, 1_000),
        'starred unread': await listed({ kind: 'starred' }, true, 1_000),
      }),
    };
  });
}

type Listed = Pick<PostRow, 'id' | 'feedId' | 'at' | 'riverAt' | 'tagAts'>;

function listsOf(rows: Listed[], left: ReadonlySet<number>, suffix: string): Record<string, number[]> {
  const lists: Record<string, number[]> = {};
  const put = (name: string, id: number) => {
    lists[name + suffix] = [...(lists[name + suffix] ?? []), id];
  };
  for (const { id, feedId, riverAt, tagAts = [] } of [...rows].sort((a, b) => b.at - a.at || b.id - a.id)) {
    if (riverAt !== undefined) put('all', id);
    if (!left.has(feedId)) put(`feed ${feedId}`, id);
    for (const [tag] of tagAts) put(`tag ${tag}`, id);
  }
  return lists;
}

function withoutEmpty(lists: Record<string, number[]>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, ids]) => ids.length > 0));
}
