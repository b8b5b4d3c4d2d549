import { describe, expect, test } from 'vitest';
import type { ParsedFeed, ParsedPost } from '../../src/feeds/model.ts';
import { markPlanet } from '../../src/feeds/planet.ts';

function feedOf(
  posts: [title: string | undefined, link: string | undefined, author?: string][],
  siteUrl?: string,
): ParsedFeed {
  const parsed = posts.map(
    ([title, link, author]): ParsedPost => ({
      tags: [],
      enclosures: [],
      ...(title === undefined ? {} : { title }),
      ...(link === undefined ? {} : { link }),
      ...(author === undefined ? {} : { author }),
    }),
  );
  const feed: ParsedFeed = { format: 'rss', pace: {}, posts: parsed, repairs: [] };
  return siteUrl === undefined ? feed : { ...feed, siteUrl };
}

const PLANET: [string, string, string?][] = [
  ['Ann: One', 'https://ann.example/1'],
  ['Bob: Two', 'https://bob.example/2'],
  ['Ann: Three: and more', 'https://ann.example/3', 'ann'],
  ['Cem: Four', 'https://cem.example/4', 'Somebody Else'],
  ['Bob: Five', 'https://bob.example/5'],
];

describe('markPlanet', () => {
  test('splits author and title in a planet', () => {
    const { posts } = markPlanet(feedOf(PLANET));
    expect(posts.map((post) => [post.author, post.title])).toEqual([
      ['Ann', 'One'],
      ['Bob', 'Two'],
      ['ann', 'Three: and more'],
      ['Somebody Else', 'Cem: Four'],
      ['Bob', 'Five'],
    ]);
  });

  test('a feed of several sites that come again is a planet without such titles', () => {
    const links = ['a', 'b', 'c', 'a', 'b', 'c'].map((site, i): [string, string] => [
      `T${i}`,
      `https://${site}.example/${i}`,
    ]);
    expect(markPlanet(feedOf(links, 'https://planet.example/')).planet).toBe(true);
    expect(markPlanet(feedOf(links.slice(0, 4))).planet).toBeUndefined();
    expect(markPlanet(feedOf(links.map(([title]) => [title, 'https://a.example/']))).planet).toBeUndefined();
  });

  test('a title without a name stays', () => {
    const many = [
      ...PLANET,
      ...PLANET,
      ...PLANET,
      ...PLANET,
      ...PLANET,
      [undefined, 'https://ann.example/7'] as [undefined, string],
    ];
    many.splice(10, 0, ['No name here', 'https://ann.example/6']);
    const feed = markPlanet(feedOf(many));
    expect(feed.planet).toBe(true);
    expect(feed.posts[10]?.title).toBe('No name here');
  });

  test.each<[string, [string | undefined, string | undefined][]]>([
    [
      'a magazine whose topics all stand on one site',
      PLANET.map(([title]) => [title, 'https://news.example/1']),
    ],
    ['a few posts', PLANET.slice(0, 4).map(([title, link]) => [title, link])],
    ['one author', PLANET.map(([title]) => [title.replace(/^\w+/, 'Ann'), 'https://ann.example/1'])],
    ['names without a site of their own', PLANET.map(([title], i) => [title, `https://s${i}.example/`])],
    ['posts without title', PLANET.map(([, link]) => [undefined, link])],
    ['posts without link', PLANET.map(([title]) => [title, undefined])],
  ])('%s: nothing is split', (_, posts) => {
    const feed = feedOf(posts);
    expect(markPlanet(feed)).toBe(feed);
  });
});
