import { writeSubscriptions } from '../state/importing.ts';

/** Saves the subscriptions as a file. */
export async function exportOpml(): Promise<void> {
  const text = await writeSubscriptions(Date.now());
  const url = URL.createObjectURL(new Blob([text], { type: 'text/x-opml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'sidereal.opml';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
