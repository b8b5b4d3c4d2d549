import { tellOfAll } from '../add-rows.ts';
import { db } from '../database.ts';
import { loadPlaces } from '../places.ts';
import type { CounterRow, UnreadRow } from '../schema.ts';
import type { ActionRow, Inverse } from '../schema-actions.ts';
import { loadStories } from '../stories.ts';
import { byStory } from '../story.ts';
import { Tally } from '../tally.ts';
import { makeUnread } from '../unread.ts';
import type { Parked } from './schema-parking.ts';
import { settleParked } from './settle.ts';
import { standingOf } from './standing.ts';

/** With more posts written, or come, since, all is put back post by post. */
export const mostSince = { posts: 2_000 };

/** The action as it can be taken back now: what its parked marks were reckoned by may be true no longer. */
export async function readyToTakeBack(action: ActionRow): Promise<ActionRow> {
  if (action.undone || !action.inverses.some((inverse) => inverse.do === 'all-unread')) return action;
  if (await liesTrue()) return action;
  await settleParked();
  return (await db.actions.get(action.id)) ?? action;
}

/** Can what is parked be put back as it lies? Inside a transaction (all tables of an action). */
export async function liesTrue(): Promise<boolean> {
  const { parked } = (await db.parking.get(1)) ?? {};
  if (parked === undefined || parked.settling || db.isOfServer) return false;
  const most = mostSince.posts + 1;
  const touched = await db.touched.orderBy(':id').limit(most).primaryKeys();
  // Older ones are those that were carried over, and what a person marked unread.
  const since = await db.unread.where(':id').above(parked.upTo).limit(most).primaryKeys();
  if (Math.max(touched.length, since.length) === most) return false;
  return parked.standing === (await standingOf(parked.feedsUpTo));
}

/**
 * Puts the parked marks in the place of those that came since, which join them. Stories of which a post was written since
 * are marked anew as they stand now. Answers the inverse. Inside the caller's transaction (all tables of an action).
 */
export async function takeBackParked({ carried }: Inverse & { do: 'all-unread' }): Promise<Inverse> {
  const { swapped, parked } = (await db.parking.get(1)) ?? {};
  if (parked === undefined) return { do: 'all-read', upTo: 0, stories: [] };
  const since = await db.unread.toArray();
  const written = await takeOut(await touchedRows());
  await db.unread.clear();
  await db.touched.clear();
  await db.parking.put({ id: 1, ...(!swapped && { swapped: true }) });
  tellOfAll(db.unread);
  await putNumbers(parked);
  await countOut(written);
  const stories = await makeUnread([...byStory(written).keys()], { alsoLeft: true });
  await makeUnread([...byStory(since).keys()]);
  return { do: 'all-read', upTo: parked.upTo, stories, ...(carried && { carried }) };
}

/** The parked marks of all stories of which a post was written since: as they were then, and as they are now. */
async function touchedRows(): Promise<UnreadRow[]> {
  const postIds = await db.touched.toCollection().primaryKeys();
  const marks = (await db.parked.bulkGet(postIds)).filter((row) => row !== undefined);
  const posts = (await db.posts.bulkGet(postIds)).filter((post) => post !== undefined);
  const stories = await loadStories([...marks, ...posts].flatMap(({ storyId }) => storyId ?? []));
  const others = [...stories.values()].flat().map((post) => post.id);
  const rows = await db.parked.bulkGet([...new Set([...postIds, ...others])]);
  return rows.filter((row) => row !== undefined);
}

async function takeOut(rows: UnreadRow[]): Promise<UnreadRow[]> {
  await db.parked.bulkDelete(rows.map((row) => row.postId));
  return rows;
}

/** The unread numbers as they were when the marks were parked. */
async function putNumbers({ counters }: Parked): Promise<void> {
  const then = new Map(
    counters.map(([kind, id, unread]) => [`${kind} ${id}`, { kind, id, unread, total: 0 }]),
  );
  const put: CounterRow[] = [];
  for (const counter of await db.counters.toArray()) {
    const key = `${counter.kind} ${counter.id}`;
    const unread = then.get(key)?.unread ?? 0;
    if (unread !== counter.unread) put.push({ ...counter, unread });
    then.delete(key);
  }
  await db.counters.bulkPut([...put, ...then.values()]);
}

/** They counted as they were parked, and feeds stand where they stood. */
async function countOut(rows: UnreadRow[]): Promise<void> {
  const tally = new Tally(await loadPlaces(rows.map((row) => row.feedId)));
  for (const story of byStory(rows).values()) tally.story(story, 'unread', -1);
  await tally.write();
}
