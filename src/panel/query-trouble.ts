import type { WrongQuery } from '../feeds/query-lexemes.ts';
import { wordOf } from './words.ts';

/** What is wrong with a query, in a sentence. */
export function queryTrouble({ why, what }: WrongQuery): string {
  return wordOf('query', why, { what }) ?? why;
}
