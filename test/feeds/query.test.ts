import { describe, expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { partsOf } from '../../src/feeds/post-parts.ts';
import { asksForAge, demands, leavesOf, parseQuery, type Query, soughtWords } from '../../src/feeds/query.ts';
import { clockAt, matches, type PostFacts, readPlaces } from '../../src/feeds/query-match.ts';
import { eachWord, fold, termsOf } from '../../src/feeds/words.ts';
import { randomOf } from '../random.ts';

const now = Date.UTC(2026, 10, 25, 12);
const clock = { now, days: gmtDays };
const hour = 3_600_000;

const facts: PostFacts = {
  title: 'Why the JavaScript engine caches getElementById',
  author: 'Zoë Ångström',
  text: 'The café at Straße 5 serves C++ and c#. Call os.path.join, snake_case_name or python3.12. 東京都に住む。Die Quelle. An inter\u00adnational soft\u00adhyphen.',
  feedNames: ['Engine Notes', 'engines.example'],
  folderNames: ['Work', 'Programming languages'],
  tags: ['web', 'machine learning'],
  at: now - 30 * hour,
  marks: new Set(['unread']),
  parts: new Set(['code']),
};

function read(text: string): Query {
  const parsed = parseQuery(text);
  if (parsed.kind === 'wrong') throw new Error(`${parsed.why} in ${text}`);
  return parsed.query;
}

const finds = (text: string, post = facts) => matches(read(text), post, clock);

describe('a query finds the post:', () => {
  test.each([
    [''],
    ['engine'],
    ['ENGINE caches'],
    ['cafe'],
    ['CAFÉ'],
    ['strasse'],
    ['international'],
    ['"an international softhyphen"'],
    ['soft\u00adhy*'],
    ['zoe'],
    ['Ångström'],
    ['"javascript engine"'],
    ['“the javascript engine”'],
    ['"the javascr"*'],
    ['"the javascr*"'],
    ['eng*'],
    ['getel*'],
    ['getElementById'],
    ['getelementbyid'],
    ['element'],
    ['script'],
    ['os.path'],
    ['os.path.join'],
    ['path'],
    ['snake'],
    ['snake_case'],
    ['python'],
    ['python3'],
    ['python3.12'],
    ['c++'],
    ['c#'],
    ['東京'],
    ['京都'],
    ['東京都'],
    ['都'],
    ['に'],
    ['む'],
    ['"東京都に住む"'],
    ['engine OR nothing'],
    ['nothing OR engine'],
    ['(nothing OR engine) cafe'],
    ['cafe nothing OR engine'],
    ['-nothing'],
    ['-(nothing engine)'],
    ['engine -"engine javascript"'],
    ['title:engine'],
    ['Title:"javascript engine"'],
    ['title:java*'],
    ['author:zoe'],
    ['feed:engine'],
    ['feed:"engine notes"'],
    ['feed:engines'],
    ['folder:programming'],
    ['folder:work'],
    ['tag:web'],
    ['tag:#Web'],
    ['tag:"Machine  Learning"'],
    ['tag:mach*'],
    ['is:unread'],
    ['IS:Unread'],
    ['-is:read'],
    ['-is:starred'],
    ['has:code'],
    ['-has:audio -has:image'],
    ['2d'],
    ['31h'],
    ['1w 1m 1y'],
    ['before:24h'],
    ['after:2026-11-24'],
    ['after:2026'],
    ['after:2026-11 before:2026-11-25'],
    ['engine - caches'],
    ['engine => caches'],
    ['std::cafe OR engine'],
  ])('%s', (text) => expect(finds(text)).toBe(true));
});

describe('a query does not find it:', () => {
  test.each([
    ['nothing'],
    ['engin'],
    ['"engine javascript"'],
    ['"the engine"'],
    ['caf'],
    ['c'.repeat(41)],
    ['京東'],
    ['東京に'],
    ['engine nothing'],
    ['-engine'],
    ['engine -cafe'],
    ['title:cafe'],
    ['author:engine'],
    ['feed:cafe'],
    ['folder:languages -folder:work'],
    ['tag:machine'],
    ['is:starred'],
    ['is:edited'],
    ['is:read'],
    ['has:audio'],
    ['29h'],
    ['before:2026-11-24'],
    ['after:2026-11-25'],
    ['"2d"'],
    ['"2d" OR 1h'],
    ['"engine cafe"'],
    ['https://engine.example'],
    ['localhost:8080'],
  ])('%s', (text) => expect(finds(text)).toBe(false));
});

describe('a wrong query says where and why:', () => {
  test.each([
    ['autor:zoe', 'unknown-field', 'autor:', 'autor'],
    ['rust autor:"zoe"', 'unknown-field', 'autor:', 'autor'],
    ['newer:7d', 'unknown-field', 'newer:', 'newer'],
    ['older:2026-01-31', 'unknown-field', 'older:', 'older'],
    ['rust title: x', 'empty-value', 'title:', 'title:'],
    ['(title:)', 'empty-value', 'title:', 'title:'],
    ['is:new', 'unknown-mark', 'is:new', 'new'],
    ['has:video', 'unknown-part', 'has:video', 'video'],
    ['after:soon', 'bad-date', 'after:soon', 'soon'],
    ['before:2026-02-30', 'bad-date', 'before:2026-02-30', '2026-02-30'],
    ['before:2026-13', 'bad-date', 'before:2026-13', '2026-13'],
    ['=>', 'no-words', '=>', '=>'],
    ['*', 'no-words', '*', '*'],
    ['rust title:=>', 'no-words', 'title:=>', '=>'],
    ['rust feed:"..."', 'no-words', 'feed:"..."', '...'],
    ['tag:#', 'no-words', 'tag:#', '#'],
    ['rust -=>', 'no-words', '-=>', '-'],
    ['rust "open', 'open-quote', '"open', 'open'],
    ['rust (a', 'open-parenthesis', '(a', ''],
    ['rust ()', 'empty-parenthesis', '()', ''],
    ['rust (=>)', 'empty-parenthesis', '(=>)', ''],
    ['rust ) a', 'stray-parenthesis', ')', ')'],
    ['a title:(rust OR go)', 'field-parenthesis', '(', 'title:'],
    ['""', 'no-words', '""', '""'],
    ['title:*', 'no-words', 'title:*', '*'],
    ['feed:""', 'no-words', 'feed:""', '""'],
    ['rust OR', 'nothing-beside-or', 'OR', ''],
    ['OR rust', 'nothing-beside-or', 'OR', ''],
    ['(rust OR) a', 'nothing-beside-or', 'OR', ''],
    ['a OR OR b', 'nothing-beside-or', 'OR', ''],
    [`${'x'.repeat(500)}y`, 'too-long', 'y', ''],
    [`${'('.repeat(21)}x${')'.repeat(21)}`, 'too-deep', '(', ''],
  ])('%s', (text, why, place, what) => {
    const parsed = parseQuery(text);
    expect(parsed).toMatchObject({ kind: 'wrong', why, what });
    if (parsed.kind === 'wrong') expect(text.slice(parsed.start, parsed.end)).toBe(place);
  });
});

test('nothing but dashes and dots, said with parentheses and quotes, is no question for all posts', () => {
  expect(parseQuery('"..." --')).toMatchObject({ kind: 'wrong', why: 'no-words', what: '...' });
});

test('a defect is no wrong query', () => {
  expect(() => parseQuery(undefined as unknown as string)).toThrow(TypeError);
});

test('what is sought is told from what is not wanted', () => {
  const query = read('a (b OR title:"c d") -e 7d');
  expect(soughtWords(query).map((words) => words.terms.map((term) => term.text))).toEqual([
    ['a'],
    ['b'],
    ['c', 'd'],
  ]);
  expect(leavesOf(query).map((leaf) => leaf.kind)).toEqual(['words', 'words', 'words', 'words', 'after']);
});

test.each([
  ['rust is:unread', true],
  ['is:unread OR (a is:unread)', true],
  ['rust OR is:unread', false],
  ['-is:unread', false],
  ['is:starred', false],
])('%s demands unread posts: %s', (text, answer) => expect(demands(read(text), 'unread')).toBe(answer));

test('days begin in the zone of the clock', () => {
  const at = new Date(2026, 10, 25).getTime();
  const local = clockAt(now);
  expect(matches(read('after:2026-11-25'), { ...facts, at }, local)).toBe(true);
  expect(matches(read('after:2026-11-25'), { ...facts, at: at - 1 }, local)).toBe(false);
});

test.each([
  ['Ｃａｆé', 'cafe'],
  ['ŁÓDŹ', 'lodz'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['كِتَـاب', 'كتاب'],
  ['パーティー', 'パーティー'],
  ['ハ\u309a', 'パ'],
  ['ภาษาไทย', 'ภาษาไทย'],
])('%s is folded to %s', (word, folded) => expect(fold(word)).toBe(folded));

test.each([
  ['XMLHttpRequest v2', ['xmlhttprequest', 'xml', 'http', 'request', 'v2']],
  ['d41d8cd98f00b204e9800998ecf8427e', ['d41d8cd98f00b204e9800998ecf8427e']],
  ['Rust言語 入門', ['rust', '言語', '語', '入門', '門']],
  ['ـ ab', ['ab']],
  ['tomTom', ['tomtom', 'tom', 'tom']],
])('%s is found by %s', (text, terms) => {
  const found: string[] = [];
  eachWord(text, (term) => found.push(term));
  expect(found).toEqual(terms);
});

test('a word knows its place in the text', () => {
  const text = 'Ein Café, 東京 – fooBar';
  const found: [string, number, string][] = [];
  const places = eachWord(text, (term, at, start, end) => found.push([term, at, text.slice(start, end)]));
  expect(found).toEqual([
    ['ein', 0, 'Ein'],
    ['cafe', 1, 'Café'],
    ['東京', 2, '東京'],
    ['京', 3, '京'],
    ['foobar', 4, 'fooBar'],
    ['foo', 4, 'fooBar'],
    ['bar', 4, 'fooBar'],
  ]);
  expect(places).toBe(5);
});

test('the words of a text are those of its runs of letters, whatever stands between them', () => {
  const random = randomOf(5);
  const pieces =
    "the Rust C++ c# c#x a+ + ++ # x1 fooBar é Café e\u0301 \u0301 東京 東京x Страница 😀 𝔘ber _ - ' ’ . “don’t” naïve#".split(
      ' ',
    );
  for (let run = 0; run < 400; run++) {
    const some = Array.from({ length: 1 + random.below(9) }, () => random.pick(pieces) as string);
    const text = some.map((piece) => piece + (random.below(3) === 0 ? '' : ' ')).join('');
    const found: unknown[] = [];
    const places = eachWord(text, (...word) => found.push(word));
    const expected: unknown[] = [];
    let before = 0;
    for (const { 0: run, index } of text.matchAll(
      /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:\+\+|#(?![\p{L}\p{N}]))?/gu,
    )) {
      const here = before;
      before += eachWord(run, (term, at, start, end) =>
        expected.push([term, here + at, index + start, index + end]),
      );
    }
    expect(found, text).toEqual(expected);
    expect(places, text).toBe(before);
  }
});

test('characters of scripts without spaces are sought as pairs, one alone as their beginning', () => {
  expect(termsOf('東京 都 Rust', false)).toEqual([
    { text: '東京', at: 0 },
    { text: '都', at: 2, prefix: true },
    { text: 'rust', at: 3 },
  ]);
});

test.each([
  ['ทำ', 'เราทำงานทุกวัน'],
  ['น้ำ', 'ดื่มน้ำเปล่า'],
  ['คำ', 'คำสั่งแรก'],
  ['ำ', 'ทำงาน'],
  ['ຄຳ', 'ຄຳສັ່ງ'],
  ['ໜ', 'ໜັງສື'],
])('%s is found within %s', (text, within) => expect(finds(text, { ...facts, text: within })).toBe(true));

test('in scripts without spaces a text is found by each of its stretches', () => {
  const random = randomOf(7);
  const letters = ['ท', 'น้', 'ำ', 'า', 'ຳ', 'ໜ', '京', '都', 'ガ', '한'];
  for (let run = 0; run < 200; run++) {
    const characters = Array.from({ length: 1 + random.below(8) }, () => random.pick(letters) as string);
    const text = characters.join('');
    const from = random.below(characters.length);
    const part = characters.slice(from, from + 1 + random.below(characters.length - from)).join('');
    expect(finds(part, { ...facts, text }), `${part} in ${text}`).toBe(true);
  }
});

test('two equal parts of one identifier stand in one place', () => {
  expect(readPlaces('a tomTom').get('tom')).toEqual([1]);
});

test('the parts of a post are seen in its text and its files', () => {
  expect([...partsOf('<p>x</p>', {})]).toEqual([]);
  expect([...partsOf('<PRE>x</PRE><audio controls></audio><img src=x>', {})]).toEqual([
    'code',
    'audio',
    'image',
  ]);
  const enclosures = [{ url: 'a', type: 'audio/mpeg' }, { url: 'b' }];
  expect([...partsOf('', { enclosures })]).toEqual(['audio']);
  expect([...partsOf('', { imageUrl: 'c' })]).toEqual(['image']);
});

test.each([
  ['1d', true],
  ['rust (title:go OR -before:2w)', true],
  ['after:2026-01-01 rust', false],
  ['', false],
  ['"open', false],
])('%s asks for an age: %s', (text, expected) => {
  expect(asksForAge(text)).toBe(expected);
});
