import { db } from '../database.ts';
import type { ActionRow } from '../schema-actions.ts';
import { addPart, partSize } from '../undo-parts.ts';

/**
 * Turns the next parked marks into a part of the undo, as any large action has them, and drops them; answers whether there
 * were any. What is parked lies there as it was: once much has changed since, only post by post can be put back.
 * Inside the caller's transaction (all tables of an action).
 */
export async function settleNextPart(): Promise<boolean> {
  const { parked, ...row } = (await db.parking.get(1)) ?? { id: 1 as const };
  if (parked === undefined) return false;
  const action = await parkedAction();
  const postIds = await db.parked.orderBy(':id').limit(partSize.posts).primaryKeys();
  const [first, last] = [postIds[0], postIds.at(-1)];
  if (action === undefined || first === undefined || last === undefined) {
    if (action !== undefined) await db.actions.put({ ...action, inverses: action.inverses.filter(isOther) });
    await dropParked();
    return false;
  }
  await db.actions.put(await addPart(action, [{ do: 'unread', postIds }]));
  await db.parked.where(':id').between(first, last, true, true).delete();
  await db.parking.put({ ...row, parked: { ...parked, settling: true } });
  return true;
}

/** All of them at once. Inside the caller's transaction. */
export async function settleParked(): Promise<void> {
  while (await settleNextPart());
}

/** Forgets what is parked. Inside the caller's transaction. */
export async function dropParked(): Promise<void> {
  const { parked: _parked, ...row } = (await db.parking.get(1)) ?? { id: 1 as const };
  await db.parked.clear();
  await db.touched.clear();
  await db.parking.put(row);
}

/** The action whose marks are parked, if any are. */
export async function parkedAction(): Promise<ActionRow | undefined> {
  return (await db.actions.toArray()).find(({ inverses }) => !inverses.every(isOther));
}

function isOther({ do: what }: ActionRow['inverses'][number]): boolean {
  return what !== 'all-unread';
}
