/** Whether there is a store: it may not open, or be closed under the panel. */
import { signal } from '@preact/signals';
import { onDatabaseLost, openDatabase } from '../../storage/database.ts';

type OpenError = NonNullable<Awaited<ReturnType<typeof openDatabase>>>;

/** `isAtStart`: there was never anything to show; else what is on the page stays, and cannot be changed. */
export const storeTrouble = signal<{ error: OpenError; isAtStart: boolean } | undefined>(undefined);

/** A deletion under way ends first. */
const reopenMs = 300;

/** Opens the store, and again when the browser has closed it: an empty one that it then makes is filled from the backup. */
export async function openStore(): Promise<void> {
  const error = await openDatabase();
  if (error !== undefined) storeTrouble.value = { error, isAtStart: true };
  onDatabaseLost(() => setTimeout(() => void openAgain(), reopenMs));
}

async function openAgain(): Promise<void> {
  const error = await openDatabase();
  storeTrouble.value = error && { error, isAtStart: false };
}
