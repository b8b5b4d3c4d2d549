import { describe, expect, test } from 'vitest';
import { guessCharset } from '../../src/feeds/charset-guess.ts';
import { decodeBytes } from '../../src/feeds/decode.ts';
import { hasShared, sharedBytes, sharedJson } from './shared.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** Each character's code as one byte: for writing single-byte encodings by hand. */
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

function wide(text: string, bytesPerUnit: 2 | 4, little: boolean): Uint8Array {
  const units =
    bytesPerUnit === 2
      ? text.split('').map((c) => c.charCodeAt(0))
      : [...text].map((c) => c.codePointAt(0) ?? 0);
  const view = new DataView(new ArrayBuffer(units.length * bytesPerUnit));
  units.forEach((unit, i) => {
    if (bytesPerUnit === 2) view.setUint16(i * 2, unit, little);
    else view.setUint32(i * 4, unit, little);
  });
  return new Uint8Array(view.buffer);
}

const XML = '<?xml version="1.0"?><rss>é日😀</rss>';

describe('decodeBytes', () => {
  test.each<[string, Uint8Array, string, string]>([
    ['utf-8', utf8(XML), '', 'utf-8'],
    ['utf-8 with byte order mark', utf8(`\ufeff${XML}`), '', 'utf-8'],
    ['utf-16le with mark', wide(`\ufeff${XML}`, 2, true), '', 'utf-16le'],
    ['utf-16be with mark', wide(`\ufeff${XML}`, 2, false), '', 'utf-16be'],
    ['utf-16le without mark', wide(XML, 2, true), 'text/xml; charset=utf-8', 'utf-16le'],
    ['utf-16be without mark', wide(XML, 2, false), '', 'utf-16be'],
    ['utf-32le with mark', wide(`\ufeff${XML}`, 4, true), '', 'utf-32le'],
    ['utf-32be with mark', wide(`\ufeff${XML}`, 4, false), '', 'utf-32be'],
    ['utf-32le without mark', wide(XML, 4, true), '', 'utf-32le'],
    ['utf-32be without mark', wide(XML, 4, false), '', 'utf-32be'],
    ['utf-8 labelled utf-16', utf8(XML), 'text/xml; charset=utf-16', 'utf-8'],
    ['utf-8 labelled latin-1', utf8(XML), 'text/xml; charset=iso-8859-1', 'utf-8'],
    ['utf-8 labelled with nonsense', utf8(XML), 'text/xml; charset=bogus', 'utf-8'],
  ])('%s', (_, bytes, contentType, encoding) => {
    expect(decodeBytes(bytes, contentType)).toMatchObject({ text: XML, encoding });
  });

  test('a character that is none in utf-32 is U+FFFD', () => {
    const bytes = join(
      wide('<r>', 4, true),
      Uint8Array.of(0, 0, 0x11, 0, 0, 0xd8, 0, 0),
      wide('</r>', 4, true),
    );
    expect(decodeBytes(bytes).text).toBe('<r>\ufffd\ufffd</r>');
  });

  test.each<[string, string, string, string, string]>([
    ['the Content-Type', '<r>\xe9</r>', "text/xml; charset='iso-8859-1'", 'windows-1252', '<r>é</r>'],
    [
      'the prolog',
      '<?xml version="1.0" encoding="koi8-r"?><r>\xc1</r>',
      '',
      'koi8-r',
      '<?xml version="1.0" encoding="koi8-r"?><r>а</r>',
    ],
    [
      'the prolog behind white space',
      ' \n<?xml version="1.0" encoding=\'cp1251\'?><r>\xe0</r>',
      '',
      'windows-1251',
      ' \n<?xml version="1.0" encoding=\'cp1251\'?><r>а</r>',
    ],
    [
      'a meta element',
      '<meta charset=windows_1253><p>\xe1</p>',
      '',
      'windows-1253',
      '<meta charset=windows_1253><p>α</p>',
    ],
    [
      'the Content-Type before the prolog',
      '<?xml encoding="koi8-r"?><r>\xe0</r>',
      'text/xml;charset=windows-1251',
      'windows-1251',
      '<?xml encoding="koi8-r"?><r>а</r>',
    ],
    ['nothing: windows-1252', '<r>caf\xe9 \x93x\x94</r>', '', 'windows-1252', '<r>café “x”</r>'],
    [
      'a wrong label: windows-1252',
      '<r>caf\xe9</r>',
      'text/xml; charset=utf-8',
      'windows-1252',
      '<r>café</r>',
    ],
  ])('%s', (_, text, contentType, encoding, expected) => {
    expect(decodeBytes(latin1(text), contentType)).toMatchObject({ text: expected, encoding });
  });

  test('two characters that could be UTF-8 do not outweigh a label of many-byte characters', () => {
    expect(decodeBytes(Uint8Array.of(0x3c, 0xc1, 0xaa, 0xcd, 0xa8), 'text/xml; charset=gbk').encoding).toBe(
      'gbk',
    );
    expect(decodeBytes(latin1('\xc3\xa9'), 'text/xml; charset=gbk').encoding).toBe('gbk');
  });

  test('UTF-8 with a few broken bytes stays UTF-8', () => {
    const bytes = join(utf8(`<r>${'é'.repeat(30)}</r>`), Uint8Array.of(0xff, 0xe2, 0x28));
    expect(decodeBytes(bytes, 'text/xml; charset=iso-8859-1')).toMatchObject({
      encoding: 'utf-8',
      wrongLabel: true,
    });
  });

  test('a label that fits all but a few bytes is believed', () => {
    const bytes = join(utf8('x'.repeat(200)), Uint8Array.of(0x82, 0xa0, 0xff));
    expect(decodeBytes(bytes, 'text/xml; charset=shift_jis').encoding).toBe('shift_jis');
    expect(decodeBytes(Uint8Array.of(0xff, 0xff, 0xff), 'text/xml; charset=shift_jis').encoding).toBe(
      'windows-1252',
    );
  });

  test('the second label is tried when the first does not fit', () => {
    const bytes = latin1('<?xml encoding="windows-1251"?><r>\xff\xff\xff</r>');
    const decoded = decodeBytes(bytes, 'text/xml; charset=shift_jis');
    expect(decoded).toMatchObject({ encoding: 'windows-1251', wrongLabel: true });
  });

  test('line ends become one, C1 controls windows-1252, other controls nothing', () => {
    const decoded = decodeBytes(utf8('a\r\nb\rc\u0092\u0008d'));
    expect(decoded).toMatchObject({ text: 'a\nb\nc’d', hadControls: true });
    expect(decodeBytes(utf8('a\u0092')).hadControls).toBe(false);
  });

  test('nothing is nothing', () => expect(decodeBytes(new Uint8Array()).text).toBe(''));
});

describe('guessCharset', () => {
  test.each<[string, string]>([
    [
      'koi8-r',
      '\xeb\xc1\xcb \xd0\xc5\xd2\xc5\xd6\xc9\xd4\xd8 \xce\xcf\xd7\xcf\xc7\xcf\xc4\xce\xc0\xc0 \xce\xcf\xde\xd8',
    ],
    [
      'windows-1251',
      '\xca\xe0\xea \xef\xe5\xf0\xe5\xe6\xe8\xf2\xfc \xed\xee\xe2\xee\xe3\xee\xe4\xed\xfe\xfe \xed\xee\xf7\xfc',
    ],
    ['windows-1252', 'd\xe9j\xe0 vu \xe0 l\xe0 bont\xe9 \xe9t\xe9 na\xefve'],
    ['windows-1255', '\xe4\xe0\xed \xe0\xfa\xe4 \xee\xe3\xf4\xe9\xf1 \xf0\xe9\xe9\xf8 \xf9\xec \xe0\xfa\xf8'],
    ['euc-jp', '\xa5\xb2\xa1\xbc\xa5\xe0\xa4\xf2\xa4\xb7\xa4\xc6\xa4\xa4\xa4\xeb\xa1\xa3'],
    ['shift_jis', '\x83Q\x81[\x83\x80\x82\xf0\x82\xb5\x82\xc4\x82\xa2\x82\xe9\x81B'],
  ])('%s', (encoding, text) => expect(guessCharset(latin1(text))).toBe(encoding));

  test('a few letters are no language', () => expect(guessCharset(latin1('caf\xe9'))).toBeUndefined());
});

const SUITE = ['suites', 'feedparser'];

/** The suite takes text/xml without charset for us-ascii (RFC 3023); RFC 7303 and we take it for UTF-8. */
const OTHER_ENCODINGS = /^encoding\/http_text_.*(?:default|bogus_charset|bogus_param|qs)\.xml$/;

describe.skipIf(!hasShared(...SUITE))("feedparser's encodings", () => {
  test('every document is read in its encoding', () => {
    const cases = sharedJson<{ file: string; headers: Record<string, string>; encoding: string }[]>(
      ...SUITE,
      'encodings.json',
    );
    for (const { file, headers, encoding } of cases) {
      if (OTHER_ENCODINGS.test(file)) continue;
      const decoded = decodeBytes(sharedBytes(...SUITE, 'files', file), headers['content-type']);
      expect(decoded.encoding.replace('gbk', 'gb18030'), file).toBe(
        nameOf(encoding).replace('gbk', 'gb18030'),
      );
    }
  });
});

function nameOf(label: string): string {
  const plain = label.toLowerCase();
  return plain.startsWith('utf-32') ? plain : new TextDecoder(plain).encoding;
}
