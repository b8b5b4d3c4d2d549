/** What is listed stays in its place; what it says of itself is kept true there. */
import { batch, effect } from '@preact/signals';
import { live } from '../../storage/live.ts';
import { loadPost, marksAmong, unreadAmong } from '../../storage/posts.ts';
import { storyOf } from '../../storage/story.ts';
import { marks, openIds, rows, unread } from './listing.ts';

/** Keeps open posts true in their places: tags that are added, a text that was edited. */
export function followOpen(): void {
  let stop = () => {};
  effect(() => {
    const ids = [...openIds.value];
    stop();
    if (ids.length === 0) return;
    stop = live(
      async () => Promise.all(ids.map(loadPost)),
      (posts) => {
        const byId = new Map(posts.filter((post) => post !== undefined).map((post) => [post.id, post]));
        rows.value = rows.peek().map((row) => ({ ...row, post: byId.get(row.post.id) ?? row.post }));
      },
      console.error,
    );
  });
}

/** Keeps the marks of the listed posts true, however they change. */
export function followMarks(): void {
  let stop = () => {};
  effect(() => {
    const posts = rows.value.map((row) => row.post);
    stop();
    stop = live(
      async () => Promise.all([unreadAmong(posts.map((post) => post.id)), marksAmong(posts.map(storyOf))]),
      ([unreadIds, markRows]) => {
        batch(() => {
          unread.value = unreadIds;
          marks.value = markRows;
        });
      },
      console.error,
    );
  });
}
