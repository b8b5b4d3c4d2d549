import { totalUnread } from './counters.ts';
import { db } from './database.ts';
import { feedsIn } from './feeds-in.ts';
import type { Scope } from './lists.ts';
import { recordRead } from './mark-read.ts';
import { canPark, parkUnread } from './parking/park.ts';
import { actionTables, recordAction } from './record.ts';
import type { UnreadRow } from './schema.ts';
import { byStory } from './story.ts';
import { makeAllRead, makeRead, unreadRowsOfStories } from './unread.ts';
import { unreadOfFeeds, wholeStories } from './unread-lists.ts';

/** Marks all stories of a scope read; answers how many were unread. */
export function markAllRead(scope: Scope, now: number): Promise<{ count: number }> {
  return db.transaction('rw', actionTables, async () => {
    const ofRiver = scope.kind === 'all' ? await totalUnread() : 0;
    // What muted feeds brought stays unread when all is read.
    const muted = scope.kind === 'all' ? await mutedFeeds() : [];
    if (await canPark(ofRiver, muted)) {
      const inverses = [await parkUnread(await unreadUnheard(muted))];
      await recordAction({ kind: 'mark-all-read', count: ofRiver, inverses }, now);
      return { count: ofRiver };
    }
    const isWhole = scope.kind === 'all' && muted.length === 0;
    const postIds = isWhole ? await makeAllRead() : await makeRead(await unreadRowsIn(scope));
    const count = isWhole ? ofRiver : postIds.length;
    if (postIds.length > 0) await recordRead('mark-all-read', postIds, now, count);
    return { count };
  });
}

async function mutedFeeds(): Promise<number[]> {
  const feeds = await db.feeds.toArray();
  return feeds.filter((feed) => feed.mutedAt !== undefined).map((feed) => feed.id);
}

async function unreadRowsIn(scope: Scope): Promise<UnreadRow[]> {
  switch (scope.kind) {
    case 'all':
      return unreadOfRiver();
    case 'starred':
      return starredUnread();
    case 'tag':
      return wholeStories(await unreadOfTag(scope.tag));
    default:
      return wholeStories(await unreadOfFeeds(await feedsIn(scope)));
  }
}

/** The stories of the river. What muted feeds bring is not in it, and stays unread. */
async function unreadOfRiver(): Promise<UnreadRow[]> {
  const stories = byStory(await db.unread.toArray());
  return [...stories.values()].filter(isOfRiver).flat();
}

/** The stories that none but these muted feeds carry, found in their own lists. */
async function unreadUnheard(muted: number[]): Promise<UnreadRow[]> {
  const stories = byStory(await wholeStories(await unreadOfFeeds(muted)));
  return [...stories.values()].filter((rows) => !isOfRiver(rows)).flat();
}

function isOfRiver(rows: UnreadRow[]): boolean {
  return rows.some((row) => row.riverAt !== undefined);
}

function unreadOfTag(tag: string): Promise<UnreadRow[]> {
  return db.unread.where('tagAts').between([tag], [tag, []]).toArray();
}

async function starredUnread(): Promise<UnreadRow[]> {
  const marks = await db.marks.where('starAt').above([]).toArray();
  return unreadRowsOfStories(marks.map((mark) => mark.storyId));
}
