import { describe, expect, test } from 'vitest';
import { discoverFeeds } from '../../src/feeds/discover.ts';
import { MAX_CANDIDATES } from '../../src/feeds/limits.ts';

/** The addresses found, those that are merely usual left out. */
function found(html: string, pageUrl = 'https://s.example/blog/'): string[] {
  return discoverFeeds(html, pageUrl)
    .filter((one) => one.why !== 'common-path')
    .map((one) => one.url);
}

describe('discoverFeeds', () => {
  test('what the page declares comes first, comments last', () => {
    const html = `<head>
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
      <link rel='Alternate Nofollow' type='application/atom+xml; charset=utf-8' title=' My &amp;\nfeed ' href=atom.xml#top>
      <link rel="alternate" type="text/xml" href="/rss.xml"><link rel="alternate" type="text/xml" href="/sitemap.xml">
      <link rel="feed" href="feed://s.example/f"><link rel="feed" href="feed:https://s.example/g">
      <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/feed.css">
      <link rel="alternate" type="application/feed+json" href="javascript:alert(1)">
      <link rel="alternate" type="application/rss+xml" href="http://192.168.1.256/rss"></head>
      <a href="/feed">RSS</a><a href="/blog/atom.xml">again</a>`;
    expect(discoverFeeds(html, 'https://s.example/blog/').slice(0, 6)).toEqual([
      { url: 'https://s.example/blog/atom.xml', title: 'My & feed', why: 'link-alternate' },
      { url: 'https://s.example/rss.xml', why: 'link-alternate' },
      { url: 'http://s.example/f', why: 'link-alternate' },
      { url: 'https://s.example/g', why: 'link-alternate' },
      { url: 'https://s.example/feed', title: 'RSS', why: 'anchor' },
      { url: 'https://s.example/comments/feed', title: 'Comments', why: 'link-alternate' },
    ]);
  });

  test('base, anchors by words, structured data', () => {
    const html = `<base href="https://b.example/x/"><a class="rss" href="https://s.example/all.xml"> <b></b></a>
      <a class="rss" href="https://other.example/all.xml">x</a><a title="Atom" href="a.atom"></a><a href="/about">About</a>
      <a type="application/rss+xml" href="/odd">odd</a><a>none</a>
      <script type="application/ld+json">{"url":"https:\\/\\/b.example\\/feed.json","logo":"https://b.example/logo.png"}</script>
      <script>"https://b.example/rss"</script>`;
    expect(found(html)).toEqual([
      'https://b.example/feed.json',
      'https://s.example/all.xml',
      'https://b.example/x/a.atom',
      'https://b.example/odd',
    ]);
  });

  test('usual paths are tried last, none twice', () => {
    const urls = discoverFeeds('<a href="/feed/">x</a>', 'https://s.example/a/b').map((one) => one.url);
    expect(urls).toContain('https://s.example/atom.xml');
    expect(
      urls.filter(
        (url) => url.includes('/feed') && !url.includes('.'.concat('xml')) && !url.includes('json'),
      ),
    ).toHaveLength(2);
    expect(discoverFeeds('<a title="rss" href="https://a.example/x.xml">', 'nonsense')).toEqual([]);
  });

  test('no more than the limit', () => {
    const html = Array.from({ length: 200 }, (_, i) => `<a href="/rss/${i}">x</a>`).join('');
    expect(discoverFeeds(html, 'https://s.example/')).toHaveLength(MAX_CANDIDATES);
  });
});

describe('known sites', () => {
  const channel = `UC${'x'.repeat(22)}`;
  const youtube = 'https://www.youtube.com/feeds/videos.xml';
  test.each<[string, string, string[]]>([
    [`https://www.youtube.com/channel/${channel}`, '', [`${youtube}?channel_id=${channel}`]],
    ['https://www.youtube.com/playlist?list=PL1', '', [`${youtube}?playlist_id=PL1`]],
    ['https://m.youtube.com/@handle', `{"externalId":"${channel}"}`, [`${youtube}?channel_id=${channel}`]],
    [
      'https://www.youtube.com/@handle',
      `<a href="/channel/${channel}">`,
      [`${youtube}?channel_id=${channel}`],
    ],
    ['https://www.youtube.com/user/name', '', [`${youtube}?user=name`]],
    ['https://www.youtube.com/', '', []],
    ['https://old.reddit.com/r/programming/', '', ['https://www.reddit.com/r/programming/.rss']],
    ['https://github.com/user', '', ['https://github.com/user.atom']],
    ['https://github.com/features', '', []],
    ['https://github.com/', '', []],
    [
      'https://github.com/o/r',
      '',
      [
        'https://github.com/o/r/releases.atom',
        'https://github.com/o/r/commits.atom',
        'https://github.com/o/r/tags.atom',
      ],
    ],
    [
      'https://github.com/o/r/commits/main',
      '',
      [
        'https://github.com/o/r/commits/main.atom',
        'https://github.com/o/r/releases.atom',
        'https://github.com/o/r/tags.atom',
      ],
    ],
    [
      'https://gitlab.com/g/p/-/releases',
      '',
      [
        'https://gitlab.com/g/p/-/releases.atom',
        'https://gitlab.com/g/p/-/tags?format=atom',
        'https://gitlab.com/g/p.atom',
      ],
    ],
    ['https://gitlab.com/user', '', ['https://gitlab.com/user.atom']],
    ['https://gitlab.com/', '', []],
    ['https://medium.com/@me', '', ['https://medium.com/feed/@me']],
    ['https://medium.com/', '', []],
    ['https://me.medium.com/post', '', ['https://me.medium.com/feed']],
    ['https://me.substack.com/p/x', '', ['https://me.substack.com/feed']],
    ['https://stackoverflow.com/questions/tagged/rust', '', ['https://stackoverflow.com/feeds/tag/rust']],
    ['https://stackoverflow.com/questions/123/title', '', ['https://stackoverflow.com/feeds/question/123']],
    ['https://unix.stackexchange.com/users/7/me', '', ['https://unix.stackexchange.com/feeds/user/7']],
    ['https://stackoverflow.com/', '', ['https://stackoverflow.com/feeds']],
    ['https://pypi.org/project/requests/', '', ['https://pypi.org/rss/project/requests/releases.xml']],
    ['https://pypi.org/', '', []],
    ['https://www.npmjs.com/package/@a/b', '', ['https://libraries.io/npm/%40a%2Fb/versions.atom']],
    ['https://www.npmjs.com/package/left-pad/v/1', '', ['https://libraries.io/npm/left-pad/versions.atom']],
    ['https://www.npmjs.com/', '', []],
    ['https://crates.io/crates/serde', '', ['https://static.crates.io/rss/crates/serde.xml']],
    ['https://crates.io/', '', []],
    ['https://news.ycombinator.com/', '', ['https://news.ycombinator.com/rss']],
    ['https://news.ycombinator.com/show', '', ['https://hnrss.org/show', 'https://news.ycombinator.com/rss']],
    ['https://news.ycombinator.com/user?id=pg', '', ['https://hnrss.org/submitted?id=pg']],
    ['https://arxiv.org/list/cs.LG/recent', '', ['https://rss.arxiv.org/rss/cs.LG']],
    ['https://arxiv.org/', '', []],
    ['https://arxiv.org/archive/cs', '', ['https://rss.arxiv.org/rss/cs']],
    ['https://export.arxiv.org/list/math/new', '', ['https://rss.arxiv.org/rss/math']],
    [
      'https://arxiv.org/abs/2401.00001',
      '<span class="primary-subject">Machine Learning (cs.LG)</span>',
      ['https://rss.arxiv.org/rss/cs.LG'],
    ],
    ['https://www.youtube.com/@handle', '', []],
    ['https://medium.com/tag/rust', '', ['https://medium.com/feed/tag/rust']],
    ['https://me.wordpress.com/2024/post', '', ['https://me.wordpress.com/feed/']],
    ['https://stackoverflow.com/tags/rust/info', '', ['https://stackoverflow.com/feeds/tag/rust']],
    ['https://social.example/@me', '<div id="mastodon">', ['https://social.example/@me.rss']],
    ['https://social.example/@me', '', ['https://social.example/@me.rss']],
    ['https://s.example/', '<meta name="generator" content="WordPress 6">', ['https://s.example/feed/']],
    ['https://s.example/', '<img src="/wp-content/x.png">', ['https://s.example/feed/']],
    [
      'https://s.example/',
      '<script src="https://substackcdn.com/x.js"></script>',
      ['https://s.example/feed'],
    ],
    ['https://s.example/', '<meta name=generator content="Ghost 5">', ['https://s.example/rss/']],
    [
      'https://s.example/',
      '<meta name=generator content="blogger">',
      ['https://s.example/feeds/posts/default'],
    ],
    ['https://s.example/', '<p>nothing known</p>', []],
  ])('%s %s', (pageUrl, html, expected) => {
    const known = discoverFeeds(html, pageUrl).filter((one) => one.why === 'known-site');
    expect(known.map((one) => one.url)).toEqual(expected);
  });
});
