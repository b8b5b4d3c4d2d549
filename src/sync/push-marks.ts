import { forgetSent, marksToSend, type Sending } from '../storage/outgoing.ts';
import type { OutgoingRow } from '../storage/schema-account.ts';
import { type Greader, marksAtOnce } from './greader/client.ts';
import { SyncTrouble } from './greader/trouble.ts';

/**
 * Sends every mark that waits, field by field, in batches. What was delivered is forgotten batch by batch, so that a
 * sync that is cut off goes on there. Answers how many marks were dropped because the server does not know their items.
 */
export async function pushMarks(greader: Greader): Promise<number> {
  let dropped = 0;
  const all = await marksToSend();
  await forgetSent(all.filter(({ itemIds }) => itemIds.length === 0).map(({ row }) => row));
  for (const field of ['read', 'starred'] as const)
    for (const value of [true, false]) {
      const meant = all.filter(
        ({ row, itemIds }) => row.field === field && row.value === value && itemIds.length > 0,
      );
      for (const batch of batchesOf(meant)) dropped += await deliver(greader, { field, value }, batch);
    }
  return dropped;
}

/** At most so many items a batch; a post is nearly always one. */
function batchesOf(all: Sending[]): Sending[][] {
  const batches: Sending[][] = [];
  let items = marksAtOnce;
  for (const each of all) {
    if (items + each.itemIds.length > marksAtOnce) {
      batches.push([]);
      items = 0;
    }
    batches.at(-1)?.push(each);
    items += each.itemIds.length;
  }
  return batches;
}

/** Delivers a batch; where the server refuses it, its halves, until the mark it refuses is alone. */
async function deliver(
  greader: Greader,
  mark: Pick<OutgoingRow, 'field' | 'value'>,
  batch: Sending[],
): Promise<number> {
  const ids = batch.flatMap(({ itemIds }) => itemIds);
  const rows = batch.map(({ row }) => row);
  try {
    await greader.mark(mark.field, mark.value, ids);
    await forgetSent(rows);
    return 0;
  } catch (error) {
    if (!(error instanceof SyncTrouble) || error.trouble.code !== 'refused') throw error;
    if (batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      return (
        (await deliver(greader, mark, batch.slice(0, middle))) +
        (await deliver(greader, mark, batch.slice(middle)))
      );
    }
    // Nothing is dropped because a server is in a bad mood: it has to say that it does not know the item.
    if ((await greader.contents(ids)).length > 0) throw error;
    console.warn(
      `The server refuses a mark (${error.trouble.status}), and does not know its item: ${ids.join(' ')}`,
    );
    await forgetSent(rows);
    return 1;
  }
}
