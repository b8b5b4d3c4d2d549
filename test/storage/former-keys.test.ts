/** What was stored or dropped before a link's `sid` told pages apart is still known by the key it had then. */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type IdentifiedPost, identify } from '../../src/feeds/identify.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';
import { db } from '../../src/storage/database.ts';
import { markAllRead } from '../../src/storage/mark-all.ts';
import { sweepFeed } from '../../src/storage/retention.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { counted, recount } from './recount.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 4, 2);

/** The articles of one PHP-Nuke site: no guids, and links that differ in their `sid` alone. Some have no date, some no title. */
const articles = fc
  .uniqueArray(
    fc.record({ title: fc.option(fc.constantFrom('a', 'b', 'c', 'd')), age: fc.option(fc.nat(3)) }),
    {
      minLength: 2,
      maxLength: 8,
      selector: ({ title, age }) => `${title} ${age}`,
    },
  )
  .map((given) =>
    given.map(
      ({ title, age }, i): ParsedPost => ({
        link: `https://nuke.example/modules.php?name=News&file=article&sid=${i + 1}`,
        body: `<p>Text ${i}</p>`,
        tags: [],
        enclosures: [],
        ...(title !== null && { title }),
        ...(age !== null && { publishedAt: now - age * day }),
      }),
    ),
  );

/** As posts were identified when `sid` was left out of every link. */
function identifyFormerly(posts: ParsedPost[]): IdentifiedPost[] {
  const bare = posts.map((post) => ({ ...post, link: (post.link ?? '').replace(/&sid=\d+/, '') }));
  const today = identify(posts);
  return identify(bare).map(({ key, joinKeys }, i) => {
    const { post, fingerprint } = today[i] as IdentifiedPost;
    return { post, key, joinKeys, fingerprint };
  });
}

async function check(feedId: number, identified: IdentifiedPost[]): Promise<number> {
  const row = (await db.checks.get(feedId)) as CheckRow;
  const feed = { format: 'rss' as const, pace: {}, posts: identified.map(({ post }) => post), repairs: [] };
  const finish = () => ({ row: { ...row, lastGoodAt: now } });
  return (await saveCheck(row, { feed, posts: identified }, finish, now)).added;
}

test('a feed that was stored under the old keys brings nothing anew, neither what is kept nor what was dropped', async () => {
  await fc.assert(
    fc.asyncProperty(articles, fc.nat(8), async (posts, kept) => {
      await db.delete();
      await db.open();
      const { feedId } = await subscribe({ url: 'https://nuke.example/backend.php' }, now);
      expect(await check(feedId, identifyFormerly(posts))).toBe(posts.length);
      await markAllRead({ kind: 'all' }, now);
      const keeping = { days: 0, posts: kept, unread: true, starred: true };
      await sweepFeed(feedId, keeping, undefined, now + day);
      const left = await db.posts.count();
      // The second time under the keys of today.
      for (const incoming of [identify(posts), identify(posts)]) {
        expect(await check(feedId, incoming)).toBe(0);
        expect([await db.posts.count(), await db.unread.count()]).toEqual([left, 0]);
      }
      const today = new Set(identify(posts).map(({ key }) => key));
      expect((await db.posts.toArray()).every(({ key }) => today.has(key))).toBe(true);
      expect(await counted()).toEqual(await recount());
    }),
    { numRuns: 25 },
  );
});
