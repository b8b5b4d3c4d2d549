import { isViewKey } from '../../storage/saved-view.ts';
import type { PostRow } from '../../storage/schema.ts';
import { tagsOf } from '../../storage/story.ts';

/** The tags that a post's card shows. A story's face carries those of all its posts, and the saved views it answers. */
export function shownTagsOf(post: PostRow): string[] {
  return post.tagAts?.map(([key]) => key).filter((key) => !isViewKey(key)) ?? tagsOf(post);
}
