import { expect, test } from 'vitest';
import { parseQuery, soughtWords } from '../../src/feeds/query.ts';
import { excerpt, hitsIn } from '../../src/feeds/query-hits.ts';

function hits(text: string, query: string, field: 'title' | 'author' | 'text' = 'text'): string[] {
  const parsed = parseQuery(query);
  if (parsed.kind === 'wrong') throw new Error(parsed.why);
  return hitsIn(text, field, soughtWords(parsed.query)).map(([start, end]) => text.slice(start, end));
}

test.each([
  ['The Café is a café.', 'cafe', ['Café', 'café']],
  ['The engine of the engines', 'eng*', ['engine', 'engines']],
  ['rust and rusty rust', '"rust and"', ['rust', 'and']],
  ['getElementById', 'element', ['getElementById']],
  ['run python3.12 now', 'python', ['python3']],
  ['東京都に住む', '京都', ['京都']],
  ['東京都に住む', '東京都', ['東京都']],
  ['東京', '京', ['京']],
  ['東京都に', '京', ['京']],
  ['ทำงาน', 'ทำ', ['ทำ']],
  ['ทำงาน', 'ำ', ['ำ']],
  ['เที่ยวบิน', 'ที่', ['ที่']],
  ['rust', '-rust', []],
  ['rust', 'title:rust', []],
  ['rust', '7d', []],
  ['a b', '(a OR c) b', ['a', 'b']],
])('in "%s" the query %s marks %j', (text, query, marked) => expect(hits(text, query)).toEqual(marked));

test('a field is marked where it stands', () => {
  expect(hits('rust', 'title:rust', 'title')).toEqual(['rust']);
});

test('an excerpt shows the first hit with what stands before it', () => {
  const text = `${'word '.repeat(50)}needle and more\nlines ${'word '.repeat(80)}`;
  const found = excerpt(text, [[250, 256]]);
  expect(found).toMatch(/^…word .*needle and more lines .*…$/);
  expect(found.indexOf('needle')).toBeLessThan(34);
  expect(found.length).toBeLessThanOrEqual(241);
  expect(excerpt(text, [])).toMatch(/^word/);
  expect(excerpt(`${'語'.repeat(200)}京`, [[200, 201]])).toBe('…京');
});
