/** Saving everything into a file, and putting a file in the place of everything. */
import { signal } from '@preact/signals';
import { updateBadge } from '../../badge.ts';
import { browser } from '../../browser.ts';
import { ask } from '../../messages.ts';
import { BackupFlaw } from '../../storage/backup/file-form.ts';
import { type FileSummary, restoreFile, summarize } from '../../storage/backup/restore-file.ts';
import { writeBackupFile } from '../../storage/backup/write-file.ts';
import { loadCredentials } from '../../storage/credentials.ts';
import { beginPass, endPass } from '../../storage/passes.ts';
import { loadSettings } from '../../storage/settings.ts';
import { openAsItStands } from '../../storage/why-closed.ts';
import { saveBlob } from '../save-file.ts';
import { settleLater } from '../settle-later.ts';
import { type Waiting, waitingKey } from '../settle-restored.ts';
import { word, wordOf } from '../words.ts';
import { forgetLeft } from './left-lists.ts';
import { sayFailure } from './notice.ts';

export type RestoreStep =
  | { step: 'reading' }
  | { step: 'refused'; text: string }
  | { step: 'ready'; file: File; summary: FileSummary }
  | { step: 'restoring'; rows: number }
  | { step: 'done'; feeds: number };

export const restoreStep = signal<RestoreStep | undefined>(undefined);

/** Rows written so far; undefined while nothing is being saved. */
export const savedRows = signal<number | undefined>(undefined);

/** The same of a database that cannot be opened by this build, as it stands. */
export async function saveAsItStands(): Promise<void> {
  const database = await openAsItStands();
  await saveBackup(true, false, database).finally(() => database.close());
}

/** Saves everything into a file that is handed to the person; of our own database, where no other is given. */
export async function saveBackup(
  texts: boolean,
  withLogins: boolean,
  database?: Parameters<typeof writeBackupFile>[2],
): Promise<void> {
  const now = Date.now();
  savedRows.value = 0;
  try {
    const wish = {
      texts,
      now,
      settings: await loadSettings(),
      ...(withLogins && { credentials: await loadCredentials() }),
    };
    const tell = (rows: number) => {
      savedRows.value = rows;
    };
    const day = new Date(now).toISOString().slice(0, 10);
    saveBlob(`sidereal-${day}.backup.gz`, await writeBackupFile(wish, tell, database));
  } finally {
    savedRows.value = undefined;
  }
}

/** Reads a file that was chosen, to its end: whatever is wrong with it is said before anything is touched. */
export async function chooseBackup(file: File): Promise<void> {
  restoreStep.value = { step: 'reading' };
  try {
    restoreStep.value = { step: 'ready', file, summary: await summarize(file) };
  } catch (error) {
    restoreStep.value = { step: 'refused', text: flawWords(error) };
  }
}

/** Puts the chosen file in the place of everything. */
export async function restoreChosen(): Promise<void> {
  const at = restoreStep.value;
  if (at?.step !== 'ready') return;
  const { file, summary } = at;
  restoreStep.value = { step: 'restoring', rows: 0 };
  try {
    await whileNothingElseWrites(() => restore(file, summary));
    forgetLeft();
    // Its labels are as old as the file.
    settleLater();
    restoreStep.value = { step: 'done', feeds: summary.feeds };
  } catch (error) {
    restoreStep.value = { step: 'refused', text: flawWords(error) };
    if (!(error instanceof BackupFlaw)) sayFailure(error);
  }
  await updateBadge();
}

async function restore(file: File, { settings, credentials }: FileSummary): Promise<void> {
  const token = crypto.randomUUID();
  const waiting: Waiting = { token, settings, ...(credentials !== undefined && { credentials }) };
  await browser.storage.local.set({ [waitingKey]: waiting });
  try {
    await restoreFile(file, token, Date.now(), (rows) => {
      restoreStep.value = { step: 'restoring', rows };
    });
  } catch (error) {
    await browser.storage.local.remove(waitingKey);
    throw error;
  }
}

/** What the worker has begun would be written into another library: it ends first, and begins nothing meanwhile. */
async function whileNothingElseWrites(run: () => Promise<void>): Promise<void> {
  await ask('cancelCheck', {});
  await withLock('checks', async () => {
    // A pass under way: whatever waits for its end stops between two requests.
    await beginPass(0, Date.now());
    try {
      await withLock('after-checks', () => withLock('tidy-up', () => withLock('turning', run)));
    } finally {
      await endPass(Date.now(), true);
    }
  });
}

function withLock(name: string, run: () => Promise<void>): Promise<void> {
  return navigator.locks.request(name, run);
}

function flawWords(error: unknown): string {
  if (error instanceof BackupFlaw) return wordOf('backupFlaw', error.why) ?? word('backupFlaw_damaged');
  return word('backupFailed');
}
