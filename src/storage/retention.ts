import { dropsAnything, isPastAll, type Keeping, mayGo } from '../feeds/retain.ts';
import { db } from './database.ts';
import { labelStories } from './label-stories.ts';
import { noteLeftUnread } from './left-unread.ts';
import { loadPlaces } from './places.ts';
import type { FeedRow, PostRow } from './schema.ts';
import { markStale } from './search/stale.ts';
import type { Settings } from './settings.ts';
import { isStoryUnread, loadStories, rewriteStory } from './stories.ts';
import { isActive, storyOf } from './story.ts';
import { Tally } from './tally.ts';

/** A step looks at so many posts, so that a check or a click never waits long for it. */
const stepPosts = 100;

/** Where a sweep of one feed stands: the post it looked at last, and how many it had behind it. */
export interface SweepCursor {
  after: [at: number, id: number];
  /** Posts of the feed that are newer than the cursor. */
  newer: number;
}

/** How a feed's posts are kept: by its own settings, else by those for all. */
export function keepingOf(feed: Pick<FeedRow, 'keepDays' | 'keepPosts'>, settings: Settings): Keeping {
  return {
    days: feed.keepDays ?? settings.keepDays,
    posts: feed.keepPosts ?? settings.keepPosts,
    unread: settings.keepUnread,
    starred: settings.keepStarred,
  };
}

/** What a step of a sweep found; `next` is where the following one begins, absent at the end. */
export interface SweepStep {
  dropped: number;
  next?: SweepCursor;
}

/**
 * One step through a feed's posts, from the oldest on: drops those that may go, with their bodies and revisions, and
 * leaves tombstones. Everything it changes is true in one transaction. `isTrial` drops nothing and only counts.
 */
export function sweepFeed(
  feedId: number,
  keeping: Keeping,
  from: SweepCursor | undefined,
  now: number,
  isTrial = false,
): Promise<SweepStep> {
  if (!dropsAnything(keeping)) return Promise.resolve({ dropped: 0 });
  return db.transaction(isTrial ? 'r' : 'rw', tables, async () => {
    // Nothing of a feed that was left is unread; what was is known to its undo alone, which brings its posts back.
    if ((await db.feeds.get(feedId))?.leftAt !== undefined) return { dropped: 0 };
    const cursor = from ?? { after: [Number.NEGATIVE_INFINITY, 0], newer: await ofFeed(feedId).count() };
    const posts = await db.posts
      .where('[feedId+at+id]')
      .between([feedId, ...cursor.after], [feedId, []], false, false)
      .limit(stepPosts)
      .toArray();
    const going = await thoseToGo(posts, cursor.newer, keeping, now);
    if (!isTrial) await dropPosts(going, now);
    const last = posts.at(-1);
    const newer = cursor.newer - posts.length;
    const isEnd = last === undefined || posts.length < stepPosts || isPastAll(last.at, newer, keeping, now);
    return { dropped: going.length, ...(!isEnd && { next: { after: [last.at, last.id], newer } }) };
  });
}

const tables = [
  db.feeds,
  db.folders,
  db.posts,
  db.bodies,
  db.revisions,
  db.unread,
  db.marks,
  db.counters,
  db.tombstones,
  db.alerts,
  db.searchStale,
  db.views,
];

function ofFeed(feedId: number) {
  return db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]);
}

/** Of posts in rising order, with `newer` of the feed's posts from the first of them on. */
async function thoseToGo(posts: PostRow[], newer: number, keeping: Keeping, now: number): Promise<PostRow[]> {
  const [unread, marks] = await Promise.all([
    db.unread.bulkGet(posts.map((post) => post.id)),
    db.marks.bulkGet(posts.map(storyOf)),
  ]);
  return posts.filter((post, i) =>
    mayGo(
      {
        at: post.at,
        seenAt: post.seenAt,
        newer: newer - i - 1,
        isUnread: unread[i] !== undefined,
        isMarked: marks[i]?.starredAt !== undefined || (post.handTags ?? []).length > 0,
      },
      keeping,
      now,
    ),
  );
}

/** Drops posts: their stories go on without them, and their keys stay as tombstones. Inside the caller's transaction. */
async function dropPosts(going: PostRow[], now: number): Promise<void> {
  if (going.length === 0) return;
  const ids = new Set(going.map((post) => post.id));
  const stories = await loadStories(going.map(storyOf));
  const places = await loadPlaces([...stories.values()].flat().map((post) => post.feedId));
  const tally = new Tally(places);
  const all = [...ids];
  const goingOn: number[] = [];
  // First of all: a star moves to where the rest of its story stands.
  await db.posts.bulkDelete(all);
  for (const [storyId, before] of stories) {
    const after = before.filter((post) => !ids.has(post.id));
    const isUnread = await isStoryUnread(before);
    await rewriteStory(before, after, isUnread, places, tally);
    const isFollowed = after.some((post) => isActive(places.get(post.feedId)));
    if (isUnread && after.length > 0 && !isFollowed) await noteLeftUnread([storyId]);
    if (after.length === 0) await db.marks.delete(storyId);
    else goingOn.push(storyId);
  }
  await db.unread.bulkDelete(all);
  await db.bodies.bulkDelete(all);
  await markStale(all);
  await db.revisions.where('postId').anyOf(all).delete();
  // Until the next document says otherwise the feed still carries it.
  await db.tombstones.bulkPut(
    going.map(({ feedId, key }) => ({ feedId, key, droppedAt: now, carried: 1 as const })),
  );
  await tally.write();
  // What a post was tagged with goes with it.
  await labelStories(goingOn, now);
}
