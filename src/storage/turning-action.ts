import { db } from './database.ts';
import type { ActionRow } from './schema-actions.ts';

/** The action that is being taken back or done again; undefined when none is. */
export async function turningAction(): Promise<ActionRow | undefined> {
  return (await db.actions.toArray()).find((action) => action.left !== undefined);
}
