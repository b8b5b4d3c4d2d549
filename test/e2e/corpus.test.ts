/** Real feeds, served from loopback and subscribed to by an OPML import: each gives all its posts, in both browsers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { FeedRow, PostRow } from '../../src/storage/schema.ts';
import { expectedFeeds, FEEDS_FOLDER, hasCorpus } from '../fakes/corpus.ts';
import { feedsOfFolder } from '../fakes/feed-folder.ts';
import { startFeedServer } from '../fakes/feed-server.ts';
import { readAll } from './harness/database.ts';
import { launch } from './harness/launch.ts';
import { badgeOf, recount, storedNumbers } from './harness/recount.ts';
import { oneBrowser, sampleOf } from './harness/sample.ts';
import { importOpml } from './harness/subscribe.ts';
import { until } from './harness/until.ts';

const CHECK_TIMEOUT = 240_000;
const MOST_EXCEPTIONS = 12;

/** Feeds that give another number of posts, each for a reason that is not ours to mend. */
const EXCEPTIONS: Record<string, { posts: number; why: string }> = {
  'atom03/KDE__bug-190068.xml': { posts: 0, why: 'its two posts say nothing at all' },
  'rss09/arminreiter__Rss092FullSample.xml': { posts: 21, why: 'one post stands in it twice, word for word' },
  'rss2/danmactough__illegally-nested.xml': {
    posts: 10,
    why: 'every other post is an empty one inside another',
  },
  'rss2/rometools__duration.xml': { posts: 0, why: 'its only post says nothing but a duration' },
  'rss2/rometools__issue-331.xml': { posts: 0, why: 'its only post says nothing but a restriction' },
  'rss2/simplepie__feed-utf16be.xml': { posts: 1, why: 'the other reader cannot decode it' },
};

test('the table of exceptions is short', () => {
  expect(Object.keys(EXCEPTIONS).length).toBeLessThanOrEqual(MOST_EXCEPTIONS);
});

test.skipIf(!hasCorpus).each(oneBrowser('the corpus'))(
  'the feeds of the corpus give their posts in %s',
  { timeout: CHECK_TIMEOUT + 120_000 },
  async (name) => {
    const feeds = sampleOf(feedsOfFolder(FEEDS_FOLDER), 80, 'feeds of the corpus');
    const server = await startFeedServer(feeds);
    mkdirSync('out', { recursive: true });
    writeFileSync(`out/corpus-${name}.opml`, server.opml());
    const running = await launch(name);
    try {
      const page = await importOpml(running, resolve(`out/corpus-${name}.opml`), CHECK_TIMEOUT);
      const urls = new Map(feeds.map((feed) => [server.url(feed.name), feed.title]));
      const fileOf = new Map(
        (await readAll<FeedRow>(page, 'feeds')).map((feed) => [feed.id, urls.get(feed.url) ?? feed.url]),
      );
      const stored = new Map<string, number>();
      for (const { feedId } of await readAll<PostRow>(page, 'posts')) {
        const file = fileOf.get(feedId) ?? '';
        stored.set(file, (stored.get(file) ?? 0) + 1);
      }

      expect(new Set(fileOf.values()).size).toBe(feeds.length);
      expect(differences(stored, new Set(feeds.map(({ title }) => title)))).toEqual([]);
      const numbers = await recount(page);
      expect(await storedNumbers(page)).toEqual(numbers);
      const badge = badgeOf(numbers.total);
      expect(
        await until(
          () => running.badge(),
          (text) => text === badge,
        ),
      ).toBe(badge);
      expect(await running.errors()).toEqual([]);
    } finally {
      await running.close();
      await server.close();
    }
  },
);

function differences(stored: ReadonlyMap<string, number>, taken: ReadonlySet<string>): string[] {
  return expectedFeeds().flatMap(({ file, posts, distinctPosts }) => {
    if (!taken.has(file)) return [];
    const found = stored.get(file) ?? 0;
    const wanted = EXCEPTIONS[file] ? [EXCEPTIONS[file].posts] : [posts, distinctPosts];
    return wanted.includes(found) ? [] : [`${file}: ${found} stored, ${wanted.join(' or ')} expected`];
  });
}
