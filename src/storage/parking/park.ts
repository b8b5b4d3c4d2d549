import { tellOfAll } from '../add-rows.ts';
import { db } from '../database.ts';
import { takeLeftUnread } from '../left-unread.ts';
import type { UnreadRow } from '../schema.ts';
import type { Inverse } from '../schema-actions.ts';
import { lastIdOf } from '../sequence.ts';
import { makeRead, makeUnread, unreadRowsNamed } from '../unread.ts';
import { settleParked } from './settle.ts';
import { standingOf } from './standing.ts';

/** From so many stories on marking all parks the marks; fewer are cleared and put back one by one. */
export const parkFrom = { stories: 1_000 };

/**
 * Muted feeds may have so many unread posts at the most where the others' marks are parked: what none but they carry is
 * written into the other store, and back with the undo, in one transaction each, and is named in the action.
 */
export const mostCarried = { posts: 10_000 };

/**
 * Can so many stories be parked beside what these muted feeds have? With more in those than in all others, it is less work
 * to mark the others one by one. Each mark of an account on a server has to be told there. Inside the caller's transaction.
 */
export async function canPark(stories: number, muted: number[]): Promise<boolean> {
  if (stories < parkFrom.stories || db.isOfServer) return false;
  const counters = await db.counters.bulkGet(muted.map((id) => ['feed', id]));
  const ofMuted = counters.reduce((sum, counter) => sum + (counter?.unread ?? 0), 0);
  return ofMuted <= Math.min(mostCarried.posts, stories);
}

/**
 * Marks everything read by putting the unread marks aside as they lie: the empty store takes their place, and every unread
 * number is nought; the stories of `staying` are carried over and stay unread. `upTo`: no post that came later is among
 * what is parked. Answers how that is taken back. Inside the caller's transaction (all tables of an action).
 */
export async function parkUnread(
  staying: UnreadRow[],
  upTo?: number,
): Promise<Inverse & { do: 'all-unread' }> {
  await settleParked();
  const carried = await makeRead(staying);
  const { swapped } = (await db.parking.get(1)) ?? {};
  const unread = (await db.counters.toArray()).filter((counter) => counter.unread !== 0);
  const feedsUpTo = await lastIdOf('feeds');
  await db.parking.put({
    id: 1,
    ...(!swapped && { swapped: true }),
    parked: {
      upTo: upTo ?? (await lastIdOf('posts')),
      counters: unread.map(({ kind, id, unread }) => [kind, id, unread]),
      feedsUpTo,
      standing: await standingOf(feedsUpTo),
    },
  });
  await db.counters.bulkPut(unread.map((counter) => ({ ...counter, unread: 0 })));
  tellOfAll(db.unread);
  await makeUnread(carried);
  return { do: 'all-unread', ...(carried.length > 0 && { carried }) };
}

/** Does that again: what came after it (posts above `upTo`), or was carried over then, stays unread. */
export async function parkAgain({
  upTo,
  stories,
  carried = [],
}: Inverse & { do: 'all-read' }): Promise<Inverse> {
  const rows = await db.unread.where(':id').above(upTo).toArray();
  // A story is read with the first of its posts, whose id it has.
  const since = await makeRead(rows.filter(({ storyId, postId }) => (storyId ?? postId) > upTo));
  const inverse = await parkUnread(await unreadRowsNamed(carried), upTo);
  await makeUnread(since);
  await takeLeftUnread(stories);
  return inverse;
}
