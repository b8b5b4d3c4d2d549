/** Looks through the stored posts for those a rule would touch. Touches nothing. */
import { parseQuery } from '../feeds/query.ts';
import type { PostRow } from '../storage/schema.ts';
import { storyOf } from '../storage/story.ts';
import { walkPosts } from '../storage/walk-posts.ts';

/** So many posts are looked at, the last stored first, before a person wants all of them looked at. */
export const lookedFirst = { posts: 20_000 };
/** So many of those found are named, the newest first, at the most. */
const namedMost = 1_000;

/** How far a dry run is. */
export interface Run {
  /** Stories: what came by several feeds is one post, here as in search and on the badge. */
  found: number;
  /** The newest of them, each by the post that stands in the river where that was met. */
  first: PostRow[];
  looked: number;
  total: number;
  state: 'looking' | 'pausing' | 'ended';
}

/** Looks until `onRun` says that nobody listens any more; past the last stored posts only once that is wanted. */
export async function dryRun(
  text: string,
  onRun: (run: Run) => boolean,
  isWanted: Promise<void>,
): Promise<void> {
  const parsed = parseQuery(text);
  if (parsed.kind === 'wrong') return;
  const run: Run = { found: 0, first: [], looked: 0, total: 0, state: 'looking' };
  const stories = new Set<number>();
  let hasPaused = false;
  for await (const { posts, looked, total } of walkPosts(parsed.query, Date.now())) {
    for (const post of posts) stories.add(storyOf(post));
    run.found = stories.size;
    run.first = eachOnce([...run.first, ...posts])
      .sort((a, b) => b.at - a.at || b.id - a.id)
      .slice(0, namedMost);
    Object.assign(run, { looked, total });
    const pauses = !hasPaused && looked >= lookedFirst.posts && looked < total;
    if (!onRun({ ...run, state: pauses ? 'pausing' : 'looking' })) return;
    if (!pauses) continue;
    await isWanted;
    hasPaused = true;
  }
  onRun({ ...run, state: 'ended' });
}

function eachOnce(posts: PostRow[]): PostRow[] {
  const byStory = new Map<number, PostRow>();
  for (const post of posts) {
    const story = storyOf(post);
    if (post.riverAt !== undefined || !byStory.has(story)) byStory.set(story, post);
  }
  return [...byStory.values()];
}
