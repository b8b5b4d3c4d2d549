import { db } from './database.ts';
import type { BodyRow, MarkRow, PostRow, RevisionRow } from './schema.ts';
import { loadStories } from './stories.ts';

/** A post's raw body, to be sanitized before it is shown. */
export function loadBody(postId: number): Promise<BodyRow | undefined> {
  return db.bodies.get(postId);
}

/** Keeps the text of a post's page, so that it can be read offline. */
export async function storeFullText(postId: number, html: string, now: number): Promise<void> {
  await db.bodies.update(postId, { fullText: { html, fetchedAt: now } });
}

/** Keeps what the pictures of a post measure, by address, so that their boxes are right the next time. */
export function rememberPictureSizes(postId: number, sizes: Record<string, [number, number]>): Promise<void> {
  return changeBody(postId, (body) => ({ pictureSizes: { ...body.pictureSizes, ...sizes } }));
}

/** Keeps how far a post's sound or film was played. */
export function rememberPlayed(postId: number, url: string, seconds: number): Promise<void> {
  return changeBody(postId, (body) => ({ playedSeconds: { ...body.playedSeconds, [url]: seconds } }));
}

function changeBody(postId: number, change: (body: BodyRow) => Partial<BodyRow>): Promise<void> {
  return db.transaction('rw', db.bodies, async () => {
    const body = await db.bodies.get(postId);
    if (body !== undefined) await db.bodies.put({ ...body, ...change(body) });
  });
}

/** One post; undefined once retention has dropped it. */
export function loadPost(postId: number): Promise<PostRow | undefined> {
  return db.posts.get(postId);
}

/** All posts of a post's story that are in feeds we are subscribed to, the face first. */
export async function loadStory(post: PostRow): Promise<PostRow[]> {
  if (post.storyId === undefined) return [post];
  const posts = (await loadStories([post.storyId])).get(post.storyId) ?? [];
  const feeds = await db.feeds.bulkGet(posts.map((other) => other.feedId));
  const active = posts.filter((_, i) => feeds[i] !== undefined && feeds[i]?.leftAt === undefined);
  return active.sort(
    (a, b) => Number(b.riverAt !== undefined) - Number(a.riverAt !== undefined) || a.id - b.id,
  );
}

/** The older texts of a post, newest first. */
export async function loadRevisions(postId: number): Promise<RevisionRow[]> {
  return (await db.revisions.where('postId').equals(postId).sortBy('replacedAt')).reverse();
}

/** Which of these posts are unread. */
export async function unreadAmong(postIds: number[]): Promise<Set<number>> {
  const rows = await db.unread.bulkGet(postIds);
  return new Set(rows.flatMap((row) => (row === undefined ? [] : [row.postId])));
}

/** The marks of these stories, for those that have any. */
export async function marksAmong(storyIds: number[]): Promise<Map<number, MarkRow>> {
  const rows = await db.marks.bulkGet(storyIds);
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.storyId, row]])));
}

/** The highest id given to a post so far; 0 when there is none. */
export async function newestPostId(): Promise<number> {
  return (await db.counters.get(['sequence', 'posts']))?.total ?? 0;
}

/** How many stories have come since that post was the newest. */
export function countNewerThan(postId: number): Promise<number> {
  return db.posts
    .where('id')
    .above(postId)
    .filter((post) => post.riverAt !== undefined)
    .count();
}
