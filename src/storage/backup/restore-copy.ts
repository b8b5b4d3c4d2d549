import { atRest } from '../at-rest.ts';
import { db } from '../database.ts';
import { isNew } from '../library-size.ts';
import type { HeldRow, RestoredRow } from '../schema-backup.ts';
import { type Copy, readCopy } from './copy.ts';

const tables = [
  db.feeds,
  db.folders,
  db.rules,
  db.views,
  db.alerts,
  db.tags,
  db.checks,
  db.counters,
  db.held,
  db.restored,
];

/**
 * Puts the newest readable one of these copies into an empty database, in one transaction: the subscriptions, due at
 * once, and what is known of their posts, which come with the next checks. Answers what was restored; undefined where
 * the database is not empty, or none of the copies can be read.
 */
export async function restoreCopy(texts: string[], now: number): Promise<RestoredRow | undefined> {
  for (const text of texts) {
    const copy = await readCopy(text);
    if (copy !== undefined) return putCopy(copy, now);
  }
  return undefined;
}

function putCopy(copy: Copy, now: number): Promise<RestoredRow | undefined> {
  return db.transaction('rw', tables, async () => {
    // Another page may have been quicker.
    if (!(await isNew())) return undefined;
    await db.feeds.bulkPut(copy.feeds);
    await db.folders.bulkPut(copy.folders);
    await db.rules.bulkPut(copy.rules);
    await db.views.bulkPut(copy.views);
    await db.alerts.bulkPut(copy.alerts);
    await db.tags.bulkPut(copy.tags);
    await db.checks.bulkPut(
      copy.feeds.map((feed) => atRest(feed, { feedId: feed.id, nextAt: now, failures: 0, limits: 0 }, now)),
    );
    await db.counters.bulkPut(
      Object.entries(copy.sequences).map(([id, total]) => ({ kind: 'sequence', id, unread: 0, total })),
    );
    await db.held.bulkPut(copy.marks.map((marks): HeldRow => ({ ...marks, restoredAt: now })));
    const restored: RestoredRow = { id: 1, at: now, madeAt: copy.madeAt, feeds: copy.feeds.length };
    await db.restored.put(restored);
    return restored;
  });
}
