import { changesToSend, type FeedChange, noteRefused, noteSent } from '../storage/server-feeds.ts';
import type { Greader } from './greader/client.ts';
import { SyncTrouble } from './greader/trouble.ts';

/** So many are sent before anybody looks where they are. */
const few = 5;

/**
 * Sends what was done here with feeds, one call a feed. What the server refuses is noted at that feed, and the others go
 * on; any other trouble ends it. Answers how many were sent.
 */
export async function pushFeeds(
  greader: Greader,
  now: number,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<number> {
  let sent = 0;
  const changes = await changesToSend(now);
  const { labels, folderOf } = changes.some((change) => change.do === 'move')
    ? await placesOn(greader)
    : nowhere;
  for (const [done, each] of changes.entries()) {
    if (changes.length > few) await onProgress(done, changes.length);
    // Out of the folder in which it is, not of that in which it was.
    const change = each.do === 'move' ? { ...each, from: folderOf.get(each.remoteId) ?? each.from } : each;
    try {
      // FreshRSS would say OK and take the feed out of every folder.
      if (change.do === 'move' && labels.has(change.folder))
        throw new SyncTrouble({ code: 'folder-is-label', host: greader.host, detail: change.folder });
      await noteSent(change, await send(greader, change));
      sent += 1;
    } catch (error) {
      if (!(error instanceof SyncTrouble) || !/^(refused|folder-is-label)$/.test(error.trouble.code))
        throw error;
      await settle(change, error);
    }
  }
  return sent;
}

interface Places {
  labels: Set<string>;
  folderOf: Map<string, string>;
}

const nowhere: Places = { labels: new Set(), folderOf: new Map() };

async function placesOn(greader: Greader): Promise<Places> {
  const feeds = await greader.feeds();
  const labels = await greader.labels(new Set(feeds.flatMap(({ folders }) => folders)));
  return {
    labels,
    folderOf: new Map(feeds.flatMap(({ id, folders: [first] }) => (first ? [[id, first]] : []))),
  };
}

async function send(greader: Greader, change: FeedChange): Promise<string | undefined> {
  switch (change.do) {
    case 'add':
      return greader.add(change.url, change.title);
    case 'rename':
      await greader.rename(change.remoteId, change.title);
      return undefined;
    case 'move':
      await greader.move(change.remoteId, change.folder, change.from);
      return undefined;
    case 'leave':
      await greader.leave(change.remoteId);
      return undefined;
  }
}

async function settle(change: FeedChange, { trouble }: SyncTrouble): Promise<void> {
  // It was left already: elsewhere, or by a call whose answer was lost.
  if (change.do === 'leave') return noteSent(change);
  // A feed that the server has already is refused as well: the list says so, and takes this back.
  await noteRefused(change.feedId, trouble);
}
