import { db } from './database.ts';
import { tagsOf } from './story.ts';

/** Is any post of these feeds hidden, by a rule or by hand? With a tag, any that has it. */
export async function hidesSome(feedIds: readonly number[], tag?: string): Promise<boolean> {
  const ids = new Set(feedIds);
  const found = await db.posts
    .where('hiddenAt')
    .above(0)
    .filter((post) => ids.has(post.feedId) && (tag === undefined || tagsOf(post).includes(tag)))
    .first();
  return found !== undefined;
}
