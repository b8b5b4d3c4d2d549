import { db } from './database.ts';
import type { ActionRow } from './schema-actions.ts';

/**
 * The action that is being taken back or done again; undefined when none is. Asked in one go: between two questions a
 * panel would wait for a whole step of it.
 */
export function turningAction(): Promise<ActionRow | undefined> {
  return db.transaction('r', [db.undoParts, db.actions], async () => {
    // Only one with parts takes long. The others may be hundreds, and a panel asks again with each that is added.
    const parts = await db.undoParts.toCollection().primaryKeys();
    const ids = new Set(parts.map(([actionId]) => actionId));
    return (await db.actions.bulkGet([...ids])).find((action) => action?.left !== undefined);
  });
}
