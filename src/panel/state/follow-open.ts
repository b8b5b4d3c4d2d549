/** Keeps open posts true in their places: tags that are added, a text that was edited. */
import { effect } from '@preact/signals';
import { live } from '../../storage/live.ts';
import { loadPost } from '../../storage/posts.ts';
import type { PostRow } from '../../storage/schema.ts';
import { openIds, type Row, rows } from './listing.ts';

/** Follows what is open from now on. */
export function followOpen(): void {
  let stop = () => {};
  effect(() => {
    const ids = [...openIds.value];
    stop();
    if (ids.length === 0) return;
    stop = live(
      async () => Promise.all(ids.map(loadPost)),
      (posts) => {
        const before = rows.peek();
        const after = before.map((row) => inPlace(row, posts));
        // Mostly it says what is listed: then nothing is drawn again.
        if (after.some((row, index) => row !== before[index])) rows.value = after;
      },
      console.error,
    );
  });
}

function inPlace(row: Row, posts: (PostRow | undefined)[]): Row {
  const post = posts.find((each) => each?.id === row.post.id);
  return post === undefined || JSON.stringify(post) === JSON.stringify(row.post) ? row : { ...row, post };
}
