import { db } from './database.ts';
import { noteLeftUnread, takeLeftUnread } from './left-unread.ts';
import { loadPlaces } from './places.ts';
import type { PostRow, UnreadRow } from './schema.ts';
import { loadStories, moveStars } from './stories.ts';
import { arrange, byStory, isActive, storyOf, unreadRowsOf } from './story.ts';
import { Tally } from './tally.ts';

/**
 * Changes where feeds stand (their folder, or whether they are subscribed) and keeps every count, face and unread mark
 * true: counts the feeds' stories out, lets `change` write the feeds and folders, counts them in again.
 * `comeUnread` are posts whose story is unread afterwards though nothing active kept it so (a feed that comes back).
 * Runs inside the caller's transaction.
 */
export async function reseat(
  feedIds: number[],
  change: () => Promise<unknown>,
  comeUnread: ReadonlySet<number> = new Set(),
): Promise<void> {
  const stories = await storiesOfFeeds(feedIds);
  const allFeedIds = [...stories.values()].flatMap((posts) => posts.map((post) => post.feedId));
  const unread = await unreadByStory(stories);

  const placesBefore = await loadPlaces([...feedIds, ...allFeedIds]);
  const out = new Tally(placesBefore);
  for (const [storyId, posts] of stories) {
    out.story(posts, 'total', -1);
    out.story(unread.get(storyId) ?? [], 'unread', -1);
  }
  await change();
  const places = await loadPlaces([...feedIds, ...allFeedIds]);
  const back = new Tally(places);
  const changed: PostRow[] = [];
  const put: UnreadRow[] = [];
  const wasFollowed = (posts: PostRow[]) => posts.some((post) => isActive(placesBefore.get(post.feedId)));
  const mayBeNoted = [...stories].filter(([, posts]) => isJoined(posts) || !wasFollowed(posts));
  const known = await takeLeftUnread(mayBeNoted.map(([id]) => id));
  const left: number[] = [];
  for (const [storyId, before] of stories) {
    const after = arrange(before, places);
    changed.push(...after.filter((post, i) => standsElsewhere(post, before[i])));
    back.story(after, 'total', 1);
    const comes =
      !wasFollowed(before) && (before.some((post) => comeUnread.has(post.id)) || known.has(storyId));
    const isFollowed = after.some((post) => isActive(places.get(post.feedId)));
    const isUnread = unread.has(storyId) || known.has(storyId);
    // Of a story that is one post, the leaving of its feed says it.
    if (!isFollowed && isUnread && (isJoined(before) || known.has(storyId))) left.push(storyId);
    if (!unread.has(storyId) && !comes) continue;
    const rows = unreadRowsOf(after, places);
    put.push(...rows);
    back.story(rows, 'unread', 1);
  }
  await db.unread.bulkDelete([...unread.values()].flat().map((row) => row.postId));
  await db.unread.bulkPut(put);
  await db.posts.bulkPut(changed);
  await noteLeftUnread(left);
  await out.write();
  await back.write();
  await moveStars([...new Set(changed.map(storyOf))]);
}

function isJoined([first]: PostRow[]): boolean {
  return first?.storyId !== undefined;
}

function standsElsewhere(post: PostRow, before: PostRow | undefined): boolean {
  return JSON.stringify([post.riverAt, post.tagAts]) !== JSON.stringify([before?.riverAt, before?.tagAts]);
}

async function storiesOfFeeds(feedIds: number[]): Promise<Map<number, PostRow[]>> {
  const lists = await Promise.all(
    feedIds.map((feedId) => db.posts.where('[feedId+at+id]').between([feedId], [feedId, []]).toArray()),
  );
  const posts = lists.flat();
  const joined = posts.filter((post) => post.storyId !== undefined);
  const stories = await loadStories(joined.map(storyOf));
  for (const post of posts) if (post.storyId === undefined) stories.set(post.id, [post]);
  return stories;
}

async function unreadByStory(stories: Map<number, PostRow[]>): Promise<Map<number, UnreadRow[]>> {
  const ids = [...stories.values()].flat().map((post) => post.id);
  const rows = await db.unread.bulkGet(ids);
  return byStory(rows.filter((row) => row !== undefined));
}
