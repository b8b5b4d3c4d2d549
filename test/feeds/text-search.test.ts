import { expect, test } from 'vitest';
import { TextSearch } from '../../src/feeds/parse/text-search.ts';

test('finds from ever further on, and what is not there is not searched for again', () => {
  const search = new TextSearch('a-->b-->c');
  expect([search.next('-->', 0), search.next('-->', 2), search.next('-->', 6)]).toEqual([1, 5, undefined]);
  // Said from what is known: it would be found from here.
  expect(search.next('-->', 0)).toBeUndefined();
  expect(search.next('c', 0)).toBe(8);
});

test('what is asked for again before the reading has come to it is remembered', () => {
  const search = new TextSearch('a]]>b]]>');
  expect([search.peek(']]>', 0), search.peek(']]>', 1), search.peek(']]>', 2)]).toEqual([1, 1, 5]);
  expect([search.peek('x', 0), search.peek('x', 0)]).toEqual([undefined, undefined]);
});
