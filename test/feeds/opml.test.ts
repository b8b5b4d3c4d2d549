import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../src/feeds/decode.ts';
import { MAX_OUTLINES } from '../../src/feeds/limits.ts';
import { type OpmlFeed, type OpmlOutline, readOpml, writeOpml } from '../../src/feeds/opml.ts';
import { hasShared, sharedBytes, sharedTable } from './shared.ts';

const opml = (body: string, head = '') =>
  `<opml version="2.0"><head>${head}</head><body>\n${body}\n</body></opml>`;

function feedsIn(outlines: OpmlOutline[]): OpmlFeed[] {
  return outlines.flatMap((one) => (one.kind === 'feed' ? [one] : feedsIn(one.children)));
}

describe('readOpml', () => {
  test('reads feeds in nested folders, with all that stands there', () => {
    const text = opml(
      `<outline text="News"><outline title="World" text="w">
         <outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/"
                  category="one, /two/three,,one" language="en" description=""/>
       </outline></outline>
       <OUTLINE TEXT="b" XMLURL="http://b.example/feed"/>`,
      '<title> My\nfeeds </title>',
    );
    expect(readOpml(text)).toEqual({
      title: 'My feeds',
      isOpml: true,
      failed: [],
      outlines: [
        {
          kind: 'folder',
          title: 'News',
          children: [
            {
              kind: 'folder',
              title: 'World',
              children: [
                {
                  kind: 'feed',
                  title: 'A & B',
                  xmlUrl: 'https://a.example/feed?x=1&y=2',
                  htmlUrl: 'https://a.example/',
                  tags: ['one', '/two/three', 'one'],
                  attributes: { language: 'en' },
                },
              ],
            },
          ],
        },
        { kind: 'feed', title: 'b', xmlUrl: 'http://b.example/feed' },
      ],
    });
  });

  test('says what cannot be imported, and where', () => {
    const text = opml(
      [
        '<outline text="no address" type="rss"/>',
        '<outline text="ftp" xmlUrl="ftp://a.example/feed"/>',
        '<outline text="script" xmlUrl="javascript:alert(1)"/>',
        '<outline text="broken" xmlUrl="http://["/>',
        '<outline/>',
        '<outline text="port" xmlUrl="http://a.example:99999/feed"/>',
        '<outline text="good" xmlUrl="https://a.example/feed"/>',
      ].join('\n'),
    );
    const { failed, outlines } = readOpml(text);
    expect(failed).toEqual([
      { line: 2, text: 'no address', reason: 'no-url' },
      { line: 3, text: 'ftp://a.example/feed', reason: 'not-http' },
      { line: 4, text: 'javascript:alert(1)', reason: 'not-http' },
      { line: 5, text: 'http://[', reason: 'unreadable-url' },
      { line: 6, text: '', reason: 'no-url' },
      { line: 7, text: 'http://a.example:99999/feed', reason: 'unreadable-url' },
    ]);
    expect(outlines).toHaveLength(1);
  });

  test('a folder without name gives its feeds to the one around it', () => {
    const { outlines } = readOpml(opml('<outline><outline text="a" xmlUrl="https://a.example/"/></outline>'));
    expect(outlines).toEqual([{ kind: 'feed', title: 'a', xmlUrl: 'https://a.example/' }]);
  });

  test('outlines inside a feed stand beside it', () => {
    const inner = '<outline text="b" xmlUrl="https://b.example/"/>';
    const { outlines } = readOpml(opml(`<outline text="a" xmlUrl="https://a.example/">${inner}</outline>`));
    expect(feedsIn(outlines).map((feed) => feed.title)).toEqual(['a', 'b']);
  });

  test('an empty folder stays when it says that it is one', () => {
    expect(readOpml(opml('<outline type="folder" text="Empty"/>'))).toMatchObject({
      outlines: [{ kind: 'folder', title: 'Empty', children: [] }],
      failed: [],
    });
  });

  test.each(['<outline text="Lost"/>', '<outline text="Lost">\n</outline>', '<outline text="Lost">'])(
    '%s is neither a feed nor a folder',
    (line) => {
      const { outlines, failed } = readOpml(`<outline text="a" xmlUrl="http://a.example/"/>\n${line}`);
      expect(feedsIn(outlines)).toHaveLength(1);
      expect(outlines).toHaveLength(1);
      expect(failed).toEqual([{ line: 2, text: 'Lost', reason: 'no-url' }]);
    },
  );

  test('an outline that says nothing and holds nothing is named', () => {
    expect(readOpml('<outline></outline>').failed).toEqual([{ line: 1, text: '', reason: 'no-url' }]);
  });

  test('a folder stays though none of its feeds can be imported', () => {
    const { outlines, failed } = readOpml('<outline text="F"><outline xmlUrl="ftp://a.example/"/></outline>');
    expect(outlines).toEqual([{ kind: 'folder', title: 'F', children: [] }]);
    expect(failed).toMatchObject([{ reason: 'not-http' }]);
  });

  test('an end tag too many is nothing', () => {
    expect(readOpml('</outline>').failed).toEqual([]);
  });

  test('raw markup in an attribute does not lose the feed', () => {
    const { outlines } = readOpml(
      opml(
        '<outline text="see <a href="https://x.example">this</a> and <b>that</b>" xmlUrl="https://a.example/"/>',
      ),
    );
    expect(outlines).toEqual([
      {
        kind: 'feed',
        title: "see <a href='https://x.example'>this</a> and <b>that</b>",
        xmlUrl: 'https://a.example/',
      },
    ]);
  });

  test('a line broken by a stray < is read as far as it goes, or named', () => {
    const { outlines, failed } = readOpml(
      opml('<outline text="a" <x xmlUrl=\'https://a.example/\' title=b/>\n<outline text="b" <y />'),
    );
    expect(feedsIn(outlines).map((feed) => feed.xmlUrl)).toEqual(['https://a.example/']);
    expect(failed).toMatchObject([{ line: 3, reason: 'unreadable-line' }]);
  });

  test('a stray < elsewhere is nothing', () => {
    expect(readOpml(opml('1 <2 <outline text="a" xmlUrl="https://a.example/"/>')).failed).toEqual([]);
  });

  test('text that is no list says so', () => {
    expect(readOpml('hello')).toEqual({ outlines: [], failed: [], isOpml: false });
    expect(readOpml('<opml/>').isOpml).toBe(true);
    expect(readOpml('<opml><title> </title></opml>').title).toBeUndefined();
  });

  test('more outlines than the limit are named', () => {
    const { outlines, failed } = readOpml('<outline xmlUrl="http://a.b"/>'.repeat(MAX_OUTLINES + 1));
    expect(outlines).toHaveLength(MAX_OUTLINES);
    expect(failed).toMatchObject([{ reason: 'too-many' }]);
  });
});

describe('writeOpml', () => {
  test('writes what others read', () => {
    const list: OpmlOutline[] = [
      {
        kind: 'folder',
        title: 'A "b" <c>',
        children: [{ kind: 'feed', xmlUrl: 'https://a.example/?x&y', tags: ['p,q', 'r'] }],
      },
    ];
    expect(writeOpml(list, 'Mine & yours', 0)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Mine &amp; yours</title>
    <dateCreated>Thu, 01 Jan 1970 00:00:00 GMT</dateCreated>
  </head>
  <body>
    <outline text="A &quot;b&quot; &lt;c&gt;" title="A &quot;b&quot; &lt;c&gt;">
      <outline type="rss" text="" xmlUrl="https://a.example/?x&amp;y" category="p q,r"/>
    </outline>
  </body>
</opml>
`);
  });

  const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) =>
    text
      .replace(/[\p{Cc}\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const word = line.filter((text) => text !== '');
  const feed: fc.Arbitrary<OpmlOutline> = fc.record(
    {
      kind: fc.constant('feed' as const),
      title: word,
      xmlUrl: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href),
      htmlUrl: fc.webUrl().map((url) => new URL(url).href),
      tags: fc.array(
        word.map((text) => text.replace(/,/g, '').trim()).filter((text) => text !== ''),
        { minLength: 1, maxLength: 3 },
      ),
      attributes: fc.record({ description: word, language: word }),
    },
    { requiredKeys: ['kind', 'xmlUrl'] },
  );
  const { outlines } = fc.letrec<{ outlines: OpmlOutline[]; outline: OpmlOutline }>((tie) => ({
    outlines: fc.array(tie('outline'), { maxLength: 4 }),
    outline: fc.oneof(
      { maxDepth: 5 },
      feed,
      fc.record({ kind: fc.constant('folder' as const), title: word, children: tie('outlines') }),
    ),
  }));

  test('reading what was written gives the same', () => {
    fc.assert(
      fc.property(outlines, word, (list, title) => {
        const again = readOpml(writeOpml(list, title));
        expect(again).toEqual({ title, outlines: list, failed: [], isOpml: true });
      }),
      { numRuns: 500 },
    );
  });
});

describe.skipIf(!hasShared('corpus', 'opml'))('the lists of the corpus', () => {
  test.each(sharedRows())('%s holds %d feeds, and export then import is the identity', (file, count) => {
    const { outlines, title } = readOpml(decodeBytes(sharedBytes('corpus', 'opml', file)).text);
    expect(feedsIn(outlines)).toHaveLength(count);
    expect(readOpml(writeOpml(outlines, title)).outlines).toEqual(outlines);
  });
});

function sharedRows(): [string, number][] {
  if (!hasShared('corpus', 'opml')) return [['', 0]];
  return sharedTable('corpus', 'opml', 'manifest.tsv').map((row) => [row.file ?? '', Number(row.feeds)]);
}
