/** What the bench of checks needs of the extension: subscriptions, made without a panel, and what came of them. */
import { db } from '../../../src/storage/database.ts';
import { importSubscriptions } from '../../../src/storage/opml-list.ts';

export interface ChecksBench {
  /** Forgets everything and subscribes anew. */
  subscribe(urls: string[]): Promise<void>;
  counts(): Promise<{ posts: number; good: number }>;
}

const bench: ChecksBench = {
  async subscribe(urls) {
    for (const table of db.tables) await table.clear();
    const outlines = urls.map((url) => ({ kind: 'feed' as const, title: url, xmlUrl: url }));
    await importSubscriptions(outlines, undefined, Date.now());
  },
  async counts() {
    const checks = await db.checks.toArray();
    return {
      posts: await db.posts.count(),
      good: checks.filter((check) => check.failures === 0 && check.lastGoodAt).length,
    };
  },
};

Object.assign(globalThis, { checksBench: bench });
