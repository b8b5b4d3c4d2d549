/** Marks that wait to be sent to the server, written in the transaction that changes the mark. */
import { db } from './database.ts';
import { rowsOf } from './rows-of.ts';
import type { OutgoingRow } from './schema-account.ts';
import { takeIds } from './sequence.ts';

/** Who changed a mark: what the server said is not told to it. */
export type MarkSource = 'here' | 'server';

/**
 * Queues the last word on a mark of these posts; with a local account there is nobody to tell. A word that takes an
 * older one back stays, too: that one may be on its way. Inside the caller's transaction (outgoing, counters).
 */
export async function queueMarks(
  postIds: number[],
  field: OutgoingRow['field'],
  value: boolean,
): Promise<void> {
  if (!db.isOfServer || postIds.length === 0) return;
  const seq = await takeIds('outgoing');
  await db.outgoing.bulkPut(postIds.map((postId) => ({ postId, field, value, seq })));
}

/** A mark as it is sent: of all items of its post. */
export interface Sending {
  row: OutgoingRow;
  itemIds: string[];
}

/** Every mark that waits and can be sent, the oldest first, with the items it is of. */
export function marksToSend(): Promise<Sending[]> {
  return db.transaction('r', [db.outgoing, db.items, db.feeds, db.posts], async () => {
    const all = (await db.outgoing.toArray()).sort((a, b) => a.seq - b.seq);
    const held = await heldAmong(all.map(({ postId }) => postId));
    const rows = all.filter(({ postId }) => !held.has(postId));
    const items = await itemsOf(rows.map(({ postId }) => postId));
    return rows.map((row) => ({ row, itemIds: items.get(row.postId) ?? [] }));
  });
}

/** Forgets marks that were sent, but for those about which something was said since. */
export async function forgetSent(sent: OutgoingRow[]): Promise<void> {
  await db.transaction('rw', db.outgoing, async () => {
    const now = await db.outgoing.bulkGet(sent.map(({ postId, field }) => [postId, field]));
    const done = sent.filter((row, i) => now[i]?.seq === row.seq);
    await db.outgoing.bulkDelete(done.map(({ postId, field }) => [postId, field]));
  });
}

/** How many marks wait and can be sent; of more than ten thousand it says ten thousand. */
export async function countOutgoing(): Promise<number> {
  const keys = (await db.outgoing.limit(10_000).primaryKeys()) as unknown as [number, string][];
  const held = await heldAmong(keys.map(([postId]) => postId));
  return keys.filter(([postId]) => !held.has(postId)).length;
}

/** Which of these posts are in feeds that the server has no longer: what is marked there is sent when they come back. */
async function heldAmong(postIds: number[]): Promise<Set<number>> {
  const lost = new Set(await db.feeds.filter((feed) => feed.archivedAt !== undefined).primaryKeys());
  if (lost.size === 0 || postIds.length === 0) return new Set();
  const posts = await rowsOf(db.posts, postIds, (post) => post.id);
  return new Set([...posts.values()].flatMap(({ id, feedId }) => (lost.has(feedId) ? id : [])));
}

/** The items of posts. Inside the caller's transaction (items). */
export async function itemsOf(postIds: number[]): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  if (postIds.length === 0) return found;
  const keys = [...new Set(postIds)].sort((a, b) => a - b);
  const [first = 0, last = 0] = [keys[0], keys.at(-1)];
  const wanted = new Set(keys);
  // Posts that are marked together mostly lie together.
  const isDense = last - first < keys.length * 4;
  const rows = isDense
    ? await db.items.where('postId').between(first, last, true, true).toArray()
    : await db.items.where('postId').anyOf(keys).toArray();
  for (const { id, postId } of rows)
    if (wanted.has(postId)) found.set(postId, [...(found.get(postId) ?? []), id]);
  return found;
}

/** Of which posts a mark waits. Inside the caller's transaction (outgoing). */
export async function waitingAmong(field: OutgoingRow['field']): Promise<Set<number>> {
  const rows = await db.outgoing.toArray();
  return new Set(rows.flatMap((row) => (row.field === field ? row.postId : [])));
}

/** Forgets which items these posts are, and what waits of them: the server has them no longer. Inside the caller's transaction. */
export async function dropItems(postIds: number[]): Promise<void> {
  if (!db.isOfServer) return;
  const items = await itemsOf(postIds);
  await db.items.bulkDelete([...items.values()].flat());
  await db.outgoing.bulkDelete(
    postIds.flatMap((id): [number, string][] => [
      [id, 'read'],
      [id, 'starred'],
    ]),
  );
}
