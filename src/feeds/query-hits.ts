import type { Query } from './query.ts';
import { cut } from './text.ts';
import { eachWord, firstCharacter, fold, type Term } from './words.ts';

/** A stretch of a text, in UTF-16 units. */
export type HitRange = [start: number, end: number];

/** Characters shown before the first hit of a text: a card shows two narrow lines. */
const LEAD = 30;

/** Where a text holds the words that a query seeks, in rising order and none over another. */
export function hitsIn(
  text: string,
  field: 'title' | 'author' | 'text',
  words: readonly (Query & { kind: 'words' })[],
): HitRange[] {
  const sought = words.filter((each) => each.field === undefined || each.field === field);
  if (sought.length === 0) return [];
  const places: { term: string; start: number; end: number }[][] = [];
  eachWord(text, (term, at, start, end) => {
    places[at] = [...(places[at] ?? []), { term, start, end }];
  });
  const found: HitRange[] = [];
  for (const { terms } of sought) {
    for (let at = 0; at < places.length; at++) {
      const hits = terms.map((term) => places[at + term.at]?.find((place) => fits(place.term, term)));
      if (!hits.every((each) => each !== undefined)) continue;
      for (const [i, hit] of hits.entries()) found.push([hit.start, endOf(hit, terms[i] as Term, text)]);
    }
  }
  return joined(found);
}

/** The part of a long text around its first hit, on one line of at most `max` units; its beginning where there is none. */
export function excerpt(text: string, hits: readonly HitRange[], max = 240): string {
  const line = text.replace(/\s/g, ' ');
  const first = hits[0]?.[0] ?? 0;
  if (first <= LEAD) return cut(line.trim(), max);
  const from = line.indexOf(' ', first - LEAD) + 1;
  // Scripts without spaces begin anywhere.
  const start = from === 0 || from > first ? first : from;
  return `…${cut(line.slice(start).trim(), max)}`;
}

function fits(word: string, { text, prefix }: Term): boolean {
  return prefix ? word.startsWith(text) : word === text;
}

/** Of a pair that was found by its first character that alone is sought. */
function endOf({ start, end }: { start: number; end: number }, sought: Term, text: string): number {
  const first = firstCharacter(text.slice(start, end));
  return first !== undefined && fold(first) === sought.text ? start + first.length : end;
}

/** Stretches in rising order, those that touch as one. */
export function joined(ranges: HitRange[]): HitRange[] {
  const sorted = ranges.sort((a, b) => a[0] - b[0]);
  const apart: HitRange[] = [];
  for (const [start, end] of sorted) {
    const last = apart.at(-1);
    if (last === undefined || start > last[1]) apart.push([start, end]);
    else last[1] = Math.max(last[1], end);
  }
  return apart;
}
