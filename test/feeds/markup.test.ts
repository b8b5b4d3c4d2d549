import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../src/feeds/decode.ts';
import { detect } from '../../src/feeds/detect.ts';
import { MAX_ATTRIBUTES } from '../../src/feeds/limits.ts';
import { tokenize } from '../../src/feeds/parse/markup.ts';
import { hasShared, sharedBytes, sharedTable } from './shared.ts';

/** What the listener hears, a word each: `<a b=c>`, `</a>`, `text`, `[cdata]`, `!` for markup that is none. */
function heard(source: string, mode: 'xml' | 'html' = 'xml', withBare = true): string[] {
  const words: string[] = [];
  tokenize(source, mode, {
    open(name, attributes, selfClosing) {
      const written = attributes.map((one) => ` ${one.name}=${one.value}`).join('');
      words.push(`<${name}${written}${selfClosing ? '/' : ''}>`);
      return name === 'stop' ? 'stop' : undefined;
    },
    close: (name) => words.push(`</${name}>`),
    text: (raw) => words.push(raw),
    cdata: (raw) => words.push(`[${raw}]`),
    ...(withBare && { bare: () => words.push('!') }),
  });
  return words;
}

describe('tokenize', () => {
  test.each([
    ['<a>x</a>', ['<a>', 'x', '</a>']],
    ['<a\nb="1" c=\'2\' d=3 e f = "4"/>', ['<a b=1 c=2 d=3 e= f=4/>']],
    ['<a / b=x/y>', ['<a b=x/y>']],
    ['<a b=>', ['<a b=>']],
    ['<a ="x">', ['<a ="x"=>']],
    ['<A:b_ü>', ['<A:b_ü>']],
    ['1 < 2 <> <3', ['!', '!', '!', '1 < 2 <> <3']],
    ['a <b and </p>', ['!', 'a <b and ', '</p>']],
    ['a <b c <d>', ['!', 'a <b c ', '<d>']],
    ['a <b<c>', ['!', 'a <b', '<c>']],
    ['a<', ['!', 'a<']],
    ['x<a b="1', ['x']],
    ['<a b="1>2</a>', ['<a b=1>', '2', '</a>']],
    ['</ a ></a\n></></1>x', ['</a>', '</a>', 'x']],
    ['</a <b>', ['</a>', '<b>']],
    ['</a', ['</a>']],
    ['a<!-- <b> -->c<!---->d<!-->e', ['a', 'c', 'd', 'e']],
    ['a<!-- <b>', ['a', ' ', '<b>']],
    ['<?x y?>a<!DOCTYPE z>b<?x b', ['a', 'b', 'x b']],
    ['<![CDATA[<b>]]]]>c', ['[<b>]]]', 'c']],
    ['<stop><a>', ['<stop>']],
  ])('%j in XML', (source, words) => expect(heard(source)).toEqual(words));

  test.each([
    ['<script>a<b</x></SCRIPT >c', ['<script>', 'a<b</x>', '</SCRIPT>', 'c']],
    ['<title>a<b', ['<title>', 'a<b']],
    ['<plaintext>a</plaintext><b>', ['<plaintext>', 'a</plaintext><b>']],
    ['<ü>', ['!', '<ü>']],
  ])('%j in HTML', (source, words) => expect(heard(source, 'html')).toEqual(words));

  test('nobody has to hear of markup that is none', () =>
    expect(heard('1 <2 <![CDATA[<item>', 'xml', false)).toEqual(['1 <2 ', '[]', '<item>']));

  test('attributes beyond the limit are read and dropped', () => {
    const many = Array.from({ length: MAX_ATTRIBUTES + 5 }, (_, i) => `a${i}="${i}"`).join(' ');
    expect(heard(`<a ${many}>x`)[0]?.split(' ')).toHaveLength(MAX_ATTRIBUTES + 1);
  });
});

describe('CDATA without its end', () => {
  test.each([
    ['runs to the end', '<a><![CDATA[x</a> y', ['<a>', '[x</a> y]']],
    ['ends with its element', '<a><![CDATA[x</a><item><b>', ['<a>', '!', '[x]', '</a>', '<item>', '<b>']],
    ['ends where a post begins', '<a><![CDATA[x<atom:entry >', ['<a>', '!', '[x]', '<atom:entry>']],
    [
      'ends with its element, though a later post has an end',
      '<a><![CDATA[x</a><item><a><![CDATA[y]]></a>',
      ['<a>', '!', '[x]', '</a>', '<item>', '<a>', '[y]', '</a>'],
    ],
    [
      'may show posts: it has its end',
      '<a><![CDATA[<item><a>x</a></item>]]></a>',
      ['<a>', '[<item><a>x</a></item>]', '</a>'],
    ],
    [
      'may show posts with CDATA: nothing says where it would end',
      '<a><![CDATA[<item><b><![CDATA[x]]></a>',
      ['<a>', '[<item><b><![CDATA[x]', '</a>'],
    ],
  ])('%s', (_, source, words) => expect(heard(source)).toEqual(words));
});

/** Elements with their attributes, and the text before each, white space aside. */
function elementsOf(run: (told: { open(word: string): void; text(raw: string): void }) => void): string[] {
  const elements: string[] = [];
  let text = '';
  run({
    open(word) {
      elements.push(text.replace(/\s+/g, ' ').trim(), word);
      text = '';
    },
    text(raw) {
      text += raw;
    },
  });
  return elements;
}

describe.skipIf(!hasShared('corpus'))('real feeds', { timeout: 60_000 }, () => {
  test('are told as htmlparser2 tells them, where no markup is broken', () => {
    let compared = 0;
    for (const { file = '', format } of sharedTable('corpus', 'manifest.tsv')) {
      const { text } = decodeBytes(sharedBytes('corpus', 'dev', file));
      const found = detect(text);
      if (format === 'json' || !('start' in found)) continue;
      const source = text.slice(found.start);
      let isBroken = false;
      const ours = elementsOf((told) =>
        tokenize(source, 'xml', {
          open(name, attributes) {
            told.open(`${name} ${attributes.map((one) => `${one.name}=${one.value}`).join(' ')}`);
            return undefined;
          },
          close() {},
          text: told.text,
          cdata: told.text,
          bare: () => {
            isBroken = true;
          },
        }),
      );
      const theirs = elementsOf((told) => {
        const parser = new Parser(
          {
            onopentag: (name, attributes) =>
              told.open(
                `${name} ${Object.entries(attributes)
                  .map(([one, value]) => `${one}=${value}`)
                  .join(' ')}`,
              ),
            ontext: told.text,
          },
          { xmlMode: true, decodeEntities: false },
        );
        parser.end(source);
      });
      if (isBroken) continue;
      compared += 1;
      expect(ours, file).toEqual(theirs);
    }
    expect(compared).toBeGreaterThan(350);
  });
});
