import { describe, expect, test } from 'vitest';
import {
  MAX_ALIKE,
  MAX_BODY,
  MAX_ENCLOSURES,
  MAX_ENTITIES,
  MAX_LINE,
  MAX_POSTS,
  MAX_RAW_TEXT,
  MAX_TAG,
  MAX_TAGS,
  MAX_URL,
} from '../../src/feeds/limits.ts';
import type { ParsedFeed, WireFacts } from '../../src/feeds/model.ts';
import { decodeEntities } from '../../src/feeds/parse/entities.ts';
import { readFeed } from '../../src/feeds/read.ts';

const URL = 'https://feed.example/a/feed.xml';
const rss = (inside: string) => `<rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`;

function read(text: string, facts: Partial<WireFacts> = {}): ParsedFeed {
  const result = readFeed(new TextEncoder().encode(text), { url: URL, ...facts });
  if (result.kind === 'none') throw new Error(result.reason);
  return result.feed;
}

describe('what came over the wire beside the bytes', () => {
  test('Content-Location is where relative links start', () => {
    const feed = read(rss('<link>x</link>'), { contentLocation: '/b/' });
    expect(feed.siteUrl).toBe('https://feed.example/b/x');
  });

  test('a Content-Location that may not be is left out', () => {
    expect(read(rss('<link>x</link>'), { contentLocation: 'javascript:x' }).siteUrl).toBe(
      'https://feed.example/a/x',
    );
  });

  test.each(['text/html; charset=utf-8', 'image/png', 'application/pdf'])(
    '%s is the wrong type',
    (contentType) => {
      expect(read(rss(''), { contentType }).repairs).toEqual([
        { what: 'wrong-content-type', where: contentType },
      ]);
    },
  );

  test.each(['application/rss+xml', 'text/xml', 'text/plain', 'application/octet-stream'])(
    '%s is fine',
    (contentType) => {
      expect(read(rss(''), { contentType }).repairs).toEqual([]);
    },
  );

  test('a wrong charset is told', () => {
    const feed = read(rss('<item><title>été née</title></item>'), {
      contentType: 'text/xml; charset=iso-8859-1',
    });
    expect(feed.repairs).toEqual([{ what: 'wrong-charset', where: 'utf-8' }]);
  });
});

describe('limits', () => {
  test('posts, enclosures and guids', () => {
    const files = Array.from({ length: MAX_ENCLOSURES + 5 }, (_, i) => `<enclosure url="/${i}"/>`).join('');
    const feed = read(
      rss(
        `<item><guid>${'x'.repeat(MAX_URL + 5)}</guid>${files}</item>${'<item><title>x</title></item>'.repeat(MAX_POSTS)}`,
      ),
    );
    expect(feed.posts[0]?.enclosures).toHaveLength(MAX_ENCLOSURES);
    expect(feed.posts[0]?.guid).toHaveLength(MAX_URL);
    expect(feed.posts).toHaveLength(MAX_POSTS);
    expect(feed.repairs).toEqual([{ what: 'too-many-posts', where: 'line 1' }]);
  });

  test('text deeper than the limit stays, its tags go', () => {
    const deep = `${'<i>'.repeat(300)}<b/>deep${'</i>'.repeat(300)}`;
    const feed = read(rss(`<item><description>${deep}</description></item><item><title>Two</title></item>`));
    expect(feed.posts[0]?.body).toContain('deep');
    expect(feed.posts[1]?.title).toBe('Two');
    expect(feed.repairs).toEqual([{ what: 'too-deep', where: 'line 1' }]);
  });
});

describe('limits of length and number', () => {
  const postOf = (inside: string) => read(rss(`<item><title>x</title>${inside}</item>`));

  test('a body is cut', () => {
    const feed = postOf(`<description>${'x'.repeat(MAX_BODY + 1)}</description>`);
    expect(feed.posts[0]?.body).toHaveLength(MAX_BODY);
    expect(feed.repairs).toEqual([{ what: 'too-long-text', where: 'description' }]);
  });

  test('so is any text as it is written', () => {
    const feed = postOf(`<author>${'x'.repeat(MAX_RAW_TEXT + 1)}</author>`);
    expect(feed.posts[0]?.author).toHaveLength(MAX_LINE);
    expect(feed.repairs).toEqual([{ what: 'too-long-text', where: 'line 1' }]);
  });

  test('tags: so many, so long, of so many elements', () => {
    const categories = Array.from({ length: MAX_ALIKE + 5 }, (_, i) => `<category>${i}</category>`).join('');
    const { tags } = postOf(`<category>${'x'.repeat(MAX_TAG + 1)}</category>${categories}`).posts[0] ?? {};
    expect(tags).toHaveLength(MAX_TAGS);
    expect(tags?.[0]).toHaveLength(MAX_TAG);
  });

  test('more tags than are remembered are read all the same', () => {
    const items = Array.from({ length: 2_500 }, (_, i) => `<item><category>${i}</category></item>`);
    expect(read(rss(items.join(''))).posts.map((post) => post.tags)).toEqual(items.map((_, i) => [`${i}`]));
  });

  test('entities of a DTD: the first ones count', () => {
    const declared = Array.from({ length: MAX_ENTITIES + 1 }, (_, i) => `<!ENTITY e${i} "v${i}">`).join('');
    const title = `&e0; &e${MAX_ENTITIES - 1}; &e${MAX_ENTITIES};`;
    const feed = read(`<!DOCTYPE rss [${declared}]>${rss(`<item><title>${title}</title></item>`)}`);
    expect(feed.posts[0]?.title).toBe(`v0 v${MAX_ENTITIES - 1} &e${MAX_ENTITIES};`);
  });

  test('JSON Feed: posts and bodies', () => {
    const version = 'https://jsonfeed.org/version/1.1';
    const items = [{ content_text: 'x'.repeat(MAX_BODY + 1) }, ...Array(MAX_POSTS).fill({ title: 'x' })];
    const feed = read(JSON.stringify({ version, items }));
    expect(feed.posts).toHaveLength(MAX_POSTS);
    expect(feed.posts[0]?.body).toHaveLength(MAX_BODY);
    expect(feed.repairs).toEqual([
      { what: 'too-many-posts', where: `post ${MAX_POSTS + 1}` },
      { what: 'too-long-text', where: 'content' },
    ]);
  });
});

describe('links in HTML', () => {
  const bodyOf = (html: string) =>
    read(rss(`<item><description><![CDATA[${html}]]></description></item>`)).posts[0]?.body;

  test.each([
    ['<img srcset="https://b.example/1.png 1x, https://b.example/2.png 2x">', undefined],
    [
      '<img srcset="https://b.example/1.png 1x, 2.png 2x">',
      '<img srcset="https://b.example/1.png 1x, https://feed.example/a/2.png 2x">',
    ],
    ["<img srcset='https://b.example/1.png'>", undefined],
    ['<img srcset="https://b.example/1.png', undefined],
  ])('%s', (html, expected) => expect(bodyOf(html)).toBe(expected ?? html));

  test('a picture whose address may not be is none', () => {
    expect(read(rss('<image><url>javascript:x</url></image>')).imageUrl).toBeUndefined();
  });
});

test('a title with markup turns nothing that stands behind it', () => {
  const feed = read(rss('<item><title>a &lt;b&gt;\u202eb&lt;/b&gt;</title></item>'));
  expect(feed.posts[0]).toMatchObject({ title: 'a b', titleHtml: 'a <b>b</b>' });
});

test.each([
  ['as it is', 'caf\u00c3\u00a9'],
  ['as numbers', 'caf&#195;&#169;'],
  ['as names', 'caf&Atilde;&copy;'],
  ['half and half', 'caf\u00c3&copy;'],
  ['as an entity of its own', 'caf&e;', '<!DOCTYPE rss [<!ENTITY e "\u00c3\u00a9">]>'],
  ['around a control character', 'caf\u00c3\u0001\u00a9'],
])('garbled text is mended where it stands %s', (_, title, before = '') => {
  const feed = read(`${before}${rss(`<item><title>${title}</title></item>`)}`);
  expect(feed.posts[0]?.title).toBe('café');
  expect(feed.repairs.map(({ what }) => what)).toContain('garbled-text');
});

test('names that end as those of brackets do are names of their own', () => {
  expect(decodeEntities('&lt;&gt;&Lt;&Gt;&it;&lt')).toBe('<>≪≫⁢&lt');
});

test('a number that is no character stays as it is written, and nothing is said', () => {
  const feed = read(rss('<item><title>a &#xzz; &#8217; b</title></item>'));
  expect(feed.posts[0]?.title).toBe('a &#xzz; ’ b');
  expect(feed.repairs).toEqual([]);
});

test('a title that says it is HTML and has no markup is text', () => {
  const feed = read(
    '<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A &amp;amp; B</title></feed>',
  );
  expect(feed.title).toBe('A & B');
  expect(feed.titleHtml).toBeUndefined();
});

test('empty elements say nothing', () => {
  const feed = read(
    '<rss><channel><title> </title><item><title>x</title><link><![CDATA[]]></link></item></channel></rss>',
  );
  expect(feed.title).toBeUndefined();
  expect(feed.posts[0]).toEqual({ title: 'x', tags: [], enclosures: [] });
});

test('noise is binary', () => {
  expect(readFeed(Uint8Array.of(1, 2, 3, 200, 201), { url: URL })).toMatchObject({
    kind: 'none',
    reason: 'binary',
  });
});

test('more references than are remembered are decoded all the same', () => {
  for (let code = 0x4e00; code < 0x4e00 + 2_500; code += 1) {
    expect(decodeEntities(`&#${code};`)).toBe(String.fromCharCode(code));
  }
});
