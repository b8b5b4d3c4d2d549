import { changesToSend, type FeedChange, noteRefused, noteSent } from '../storage/server-feeds.ts';
import type { Greader } from './greader/client.ts';
import { SyncTrouble } from './greader/trouble.ts';

/** What was sent; `added` are the feeds that are new there and in no folder, as the server names them. */
export interface SentFeeds {
  sent: number;
  added: string[];
}

/**
 * Sends what was done here with feeds, one call a feed. What the server refuses is noted at that feed, and the others go
 * on; any other trouble ends it.
 */
export async function pushFeeds(greader: Greader): Promise<SentFeeds> {
  const done: SentFeeds = { sent: 0, added: [] };
  const changes = await changesToSend();
  const labels = changes.some((change) => change.do === 'move') ? await labelsOf(greader) : new Set<string>();
  for (const change of changes) {
    try {
      // FreshRSS would say OK and take the feed out of every folder.
      if (change.do === 'move' && labels.has(change.folder))
        throw new SyncTrouble({ code: 'folder-is-label', host: greader.host, detail: change.folder });
      const remoteId = await send(greader, change);
      await noteSent(change, remoteId);
      done.sent += 1;
      if (change.do === 'add' && change.isInNoFolder && remoteId !== undefined) done.added.push(remoteId);
    } catch (error) {
      if (!(error instanceof SyncTrouble) || !/^(refused|folder-is-label)$/.test(error.trouble.code))
        throw error;
      await settle(change, error);
    }
  }
  return done;
}

async function labelsOf(greader: Greader): Promise<Set<string>> {
  const feeds = await greader.feeds();
  return greader.labels(new Set(feeds.flatMap(({ folders }) => folders)));
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
