/** Importing a list of feeds: reading the file, one question for permission, one check of what is new, one report. */
import { signal } from '@preact/signals';
import { updateBadge } from '../../badge.ts';
import type { OpmlDocument, OpmlFailure, OpmlOutline } from '../../feeds/opml.ts';
import { listChecks, listFeeds } from '../../storage/feeds.ts';
import { exportSubscriptions, importSubscriptions } from '../../storage/opml-list.ts';
import type { FeedRow } from '../../storage/schema.ts';
import * as actions from '../actions.ts';
import { type FirstUnreadChoice, firstUnreadOf } from '../first-unread.ts';
import { lackingAmong, originsFor, type Reach, request } from '../permissions.ts';
import { word } from '../words.ts';
import { say } from './notice.ts';

/** What an import brought. */
export interface Report {
  added: number;
  already: number;
  folders: number;
  failed: OpmlFailure[];
  /** Feeds whose first check brought nothing. */
  troubled: FeedRow[];
}

export type ImportStep =
  | { step: 'unreadable'; text: string }
  | { step: 'ready'; name: string; document: OpmlDocument; feeds: number; folders: number; lacking: string[] }
  | { step: 'running'; feeds: number }
  | { step: 'done'; report: Report };

export const importStep = signal<ImportStep | undefined>(undefined);

/** Reads a file that was chosen or dropped. */
export async function readFile(file: File): Promise<void> {
  const [{ readOpml }, { decodeBytes }] = await Promise.all([
    import('../../feeds/opml.ts'),
    import('../../feeds/decode.ts'),
  ]);
  const document = readOpml(decodeBytes(new Uint8Array(await file.arrayBuffer())).text);
  const urls = urlsOf(document.outlines);
  if (!document.isOpml || (urls.length === 0 && document.failed.length === 0)) {
    importStep.value = {
      step: 'unreadable',
      text: word(document.isOpml ? 'opmlEmpty' : 'opmlNot', { file: file.name }),
    };
    return;
  }
  importStep.value = {
    step: 'ready',
    name: file.name,
    document,
    feeds: urls.length,
    folders: countFolders(document.outlines),
    lacking: await lackingAmong(urls),
  };
}

/** Imports what was read. To be called in a click: the browser may have to ask for the feeds' sites, once for all. */
export async function startImport(choice: FirstUnreadChoice, reach: Reach): Promise<void> {
  const at = importStep.value;
  if (at?.step !== 'ready') return;
  // A no stores the feeds all the same: they then say what they lack.
  if (at.lacking.length > 0) await request(originsFor(at.lacking, reach));
  importStep.value = { step: 'running', feeds: at.feeds };
  const { added, already, folders } = await importSubscriptions(
    at.document.outlines,
    firstUnreadOf(choice, Date.now()),
    Date.now(),
  );
  const troubled = await checkNewFeeds();
  importStep.value = {
    step: 'done',
    report: { added, already, folders, failed: at.document.failed, troubled },
  };
}

/** Subscribes to a few feeds at once. To be called in a click. False when the person gave no permission: nothing is stored. */
export async function subscribeAll(outlines: OpmlOutline[]): Promise<boolean> {
  if (!(await request(originsFor(urlsOf(outlines), 'site')))) {
    say({ text: word('permissionDenied') });
    return false;
  }
  await importSubscriptions(outlines, firstUnreadOf('newest', Date.now()), Date.now());
  void checkNewFeeds();
  return true;
}

/** Forgets the import on the screen. */
export function leaveImport(): void {
  if (importStep.value?.step !== 'running') importStep.value = undefined;
}

/** The subscriptions as the text of an OPML file; with their logins only when asked for. */
export async function writeSubscriptions(now: number, withLogins = false): Promise<string> {
  const { writeOpml } = await import('../../feeds/opml.ts');
  return writeOpml(await exportSubscriptions(withLogins), word('appName'), now);
}

/** Checks the feeds that never were, and answers those that brought nothing. */
async function checkNewFeeds(): Promise<FeedRow[]> {
  await updateBadge();
  const checked = new Set(
    (await listChecks()).filter((check) => check.lastAt !== undefined).map((check) => check.feedId),
  );
  const fresh = (await listFeeds()).filter((feed) => !checked.has(feed.id));
  if (fresh.length === 0) return [];
  await actions.checkNow(fresh.map((feed) => feed.id));
  const failing = (await listChecks()).filter(
    (check) => check.outcome?.kind === 'failed' || check.outcome?.kind === 'gone',
  );
  const failed = new Set(failing.map((check) => check.feedId));
  return fresh.filter((feed) => failed.has(feed.id));
}

function urlsOf(outlines: OpmlOutline[]): string[] {
  return outlines.flatMap((outline) =>
    outline.kind === 'feed' ? [outline.xmlUrl] : urlsOf(outline.children),
  );
}

function countFolders(outlines: OpmlOutline[]): number {
  return outlines.reduce(
    (sum, each) => sum + (each.kind === 'folder' ? 1 + countFolders(each.children) : 0),
    0,
  );
}
