import { tellOfAll } from '../add-rows.ts';
import { db } from '../database.ts';
import { takeLeftUnread } from '../left-unread.ts';
import type { Inverse } from '../schema-actions.ts';
import { lastIdOf } from '../sequence.ts';
import { makeRead, makeUnread } from '../unread.ts';
import { settleParked } from './settle.ts';
import { standingOf } from './standing.ts';

/** From so many stories on marking all parks the marks; fewer are cleared and put back one by one. */
export const parkFrom = { stories: 1_000 };

/** Can so many be parked? Each mark of an account on a server has to be told there, one by one. */
export function canPark(stories: number): boolean {
  return stories >= parkFrom.stories && !db.isOfServer;
}

/**
 * Marks everything read by putting the unread marks aside as they lie: the empty store takes their place, and every unread
 * number is nought. `upTo`: no post that came later is among them. Answers how that is taken back. Inside the caller's transaction (all tables of an action).
 */
export async function parkUnread(upTo?: number): Promise<Inverse> {
  await settleParked();
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
  return { do: 'all-unread' };
}

/** Does that again: what came after it (posts above `upTo`) stays unread. */
export async function parkAgain({ upTo, stories }: Inverse & { do: 'all-read' }): Promise<Inverse> {
  const rows = await db.unread.where(':id').above(upTo).toArray();
  // A story is read with the first of its posts, whose id it has.
  const since = await makeRead(rows.filter(({ storyId, postId }) => (storyId ?? postId) > upTo));
  const inverse = await parkUnread(upTo);
  await makeUnread(since);
  await takeLeftUnread(stories);
  return inverse;
}
