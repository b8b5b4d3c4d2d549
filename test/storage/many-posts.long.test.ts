import 'fake-indexeddb/auto';
import '../fakes/browser.ts';
import { expect, test } from 'vitest';
import { db } from '../../src/storage/database.ts';
import { entriesOfFeed } from '../../src/storage/river-source.ts';

test('a stretch of a feed may hold more posts than a call can take arguments', async () => {
  const count = 130_000;
  await db.unread.bulkAdd(
    Array.from({ length: count }, (_, i) => ({ postId: 1e6 + i, feedId: 9_999, at: i, riverAt: i })),
  );
  const source = { unreadOnly: true, order: 'newest' as const, feedIds: new Set([9_999]) };
  const all = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  const found = await entriesOfFeed(source, 9_999, [all[1]], all[0], Number.POSITIVE_INFINITY);
  expect(found).toHaveLength(count);
}, 120_000);
