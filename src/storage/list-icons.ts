import { db } from './database.ts';
import type { IconRow } from './icon-row.ts';

/** All icons there are, with those that were asked for in vain. */
export function listIcons(): Promise<IconRow[]> {
  return db.icons.toArray();
}
