import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ParsedFeed } from '../../src/feeds/model.ts';
import { readFeed } from '../../src/feeds/read.ts';
import { lineOfText } from '../../src/feeds/text.ts';
import { resolveLink } from '../../src/feeds/urls.ts';
import { hasShared, sharedBytes, sharedPath, sharedTable } from './shared.ts';

interface Reference {
  file: string;
  title: string | null;
  link: string | null;
  count: number;
  entries: {
    id: string | null;
    title: string | null;
    link: string | null;
    pub: number | null;
    upd: number | null;
  }[];
}

const BASE = 'http://127.0.0.1:8097/feed.xml';

/** Feeds in which we find another number of posts than the reference, and why. */
const OTHER_COUNT: Record<string, string> = {
  'atom03/KDE__bug-190068.xml': 'two entries with nothing in them at all are no posts',
  'rss2/danmactough__illegally-nested.xml': '<item/> inside each post is litter, not a second post',
  'rss2/rometools__duration.xml': 'an item with nothing but a duration is no post',
  'rss2/rometools__issue-331.xml': 'an item with nothing but media:restriction is no post',
  'rss2/simplepie__feed-utf16be.xml': 'UTF-16 without byte order mark: the reference reads nothing',
};

/** Feeds whose dates differ for good reason. */
const OTHER_DATES: Record<string, string> = {
  'rss2/Ranchero-Software__kc0011.rss': '2020/1/10 is the tenth of January; the reference reads another day',
  'rss2/sismics__feed_rss2_spacedaily.xml': 'AEST is ten hours before UTC; the reference takes it for none',
};

/** Feeds whose titles differ for good reason. */
const OTHER_TITLES: Record<string, string> = {
  'rss2/arminreiter__Rss20DaStandardAt.xml': 'garbled by the publisher, mended by us',
  'rss2/arminreiter__Rss20DerBrutkasten.xml': 'garbled by the publisher, mended by us',
  'rss2/arminreiter__Rss20LeParisien.xml': 'garbled by the publisher, mended by us',
  'rss2/MichaelBarney__rss_index.xml': 'itunes:title stands in for the missing title',
};

const CORPUS = ['corpus'];

describe.skipIf(!hasShared(...CORPUS))('the corpus of real feeds', { timeout: 60_000 }, () => {
  const references = () =>
    readFileSync(sharedPath('corpus', 'reference.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Reference);

  test('every feed is read, none throws, with the posts the manifest counts', () => {
    for (const { file = '', items_ref } of sharedTable('corpus', 'manifest.tsv')) {
      const result = readFeed(sharedBytes('corpus', 'dev', file), { url: BASE });
      const count = result.kind === 'feed' ? result.feed.posts.length : -1;
      if (file in OTHER_COUNT) expect(count, file).not.toBe(Number(items_ref));
      else expect(count, file).toBe(Number(items_ref));
    }
  });

  test('titles, links, ids and dates agree with the reference in 99 of 100', () => {
    const tally = new Map<string, { agreed: number; differing: string[] }>();
    const count = (what: string, agrees: boolean, where: string) => {
      const row = tally.get(what) ?? { agreed: 0, differing: [] };
      tally.set(what, row);
      if (agrees) row.agreed += 1;
      else row.differing.push(where);
    };
    for (const reference of references()) {
      const result = readFeed(sharedBytes('corpus', 'dev', reference.file), { url: BASE });
      if (result.kind === 'feed' && !(reference.file in OTHER_COUNT)) compare(reference, result.feed, count);
    }
    for (const [what, { agreed, differing }] of tally) {
      const share = agreed / (agreed + differing.length);
      process.stdout.write(
        `${what}: ${agreed} agree, ${differing.length} differ, ${(share * 100).toFixed(2)} %\n`,
      );
      if (process.env.SHOW) process.stdout.write(`${differing.slice(0, 40).join('\n')}\n`);
      expect(share, what).toBeGreaterThanOrEqual(0.99);
    }
  });

  test('text decoded from a legacy encoding equals the original', () => {
    for (const { file = '', derived_from = '', encoding = '' } of sharedTable('corpus', 'derived.tsv')) {
      // Node 20 reads the Hong Kong extension of Big5 wrongly; browsers read it right
      if (encoding === 'big5') continue;
      const original = readFeed(sharedBytes('corpus', 'dev', derived_from), { url: BASE });
      const derived = readFeed(sharedBytes('corpus', file), { url: BASE });
      if (original.kind !== 'feed' || derived.kind !== 'feed') throw new Error(`${file} is no feed`);
      const postsAlike = derived.feed.posts.filter((post, i) => alike(post, original.feed.posts[i])).length;
      expect(derived.feed.posts.length, file).toBe(original.feed.posts.length);
      expect(
        postsAlike / Math.max(1, derived.feed.posts.length),
        `${file} as ${derived.encoding}, not ${encoding}`,
      ).toBe(1);
    }
  });
});

/** Equal once written down; a transcoding may have replaced what its table lacks by a numeric entity. */
function alike(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function compare(
  reference: Reference,
  feed: ParsedFeed,
  count: (what: string, agrees: boolean, where: string) => void,
) {
  const { file } = reference;
  count('feed title', sameTitle(feed.title, reference.title), file);
  reference.entries.forEach((entry, i) => {
    const post = feed.posts[i];
    const where = `${file} ${i}`;
    if (post === undefined) return;
    if (entry.id !== null)
      count('id', post.guid === entry.id || post.link === entry.id, `${where} ${entry.id} ${post.guid}`);
    const titleDiffers = file in OTHER_TITLES;
    if (!titleDiffers)
      count('title', sameTitle(post.title, entry.title), `${where} ${entry.title} | ${post.title}`);
    if (isComparableLink(entry, post.link))
      count('link', sameLink(post.link, entry.link), `${where} ${entry.link} | ${post.link}`);
    const at = post.publishedAt ?? post.updatedAt;
    if (isComparableDate(file, entry, at))
      count('date', seconds(at) === seconds(entry.pub ?? entry.upd), where);
  });
}

/** The reference takes an id for a link where there is none, and FeedBurner's counter for the page where the
 * page stands beside it. */
function isComparableLink(entry: Reference['entries'][number], ours: string | undefined): boolean {
  if (entry.link === null || (entry.link === entry.id && ours === undefined)) return false;
  return !/^https?:\/\/(?:feedproxy\.google|feeds\.)/.test(entry.link);
}

/** Dates the reference cannot read, and the zero time of the year 1, which is none. */
function isComparableDate(
  file: string,
  entry: Reference['entries'][number],
  at: number | undefined,
): boolean {
  if (file in OTHER_DATES) return false;
  const theirs = entry.pub ?? entry.upd;
  if (theirs === null) return at === undefined;
  return new Date(theirs).getUTCFullYear() > 1;
}

function sameTitle(ours: string | undefined, theirs: string | null): boolean {
  return lineOfText(lineOfText(theirs ?? '')) === lineOfText(lineOfText(ours ?? ''));
}

function sameLink(ours: string | undefined, theirs: string | null): boolean {
  return ours === resolveLink(theirs ?? '', BASE) || ours === theirs;
}

function seconds(at: number | null | undefined): number | null {
  return at === null || at === undefined ? null : Math.floor(at / 1000);
}
