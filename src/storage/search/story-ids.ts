import { db } from '../database.ts';
import { storyOf } from '../story.ts';
import { Columns } from './columns.ts';
import { loadState } from './state.ts';

/** So many rows are read of posts that the index does not know yet; there are more only while it is built anew. */
const mostRows = 1000;

/**
 * The stories of these posts, from the columns of the index: a post never changes its story. Rows are read only of posts
 * that wait to be indexed, and only so many; the others are left out.
 */
export function storiesOf(postIds: readonly number[]): Promise<Set<number>> {
  return db.transaction('r', [db.searchState, db.searchColumns, db.posts], async () => {
    const columns = new Columns((await loadState()).lastSegment > 0);
    await columns.load(postIds);
    const stories = new Set<number>();
    const waiting: number[] = [];
    for (const id of postIds) {
      const storyId = columns.storyId(id);
      if (storyId !== 0) stories.add(storyId);
      else if (waiting.length < mostRows) waiting.push(id);
    }
    const rows = await db.posts.bulkGet(waiting);
    for (const post of rows) if (post !== undefined) stories.add(storyOf(post));
    return stories;
  });
}
