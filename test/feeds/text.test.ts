import { describe, expect, test } from 'vitest';
import { tagKey } from '../../src/feeds/tag-key.ts';
import { cut, lineOfText, oneLine, plainText, snippet } from '../../src/feeds/text.ts';
import { randomOf, seedOf } from '../random.ts';

describe('plainText', () => {
  test.each<[string, string, string]>([
    ['text without markup', 'a  b\n c &amp; d', 'a b c & d'],
    ['inline markup', 'a <b>b</b> <i>c</i>', 'a b c'],
    ['blocks', '<p>one</p><p>two</p><ul><li>a<li>b</ul>', 'one\ntwo\na\nb'],
    ['line breaks', 'one<br>two<br/>three', 'one\ntwo\nthree'],
    ['entities', '&lt;b&gt; &nbsp;&#8217;&hellip;', '<b> ’…'],
    ['scripts and styles', '<style>p{}</style>a<script>alert("<p>")</script>b', 'ab'],
    ['comments', 'a<!-- b -->c', 'ac'],
    ['a head', '<head><title>x</title></head><body>y</body>', 'y'],
    ['hidden parts', '<p hidden>a<p>b</p></p><div style="display: none">c<div>d</div></div>e', 'e'],
    ['what is hidden until found', '<p hidden="until-found">a</p>', 'a'],
    ['hidden elements that are empty', '<img hidden>a<br hidden>b', 'a\nb'],
    ['preformatted text', '<pre>a  b\n  c</pre>d  e', 'a b\nc\nd e'],
    ['nested pre and stray ends', '</pre></script>a<pre><pre>b\nc</pre>d\ne</pre>f\ng', 'a\nb\nc\nd\ne\nf g'],
    ['tables', '<table><tr><td>a<td>b</table>', 'a b'],
    ['an unfinished tag', 'a <b', 'a'],
    ['a bare <', '1 < 2 <3', '1 < 2 <3'],
    ['CDATA in HTML', '<svg><![CDATA[x]]></svg>a<math><mi>x</mi></math>b', 'ab'],
    ['nothing', '', ''],
  ])('%s', (_, html, expected) => expect(plainText(html)).toBe(expected));
});

test('preformatted text may have more lines than a call can take arguments', () =>
  expect(plainText(`<pre>${'a\n'.repeat(200_000)}b</pre>`)).toHaveLength(400_001));

describe('oneLine and lineOfText', () => {
  test('bidi overrides go, marks stay', () => {
    expect(oneLine('a\u202eb\u2066c\u200f d')).toBe('abc\u200f d');
  });
  test('markup and white space go', () => {
    expect(lineOfText(' <p>a</p>\n<p>b &amp;\tc</p> ')).toBe('a b & c');
    expect(lineOfText('plain words')).toBe('plain words');
    expect(oneLine('plain words')).toBe('plain words');
  });
});

describe('snippet', () => {
  test('short text is whole', () => expect(snippet('<p>Hello <b>world</b></p>')).toBe('Hello world'));
  test('long text is cut after a word', () => {
    const text = snippet(`<p>${'word '.repeat(200)}</p>`);
    expect(text.length).toBeLessThanOrEqual(300);
    expect(text).toMatch(/word…$/);
  });
  test('text far behind markup is found', () => {
    expect(snippet(`<style>${'x'.repeat(50_000)}</style><p>found</p>`)).toBe('found');
  });
  test('one endless word is cut inside', () => {
    expect(snippet('x'.repeat(500), 100)).toBe(`${'x'.repeat(99)}…`);
  });
});

describe('cut', () => {
  test('a text that fits stays', () => expect(cut('a b', 3)).toBe('a b'));
  test('no character is cut in two', () => expect(cut('aaaa😀bbbb', 6)).toBe('aaaa…'));
  test('the word that just fits stays', () => expect(cut('one two three', 8)).toBe('one two…'));
  test('trailing marks go', () => expect(cut('one two, three', 10)).toBe('one two…'));
});

describe('tagKey', () => {
  test.each([
    ['Python', 'python'],
    [' #Python ', 'python'],
    ['##web  dev', 'web dev'],
    ['# #5', '5'],
    ['# # ## 5', '5'],
    ['# \u00a0#', ''],
    ['＃5', '＃5'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['CAFE\u0301', 'café'],
    ['c#', 'c#'],
    ['#', ''],
    ['  ', ''],
    ['python3', 'python3'],
  ])('%j is %j', (tag, key) => expect(tagKey(tag)).toBe(key));

  test('no key begins with "#": those of saved views do', () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const tag = `#${String.fromCodePoint(code)}#5`;
      if (tagKey(tag).startsWith('#')) expect.fail(JSON.stringify(tag));
    }
    const random = randomOf(seedOf('TAG_SEED'));
    const parts = [
      '#',
      '##',
      ' ',
      '\t',
      '\u00a0',
      '\ufeff',
      '\u200b',
      '＃',
      '﹟',
      '\u0338',
      '\u20e3',
      '5',
      'A',
      'İ',
    ];
    for (let i = 0; i < 20_000; i++) {
      const tag = Array.from({ length: random.below(8) }, () => random.pick(parts)).join('');
      expect(tagKey(tag), JSON.stringify(tag)).not.toMatch(/^#/);
    }
  });
});
