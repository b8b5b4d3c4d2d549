import type { Weighed } from './leaves.ts';

/** BM25+ (Lv and Zhai 2011), with the constants of MiniSearch; a text of the usual length has 300 words. */
const saturation = 1.2;
const lengthShare = 0.7;
const floor = 0.5;
const usualLength = 300;
const dayMs = 86_400_000;
/** A post of today counts twice as much as a very old one, one of a month ago one and a half times. */
const freshDays = 30;

/** How well a post answers: rare words more than common ones, all of it more when it is fresh. */
export function scoreOf(
  id: number,
  words: readonly Weighed[],
  posts: number,
  length: number,
  ageMs: number,
): number {
  let score = 0;
  for (const { weightOf, ids } of words) {
    const weight = weightOf(id);
    if (weight === 0) continue;
    const rarity = Math.log(1 + (posts - ids.length + 0.5) / (ids.length + 0.5));
    const room = saturation * (1 - lengthShare + (lengthShare * length) / usualLength);
    score += rarity * (floor + (weight * (saturation + 1)) / (weight + room));
  }
  return score * (1 + 1 / (1 + Math.max(0, ageMs) / dayMs / freshDays));
}

/** A post that was found. */
export interface Hit {
  id: number;
  at: number;
  score: number;
}

export type HitOrder = 'best' | 'newest' | 'oldest';

/** The hits from one place to another in their order; only those before the end are sorted. */
export function topHits(hits: readonly Hit[], order: HitOrder, from: number, to: number): Hit[] {
  const sign = order === 'oldest' ? -1 : 1;
  const key = order === 'best' ? (hit: Hit) => hit.score : (hit: Hit) => sign * hit.at;
  const compare = (a: Hit, b: Hit) => key(b) - key(a) || sign * (b.at - a.at || b.id - a.id);
  if (hits.length <= to) return [...hits].sort(compare).slice(from, to);
  const keys = Float64Array.from(hits, key).sort();
  const least = keys[keys.length - to] as number;
  return hits
    .filter((hit) => key(hit) >= least)
    .sort(compare)
    .slice(from, to);
}
