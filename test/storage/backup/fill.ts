import { identify } from '../../../src/feeds/identify.ts';
import type { ParsedPost } from '../../../src/feeds/model.ts';
import { db } from '../../../src/storage/database.ts';
import { saveCheck } from '../../../src/storage/save-check.ts';
import type { CheckRow } from '../../../src/storage/schema.ts';

/** A check that found these posts. */
export async function bring(feedId: number, posts: ParsedPost[], now: number): Promise<void> {
  const row = (await db.checks.get(feedId)) as CheckRow;
  const feed = { format: 'rss' as const, pace: {}, posts, repairs: [] };
  await saveCheck(
    row,
    { feed, posts: identify(posts) },
    () => ({ row: { ...row, lastGoodAt: now, nextAt: now } }),
    now,
  );
}

/** A post as the wire brings it. */
export function wirePost(name: string, at?: number): ParsedPost {
  return {
    guid: `urn:${name}`,
    title: `Post ${name}`,
    body: `<p>Text of ${name}</p>`,
    tags: [],
    enclosures: [],
    ...(at !== undefined && { publishedAt: at }),
  };
}
