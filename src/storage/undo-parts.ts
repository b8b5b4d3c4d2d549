import { db } from './database.ts';
import { takeLeftUnread } from './left-unread.ts';
import type { ActionRow, Inverse, StoriesInverse } from './schema-actions.ts';
import { makeRead, makeUnread, unreadRowsNamed } from './unread.ts';

/** So many posts are marked in one transaction when an action is taken back; more are turned part by part. */
export const partSize = { posts: 5_000 };

type MarksInverse = Inverse & { do: 'unread' | 'read' };

/** The marks of an action that are too many for its row: they are kept in parts beside it, in rising order of posts. */
export function divide(inverses: Inverse[]): { kept: Inverse[]; parts: MarksInverse[] } {
  const isLarge = (inverse: Inverse): inverse is MarksInverse =>
    (inverse.do === 'unread' || inverse.do === 'read') && inverse.postIds.length > partSize.posts;
  const parts = inverses.filter(isLarge).flatMap(({ do: what, postIds }) => {
    const sorted = [...postIds].sort((a, b) => a - b);
    const count = Math.ceil(sorted.length / partSize.posts);
    return Array.from({ length: count }, (_, i): MarksInverse => {
      return { do: what, postIds: sorted.slice(i * partSize.posts, (i + 1) * partSize.posts) };
    });
  });
  return { kept: inverses.filter((inverse) => !isLarge(inverse)), parts };
}

/** Keeps the parts of an action. Inside the caller's transaction. */
export async function keepParts(actionId: number, parts: MarksInverse[]): Promise<void> {
  await db.undoParts.bulkAdd(parts.map((inverse, part) => ({ actionId, part, inverses: [inverse] })));
}

/** Adds a part that was just done; answers the action with it. Inside the caller's transaction. */
export async function addPart(action: ActionRow, inverses: StoriesInverse[]): Promise<ActionRow> {
  const { id: actionId, parts: part = 0 } = action;
  await db.undoParts.add({ actionId, part, inverses });
  return { ...action, parts: part + 1 };
}

/** Forgets the parts of an action. Inside the caller's transaction. */
export async function forgetParts(actionId: number): Promise<void> {
  await db.undoParts.where('[actionId+part]').between([actionId], [actionId, []]).delete();
}

/** How many parts are to be turned when this action is turned around now, perhaps in the middle of being turned. */
export function partsToTurn({ parts = 0, left }: ActionRow): number {
  return left === undefined ? parts : parts - left;
}

/** Turns the next part of an action: the last one first when it is taken back. Inside the caller's transaction. */
export async function turnPart(
  { id, undone, parts = 0, left = 0 }: ActionRow,
  apply: (inverse: StoriesInverse) => Promise<StoriesInverse>,
): Promise<void> {
  const part = await db.undoParts.get([id, undone ? left - 1 : parts - left]);
  if (part === undefined) return;
  const { undone: _undone, ...bare } = part;
  const inverses: StoriesInverse[] = [];
  for (const inverse of [...part.inverses].reverse()) inverses.push(await apply(inverse));
  await db.undoParts.put(undone ? { ...bare, inverses, undone } : { ...bare, inverses });
}

/** Marks as an inverse says and answers the inverse of that: the posts that it changed. */
export async function applyMarks({ do: what, postIds }: MarksInverse): Promise<MarksInverse> {
  if (what === 'unread') return { do: 'read', postIds: await makeUnread(postIds, { alsoLeft: true }) };
  const read = await makeRead(await unreadRowsNamed(postIds));
  return { do: 'unread', postIds: [...read, ...(await takeLeftUnread(postIds))] };
}
