import { saveFile } from '../save-file.ts';
import { writeSubscriptions } from '../state/importing.ts';

/** Saves the subscriptions as a file. */
export async function exportOpml(): Promise<void> {
  saveFile('sidereal.opml', 'text/x-opml', await writeSubscriptions(Date.now()));
}
