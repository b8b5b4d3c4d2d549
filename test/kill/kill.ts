import { expect, test } from 'vitest';
import { randomOf } from '../random.ts';
import { runWork } from './cut.ts';
import { works } from './works.ts';

/** Cuts each work off at so many of its answers as `most` says, drawn by the seed, and compares each run with an unbroken one. */
export function testKills(seed: number, most: (answers: number) => number, longestMs: number): void {
  const named = works.map((work) => [work.name, work] as const);
  test.each(named)(
    `%s, cut off anywhere, comes to the same end (KILL_SEED=${seed})`,
    async (_, work) => {
      const unbroken = await runWork(work, seed);
      const places = placesIn(unbroken.answers, most(unbroken.answers), seed);
      let cuts = 0;
      for (const cutAt of places) {
        // Each run draws another order of answers: a few of the last places lie beyond its end.
        const run = await runWork(work, seed + cutAt, cutAt);
        if (run.wasCut) cuts += 1;
        expect(run.stored, `KILL_SEED=${seed}, cut at ${cutAt} of ${unbroken.answers}`).toEqual(
          unbroken.stored,
        );
      }
      console.log(`${work.name}: ${cuts} of ${unbroken.answers} places`);
      expect(cuts).toBeGreaterThan(0);
    },
    longestMs,
  );
}

/** So many of the numbers from 1 to `last`. */
function placesIn(last: number, count: number, seed: number): number[] {
  const random = randomOf(seed);
  const all = Array.from({ length: last }, (_, i) => i + 1);
  if (count >= last) return all;
  return Array.from({ length: count }, () => all.splice(random.below(all.length), 1)[0] as number);
}
