/**
 * Whether a story is unread that no feed carries which is subscribed. Of a story of several posts its mark says it, not the
 * leaving of a feed: the story may have been read since through another feed, and any of its feeds may be the first to
 * come back. Of one post it says so where that was marked unread, by an undo, after its feed was left.
 */
import { db } from './database.ts';
import { rowsOf } from './rows-of.ts';
import type { MarkRow } from './schema.ts';

/** Notes that these stories were unread. Inside the caller's transaction (marks). */
export async function noteLeftUnread(storyIds: number[]): Promise<void> {
  if (storyIds.length === 0) return;
  const marks = await rowsOf(db.marks, storyIds, (mark) => mark.storyId);
  await db.marks.bulkPut(
    storyIds.map((storyId) => ({ ...marks.get(storyId), storyId, leftUnread: true as const })),
  );
}

/** Which of these stories were unread; that is not noted any more. Inside the caller's transaction (marks). */
export async function takeLeftUnread(storyIds: number[]): Promise<Set<number>> {
  const marks = await rowsOf(db.marks, storyIds, (mark) => mark.storyId);
  const noted = storyIds.flatMap((id) => (marks.get(id)?.leftUnread ? [marks.get(id) as MarkRow] : []));
  await db.marks.bulkPut(noted.map(({ leftUnread: _leftUnread, ...mark }) => mark));
  return new Set(noted.map((mark) => mark.storyId));
}
