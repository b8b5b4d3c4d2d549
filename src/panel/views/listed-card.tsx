import type { PostRow } from '../../storage/schema.ts';
import { storyOf } from '../../storage/story.ts';
import { comparingId } from '../state/full-texts.ts';
import { alsoIn, marks, openIds, selectedId, unread } from '../state/listing.ts';
import { isThreePane } from '../state/panes.ts';
import { taggingId } from '../state/sheet.ts';
import { type ListLayout, PostCard } from './PostCard.tsx';

interface Where {
  /** Alone, beside its list. */
  isInPane?: boolean;
  /** Its number among those that stand together, from 1, and how many they are; -1 while that is not known. */
  position?: number;
  setSize?: number;
  /** Its title alone: it is out of sight. */
  isBrief?: boolean;
}

/** The card of a listed post with what may change while one reads. Beside the list it is open, in the list it then stays folded. */
export function listedCard(post: PostRow, layout: ListLayout, { isInPane = false, ...place }: Where) {
  const mark = marks.value.get(storyOf(post));
  return (
    <PostCard
      key={post.id}
      {...place}
      post={post}
      layout={layout}
      isUnread={unread.value.has(post.id)}
      isOpen={isInPane || (openIds.value.has(post.id) && !isThreePane.value)}
      isSelected={!isInPane && selectedId.value === post.id}
      isStarred={mark?.starredAt !== undefined}
      isTagging={taggingId.value === post.id && isInPane === isThreePane.value}
      isComparing={comparingId.value === post.id && isInPane === isThreePane.value}
      views={mark?.views ?? 0}
      alsoIn={alsoIn.value.get(post.id)}
    />
  );
}
