import { updateBadge } from '../badge.ts';
import { loadCopies } from '../storage/backup/kept-copies.ts';
import { restoreCopy } from '../storage/backup/restore-copy.ts';
import { isNew } from '../storage/library-size.ts';

/** Where the browser has cleared the store, the newest copy comes back into it; the worker does the same when the clock rings. */
export async function bringBack(): Promise<void> {
  if (!(await isNew())) return;
  const copies = await loadCopies();
  if (copies.length === 0) return;
  await restoreCopy(copies, Date.now());
  await updateBadge();
}
