/** Actions of very many posts are taken back (or done again) in steps: each is one transaction, and any may be the last. */
import { db } from './database.ts';
import { actionTables, forgetAction } from './record.ts';
import type { ActionRow } from './schema-actions.ts';
import { turnStories } from './turn-stories.ts';
import { turningAction } from './turning-action.ts';
import { turnPart } from './undo-parts.ts';

/** Does the next step of what is being taken back; answers whether there was one. */
export function turnNextPart(now: number): Promise<boolean> {
  return db.transaction('rw', actionTables, async () => {
    const action = await turningAction();
    if (action === undefined) return false;
    const { left = 0, ...bare } = action;
    await turnPart(action, (inverse) => turnStories(inverse, now));
    if (left > 1) await db.actions.put({ ...bare, left: left - 1 });
    else await end(bare);
    return true;
  });
}

/** An action that others have followed meanwhile cannot be done again. */
async function end(action: ActionRow): Promise<void> {
  const standing = (await db.actions.toArray()).filter((row) => !row.undone && row.id > action.id);
  if (action.undone && standing.length > 0) await forgetAction(action);
  else await db.actions.put(action);
}
