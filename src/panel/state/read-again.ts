import type { PostRow } from '../../storage/schema.ts';

/**
 * A reading of posts that is asked for again and again: one comes after the other, since of two at a time the older could
 * come last, and what is asked for meanwhile is read next.
 */
export function oneAfterOther(
  read: (posts: PostRow[]) => Promise<void>,
): (posts: readonly PostRow[]) => Promise<void> {
  const due = new Map<number, PostRow>();
  let isReading = false;
  return async (posts) => {
    for (const post of posts) due.set(post.id, post);
    if (isReading) return;
    isReading = true;
    try {
      while (due.size > 0) {
        const asked = [...due.values()];
        due.clear();
        await read(asked);
      }
    } catch (error) {
      console.error('What changed of the listed posts could not be read.', error);
    } finally {
      isReading = false;
    }
  };
}
