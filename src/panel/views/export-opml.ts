import { saveFile } from '../save-file.ts';
import { writeSubscriptions } from '../state/importing.ts';

/** Saves the subscriptions as a file; the logins of private feeds go along only when asked for. */
export async function exportOpml(withLogins = false): Promise<void> {
  saveFile('sidereal.opml', 'text/x-opml', await writeSubscriptions(Date.now(), withLogins));
}
