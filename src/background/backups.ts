import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { isCopyDue, keepCopy, listCopies, loadCopies } from '../storage/backup/kept-copies.ts';
import { isNew, librarySize, wantsCopies } from '../storage/library-size.ts';
import { loadSettings } from '../storage/settings.ts';
import { askHidden } from './ask-hidden.ts';

/** Where the browser has cleared the database, the newest copy comes back into it. Answers whether one did. */
export async function restoreIfCleared(): Promise<boolean> {
  if (!(await isNew())) return false;
  const texts = await loadCopies();
  const wasRestored = texts.length > 0 && (await askHidden('restoreCopy', { texts }));
  if (wasRestored) await updateBadge();
  return wasRestored;
}

/** A copy that fails, on a full disk or with a killed worker, is not tried again each minute. */
const restMs = 15 * 60_000;
const triedKey = 'copyTriedAt';

/** Makes a copy when one is due. Of no feed at all none is kept. */
export function backUpIfDue(): Promise<void> {
  return navigator.locks.request('backup', async () => {
    const of = await librarySize();
    const [newest] = await listCopies();
    if (!isCopyDue(newest, of, Date.now()) || !(await wantsCopies())) return;
    const tried: unknown = (await browser.storage.session.get(triedKey))[triedKey];
    if (typeof tried === 'number' && Date.now() - tried < restMs) return;
    await browser.storage.session.set({ [triedKey]: Date.now() });
    const made = await askHidden('makeCopy', { settings: await loadSettings() });
    await keepCopy(made, of, Date.now());
    await browser.storage.session.remove(triedKey);
  });
}
