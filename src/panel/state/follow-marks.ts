/** Keeps the marks of the listed posts true, and with them their tags, however they change. */
import { batch, effect } from '@preact/signals';
import { followKeys } from '../../storage/follow-keys.ts';
import type { MarkRow, PostRow } from '../../storage/schema.ts';
import { marksAmong, unreadAmong } from '../../storage/shown.ts';
import { storyOf } from '../../storage/story.ts';
import { followTags } from './follow-tags.ts';
import { marks, rows, unread } from './listing.ts';
import { oneAfterOther } from './read-again.ts';

/** Follows the marks from now on: of a list's posts those of which a change tells, so that its length costs nothing. Answers how to stop. */
export function followMarks(): () => void {
  let known: ReadonlySet<number> = new Set();
  // What was marked between the reading of a page and its standing in the list was told to nobody.
  const followNew = effect(() => {
    const posts = rows.value.map(({ post }) => post);
    const before = known;
    known = new Set(posts.map(({ id }) => id));
    void readAgain(posts.filter(({ id }) => !before.has(id)));
  });
  const stops = [
    followNew,
    followKeys('unread', (isChanged) => void readAgain(listed().filter(({ id }) => isChanged(id)))),
    followKeys('marks', (isChanged) => void readAgain(listed().filter((post) => isChanged(storyOf(post))))),
    followTags(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

const listed = () => rows.peek().map(({ post }) => post);

const readAgain = oneAfterOther(async (posts) => {
  const [unreadIds, markRows] = await Promise.all([
    unreadAmong(posts.map(({ id }) => id)),
    marksAmong(posts.map(storyOf)),
  ]);
  const stillListed = new Set(listed().map(({ id }) => id));
  const asked = posts.filter(({ id }) => stillListed.has(id));
  const storyIds = asked.map(storyOf);
  batch(() => {
    if (asked.some(({ id }) => unread.value.has(id) !== unreadIds.has(id)))
      unread.value = replaced(unread.value, asked, unreadIds);
    if (storyIds.some((id) => JSON.stringify(marks.value.get(id)) !== JSON.stringify(markRows.get(id))))
      marks.value = replacedMarks(marks.value, storyIds, markRows);
  });
});

function replaced(before: ReadonlySet<number>, posts: PostRow[], found: ReadonlySet<number>): Set<number> {
  const after = new Set(before);
  for (const { id } of posts) {
    if (found.has(id)) after.add(id);
    else after.delete(id);
  }
  return after;
}

function replacedMarks(
  before: ReadonlyMap<number, MarkRow>,
  storyIds: number[],
  found: ReadonlyMap<number, MarkRow>,
): Map<number, MarkRow> {
  const after = new Map(before);
  for (const id of storyIds) {
    const mark = found.get(id);
    if (mark === undefined) after.delete(id);
    else after.set(id, mark);
  }
  return after;
}
