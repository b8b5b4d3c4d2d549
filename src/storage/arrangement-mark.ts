import { hashText } from '../feeds/hash.ts';
import { db } from './database.ts';

/** A text that is another one after feeds or folders have come, changed or gone. */
export async function arrangementMark(): Promise<string> {
  const [feeds, folders] = await Promise.all([db.feeds.toArray(), db.folders.toArray()]);
  const arranged = feeds.map((feed) => [
    feed.url,
    feed.customTitle,
    feed.folderId,
    feed.leftAt,
    feed.pausedAt,
  ]);
  return hashText(JSON.stringify([arranged, folders]));
}
