/** Keeps the tags of the listed posts true, and whether they are hidden. What an edit on the wire changes waits for a refresh. */
import { effect } from '@preact/signals';
import { followKeys } from '../../storage/follow-keys.ts';
import { loadPosts } from '../../storage/posts.ts';
import type { PostRow } from '../../storage/schema.ts';
import { comebacks, phase, type Row, rows, scope } from './listing.ts';
import { oneAfterOther } from './read-again.ts';
import { shownTagsOf } from './shown-tags.ts';

type IsChanged = (postId: number) => boolean;

/** Follows them from now on: of a list's posts those whose rows are written. Answers how to stop. */
export function followTags(): () => void {
  /** What was told while a page was being read: it may have been read before that. */
  let told: IsChanged[] = [];
  const stops = [
    followKeys('posts', (isChanged) => {
      if (scope.peek() !== undefined && phase.peek() === 'loading') told.push(isChanged);
      void readAgain(listed().filter(({ id }) => isChanged(id)));
    }),
    effect(() => {
      if (phase.value === 'loading') return;
      const late = told;
      told = [];
      if (late.length > 0)
        void readAgain(listed().filter(({ id }) => late.some((isChanged) => isChanged(id))));
    }),
    // Of a list that had been left nothing was told.
    effect(() => {
      if (comebacks.value > 0) void readAgain(listed());
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

const listed = () => rows.peek().map(({ post }) => post);

/** Reads listed posts again, and draws those anew that show something else. */
export const readAgain = oneAfterOther(async (posts) => {
  const stored = new Map((await loadPosts(posts.map(({ id }) => id))).map((post) => [post.id, post]));
  const before = rows.peek();
  const after = before.map((row) => inPlace(row, stored.get(row.post.id)));
  if (after.some((row, index) => row !== before[index])) rows.value = after;
});

/** A listed row with what its card shows of the post as it is stored; the row itself where that is the same. */
export function inPlace(row: Row, stored: PostRow | undefined): Row {
  if (stored === undefined || looksLike(row.post, stored)) return row;
  const { ownTags, tagAts, handTags, droppedTags, hiddenAt } = stored;
  return { ...row, post: { ...row.post, ownTags, tagAts, handTags, droppedTags, hiddenAt } as PostRow };
}

function looksLike(a: PostRow, b: PostRow): boolean {
  return a.hiddenAt === b.hiddenAt && String(shownTagsOf(a)) === String(shownTagsOf(b));
}
