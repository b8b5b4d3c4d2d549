import { describe, expect, test } from 'vitest';
import { MAX_ENCLOSURES, MAX_POSTS, MAX_URL } from '../../src/feeds/limits.ts';
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
