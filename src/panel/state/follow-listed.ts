/** What is listed stays in its place; what it says of itself is kept true there. */
import { batch, effect } from '@preact/signals';
import { live } from '../../storage/live.ts';
import { loadPost } from '../../storage/posts.ts';
import type { PostRow } from '../../storage/schema.ts';
import { marksAmong, unreadAmong } from '../../storage/shown.ts';
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
        rows.value = rows.peek().map((row) => {
          const post = byId.get(row.post.id);
          return post === undefined ? row : { ...row, post };
        });
      },
      console.error,
    );
  });
}

/** So many posts are followed by one query: a change asks again after these alone, however long the list is. */
const followedTogether = 50;

/** Keeps the marks of the listed posts true, however they change. */
export function followMarks(): void {
  let following = new Map<string, () => void>();
  effect(() => {
    const posts = rows.value.map((row) => row.post);
    const next = new Map<string, () => void>();
    for (let from = 0; from < posts.length; from += followedTogether) {
      const part = posts.slice(from, from + followedTogether);
      const name = part.map((post) => post.id).join();
      next.set(name, following.get(name) ?? followPart(part));
      following.delete(name);
    }
    for (const stop of following.values()) stop();
    following = next;
  });
}

function followPart(posts: PostRow[]): () => void {
  const ids = posts.map((post) => post.id);
  const storyIds = posts.map(storyOf);
  return live(
    async () => Promise.all([unreadAmong(ids), marksAmong(storyIds)]),
    ([unreadIds, markRows]) => {
      batch(() => {
        if (ids.some((id) => unread.value.has(id) !== unreadIds.has(id)))
          unread.value = replaced(unread.value, ids, unreadIds);
        if (storyIds.some((id) => JSON.stringify(marks.value.get(id)) !== JSON.stringify(markRows.get(id))))
          marks.value = new Map([...[...marks.value].filter(([id]) => !storyIds.includes(id)), ...markRows]);
      });
    },
    console.error,
  );
}

function replaced(before: ReadonlySet<number>, ids: number[], found: ReadonlySet<number>): Set<number> {
  const after = new Set(before);
  for (const id of ids) {
    if (found.has(id)) after.add(id);
    else after.delete(id);
  }
  return after;
}
