import { db } from './database.ts';
import { loadPlaces } from './places.ts';
import type { PostRow, UnreadRow } from './schema.ts';
import { moveStars } from './stories.ts';
import { arrange, storyOf, unreadRowsOf } from './story.ts';
import { Tally } from './tally.ts';

/** A story as stored and as it shall be. */
export interface Rewriting {
  before: PostRow[];
  after: PostRow[];
}

/**
 * Writes many stories anew at once, as rewriteStory writes one: unread stories stay unread, unless they are hidden.
 * Reads and writes each table once, however many there are. Runs inside the caller's transaction.
 */
export async function rewriteStories(stories: Rewriting[]): Promise<void> {
  if (stories.length === 0) return;
  const all = stories.flatMap(({ before }) => before);
  const places = await loadPlaces(all.map((post) => post.feedId));
  const rows = await db.unread.bulkGet(all.map((post) => post.id));
  const unread = new Set(rows.flatMap((row) => (row === undefined ? [] : [row.postId])));
  const tally = new Tally(places);
  const posts: PostRow[] = [];
  const put: UnreadRow[] = [];
  for (const { before, after } of stories) {
    const arranged = arrange(after, places);
    posts.push(...arranged);
    tally.story(before, 'total', -1);
    tally.story(arranged, 'total', 1);
    if (!before.some((post) => unread.has(post.id))) continue;
    tally.story(before, 'unread', -1);
    tally.story(arranged, 'unread', 1);
    put.push(...unreadRowsOf(arranged, places));
  }
  await db.unread.bulkDelete([...unread]);
  await db.unread.bulkPut(put);
  await db.posts.bulkPut(posts);
  await tally.write();
  await moveStars([...new Set(posts.map(storyOf))]);
}
