/** Documents that are ready at once are looked up side by side: what is stored equals what comes of one after the other. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { identify } from '../../src/feeds/identify.ts';
import type { ParsedPost } from '../../src/feeds/model.ts';
import { db } from '../../src/storage/database.ts';
import { addRule } from '../../src/storage/rule-list.ts';
import { saveCheck } from '../../src/storage/save-check.ts';
import type { CheckRow } from '../../src/storage/schema.ts';
import { subscribe } from '../../src/storage/subscriptions.ts';
import { randomOf } from '../random.ts';
import { counted, firstFlaw, recount } from './recount.ts';

const now = Date.UTC(2026, 4, 2);
const feeds = 6;
const text = (n: number) => `<p>Words of number ${n}, as many as it takes to tell one text from another.</p>`;

/** What the feeds bring in some rounds; many posts come through several of them, by link, guid or title, and some change. */
function roundsOf(seed: number): ParsedPost[][][] {
  const random = randomOf(seed);
  const post = (feed: number): ParsedPost => {
    const n = random.below(12);
    const own = random.below(3) === 0 ? `${feed}.` : '';
    return {
      ...(random.below(2) === 0 && { guid: `urn:${own}${n}` }),
      ...(random.below(2) === 0 && { link: `https://posts.example/${own}${n}` }),
      title: `Title ${n}`,
      body: random.below(4) === 0 ? `${text(n)}<p>More was written.</p>` : text(n),
      publishedAt: now - n * 3_600_000,
      tags: [`Tag${n % 4}`],
      enclosures: [],
    };
  };
  const document = (feed: number) => Array.from({ length: random.below(5) }, () => post(feed));
  return Array.from({ length: 3 }, () => Array.from({ length: feeds }, (_, feed) => document(feed)));
}

async function storeAll(rounds: ParsedPost[][][], together: boolean): Promise<object> {
  await db.delete();
  await db.open();
  await addRule({ query: 'title:3', does: { star: true, tags: ['three'] } }, now);
  await addRule({ query: 'title:5', does: { hide: true } }, now);
  const checks: CheckRow[] = [];
  for (let i = 0; i < feeds; i++) {
    const { feedId } = await subscribe({ url: `https://feed-${i}.example/feed` }, now);
    checks.push((await db.checks.get(feedId)) as CheckRow);
  }
  const save = (posts: ParsedPost[], i: number) => {
    const check = checks[i] as CheckRow;
    const document = {
      feed: { format: 'rss' as const, pace: {}, posts, repairs: [] },
      posts: identify(posts),
    };
    return saveCheck(check, document, () => ({ row: { ...check, lastGoodAt: now } }), now);
  };
  const counts: unknown[] = [];
  for (const documents of rounds) {
    if (together) counts.push(...(await Promise.all(documents.map(save))));
    else for (const [i, posts] of documents.entries()) counts.push(await save(posts, i));
    expect(await counted()).toEqual(await recount());
    expect(await firstFlaw()).toBeUndefined();
  }
  const tables = [db.posts, db.bodies, db.unread, db.counters, db.tags, db.marks, db.revisions, db.feeds];
  const rows = await Promise.all(tables.map(async (table) => [table.name, await table.toArray()]));
  return { counts, ...Object.fromEntries(rows) };
}

test.each(Array.from({ length: 12 }, (_, i) => i + 1))('seed %i', async (seed) => {
  const rounds = roundsOf(seed);
  expect(await storeAll(rounds, true)).toEqual(await storeAll(rounds, false));
});
