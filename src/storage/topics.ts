import { db } from './database.ts';
import type { PostRow } from './schema.ts';
import { storyOf } from './story.ts';

const weekMs = 7 * 86_400_000;

/** How many posts of a tag came in each of the last weeks, the oldest week first. Reads the keys of those weeks only. */
export async function postsAWeek(tag: string, now: number, weeks: number): Promise<number[]> {
  const fromAt = now - weeks * weekMs;
  const keys = await db.posts.where('tagAts').between([tag, fromAt], [tag, now, []]).keys();
  const counts = new Array<number>(weeks).fill(0);
  for (const key of keys) {
    const [, at] = key as unknown as [string, number, number];
    const week = Math.min(weeks - 1, Math.floor((at - fromAt) / weekMs));
    counts[week] = (counts[week] ?? 0) + 1;
  }
  return counts;
}

/** The posts of a tag that were ever opened, the most viewed first. Reads the marks of what a person opened, no more. */
export async function viewedPosts(tag: string, unreadOnly: boolean): Promise<PostRow[]> {
  const marks = await db.marks.where('views').above(0).toArray();
  const views = new Map(marks.map((mark) => [mark.storyId, mark.views ?? 0]));
  const alone = await db.posts.bulkGet([...views.keys()]);
  const joined = await db.posts
    .where('storyId')
    .anyOf([...views.keys()])
    .toArray();
  const faces = new Map(
    [...alone, ...joined].flatMap((post) => (post?.riverAt === undefined ? [] : [[post.id, post]])),
  );
  const posts = [...faces.values()].filter((post) => post.tagAts?.some(([key]) => key === tag));
  const unread = await db.unread.bulkGet(posts.map((post) => post.id));
  return posts
    .filter((_, index) => !unreadOnly || unread[index] !== undefined)
    .sort(
      (a, b) => (views.get(storyOf(b)) ?? 0) - (views.get(storyOf(a)) ?? 0) || b.at - a.at || b.id - a.id,
    );
}
