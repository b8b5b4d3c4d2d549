import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { parseQuery } from '../../src/feeds/query.ts';
import { matches, type PostFacts } from '../../src/feeds/query-match.ts';
import { mayMatch } from '../../src/feeds/query-sieve.ts';

const clock = { now: 0, days: gmtDays };

function factsWith(title: string, text: string): PostFacts {
  return {
    title,
    author: 'Ann',
    text,
    feedNames: [],
    folderNames: [],
    tags: [],
    at: 0,
    marks: new Set(),
    parts: new Set(),
  };
}

/** Words of many scripts, identifiers, and letters that fold into others. */
const word = fc.oneof(
  fc.constantFrom(
    ...'getElementById inter\u00adnational std::vector snake_case node.js C++ F# Straße Ｃａｆé ΣΊΣΥΦΟΣ İstanbul naïve ﬁne 東京都 日本語の 한국어는 ประเทศไทย العَرَبِيَّة python3 HTTP2Server ǅ ½ ´x ① ｶﾞ'.split(
      ' ',
    ),
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
);
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));

test('the sieve lets through whatever a query matches', () => {
  let matched = 0;
  fc.assert(
    fc.property(text, text, fc.nat(), fc.boolean(), (title, body, pick, isPrefix) => {
      const facts = factsWith(title, body);
      const words = `${title} ${body}`.split(/\s+/).filter(Boolean);
      const sought = words[pick % Math.max(words.length, 1)] ?? '';
      const wanted = sought.replace(/["“”„«»*]/g, '');
      for (const written of [`"${wanted}"${isPrefix ? '*' : ''}`, `title:"${wanted}" OR "${wanted}"`]) {
        const parsed = parseQuery(written);
        if (parsed.kind === 'wrong' || !matches(parsed.query, facts, clock)) continue;
        matched++;
        expect(mayMatch(parsed.query, facts), written).toBe(true);
      }
    }),
    { numRuns: Number(process.env.SIEVE_RUNS ?? 1000) },
  );
  expect(matched).toBeGreaterThan(100);
}, 60_000);

test('and it holds back what lacks the letters, unless the query asks against them', () => {
  const facts = factsWith('Rust', 'Release notes');
  const may = (query: string) => {
    const parsed = parseQuery(query);
    return parsed.kind === 'query' && mayMatch(parsed.query, facts);
  };
  expect(['python', 'title:notes', 'rust python'].map(may)).toEqual([false, false, false]);
  expect(['-python', 'rust OR python', 'title:rust', 'rel*', 'tag:any'].map(may)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
});
