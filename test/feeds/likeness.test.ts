import { describe, expect, test } from 'vitest';
import { isSameStory, likeness, type Told, textKey } from '../../src/feeds/likeness.ts';
import { corpusFeeds } from './corpus.ts';
import { hasShared } from './shared.ts';

const at = Date.UTC(2026, 4, 1, 9, 30, 5);
const text =
  'A long walk through the orchard shows that no two apple trees carry the very same fruit in any one year.';
const told: Told = { title: 'On apples', author: 'Ada', text, publishedAt: at };

describe('one story or two', () => {
  const cases: [string, Partial<Told>, boolean][] = [
    ['the same', {}, true],
    ['other case and punctuation in the title', { title: 'On Apples!' }, true],
    ['another title', { title: 'On pears' }, false],
    ['an hour later', { publishedAt: at + 3_600_000 }, true],
    ['three days and a second later', { publishedAt: at + 3 * 86_400_000 + 1000 }, false],
    ['another author', { author: 'Grace' }, false],
    ['the author’s full name', { author: 'Ada Lovelace' }, true],
    [
      'a longer text around it',
      { text: `By Ada. ${text} Read more on her blog.`, publishedAt: at + 60_000 },
      true,
    ],
    ['a summary cut off', { text: `${text.slice(0, 70)} ...`, publishedAt: at + 60_000 }, true],
    [
      'another text',
      {
        text: 'Pears are another matter, and so they get a text of their own here.',
        publishedAt: at + 60_000,
      },
      false,
    ],
    ['another text at the same second', { text: 'Pears' }, true],
    ['no text at all, another time', { text: '', publishedAt: at + 60_000 }, false],
    ['a few equal words', { text: 'See the blog', publishedAt: at + 60_000 }, false],
  ];
  test.each(cases)('%s', (_name, difference, expected) => {
    expect(isSameStory(told, { ...told, ...difference })).toBe(expected);
    expect(isSameStory({ ...told, ...difference }, told)).toBe(expected);
  });
  test('a missing author agrees with any', () => {
    const { author: _author, ...rest } = told;
    expect(isSameStory(told, rest)).toBe(true);
  });
  test('the same midnight is no evidence: such dates have no time', () => {
    const day = { ...told, publishedAt: Date.UTC(2026, 4, 1) };
    expect(isSameStory(day, { ...day, text: 'Release notes' })).toBe(false);
  });
});

test('likeness knows scripts without spaces', () => {
  const one = '系统安全面试题包括网络安全基础知识以及常见的攻击方式和防御方法';
  expect(likeness(one, `${one}完`)).toBe(1);
  expect(likeness(one, '今天天气很好我们去公园散步然后回家吃饭看电视休息')).toBe(0);
});

test('posts meet by title, without one by their beginning', () => {
  expect(textKey('On Apples', '')).toBe(textKey('on  apples.', '<p>other</p>'));
  expect(textKey(undefined, `<p>${text}</p>`)).toBe(textKey('', text));
  expect(textKey(undefined, 'short')).toBeUndefined();
});

/** Pairs of feeds whose posts are joined by text under different links, each pair looked at: all are one author's. */
const joinedByText: Record<string, number> = {
  // A chat archive: one page a month, so the links differ in their fragment only.
  'atom/HyperDbg__index.atom ~ rss2/HyperDbg__index.xml': 100,
  // A link blog: one feed links to what is talked about, the other to the blog.
  'atom/Ranchero-Software__DaringFireball.atom ~ json/Ranchero-Software__DaringFireball.json': 42,
  // One blog under two paths.
  'atom/porfiriopaiz__en_index.atom ~ atom/porfiriopaiz__output_index.atom': 7,
  'atom/porfiriopaiz__en_index.atom ~ rss2/porfiriopaiz__output_rss.xml': 7,
  'atom/porfiriopaiz__output_index.atom ~ rss2/porfiriopaiz__en_rss.xml': 7,
  'rss2/porfiriopaiz__en_rss.xml ~ rss2/porfiriopaiz__output_rss.xml': 7,
  // The same blog built on its author's machine: links to localhost.
  'atom/spacecowboy__atom_cowboy.xml ~ atom/spacecowboy__cowboyprogrammer_deleted_middle_atom.xml': 1,
  'atom/spacecowboy__atom_cowboy.xml ~ json/spacecowboy__cowboyprogrammer_feed.json': 7,
  // The same examples of one site, as Atom and as RSS, without links.
  'atom/willnorris__feed.atom ~ rss2/willnorris__feed.rss': 1,
  'atom/x_willnorris__feed.atom ~ rss2/x_willnorris__feed.rss': 1,
  // Several posts on one page.
  'atom03/yarnetsky__atom.xml ~ rdf/yarnetsky__index.rdf': 4,
  // The same sample post, without link or title.
  'rdf/nicolus__rss_10_no_default_namespace.xml ~ rss2/nicolus__rss_20.xml': 1,
  // Relative links, so each file stands on the host that this test gave it.
  'rss2/ABLEBulgaria__feed_index.xml ~ rss2/x_ABLEBulgaria__feed_index.xml': 2,
  'rss2/CuriousGnu__CuriousGnu_rss.xml ~ rss2/CuriousGnu__rss_index.xml': 10,
  // The shop's page as link of several offers.
  'rss2/TheLovinator1__amd_gaming_promotions.xml ~ rss2/TheLovinator1__amd_gaming_promotions_dev.xml': 10,
};

const isHere = hasShared('corpus', 'dev');

describe.skipIf(!isHere)('on real feeds', () => {
  const posts = isHere ? corpusFeeds() : [];

  function pairs(keyOf: (post: (typeof posts)[number]) => string[]) {
    const byKey = new Map<string, typeof posts>();
    for (const post of posts)
      for (const key of keyOf(post)) byKey.set(key, [...(byKey.get(key) ?? []), post]);
    const found = new Map<string, [(typeof posts)[number], (typeof posts)[number]]>();
    for (const list of byKey.values()) {
      for (const [i, a] of list.entries()) {
        for (const b of list.slice(i + 1))
          if (a.file !== b.file) found.set(`${a.file} ${a.key} ${b.file} ${b.key}`, [a, b]);
      }
    }
    return found;
  }

  const isHint = (key: string) => key.startsWith('t:');
  const byName = pairs((post) => post.joinKeys.filter((key) => !isHint(key)));
  const byTitle = pairs((post) => post.joinKeys.filter(isHint));

  test('of the pairs that share a link or guid at least 90 % are found by their text alone', () => {
    const found = [...byName].filter(([id, [a, b]]) => byTitle.has(id) && isSameStory(a.told, b.told));
    console.log(`${found.length} of ${byName.size} pairs found by text`);
    expect(found.length / byName.size).toBeGreaterThanOrEqual(0.9);
  });

  test('every pair joined by text under different links is in the list that was looked at', () => {
    const counts: Record<string, number> = {};
    for (const [id, [a, b]] of byTitle) {
      if (byName.has(id) || !isSameStory(a.told, b.told)) continue;
      const pair = `${a.file} ~ ${b.file}`;
      counts[pair] = (counts[pair] ?? 0) + 1;
    }
    expect(counts).toEqual(joinedByText);
  });
});
