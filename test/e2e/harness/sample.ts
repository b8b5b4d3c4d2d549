/**
 * What `npm test` takes of a load that is too long for it: a sample drawn by a seed, whose size is printed. With
 * SIDEREAL_WHOLE=1, as `npm run test:long` sets it, everything is taken; SAMPLE_SEED draws the same sample again.
 */
import { randomOf, seedOf } from '../../random.ts';
import { BROWSERS } from './launch.ts';
import type { BrowserName } from './running-browser.ts';

export const isWhole = process.env.SIDEREAL_WHOLE === '1';

const seed = seedOf('SAMPLE_SEED');

/** At most so many of a list, in its order. */
export function sampleOf<Thing>(all: readonly Thing[], most: number, what: string): Thing[] {
  if (isWhole || all.length <= most) return [...all];
  const random = randomOf(seed);
  const places = all.map((_, place) => ({ place, drawn: random.next() }));
  const taken = places.sort((a, b) => a.drawn - b.drawn).slice(0, most);
  console.log(`${most} of ${all.length} ${what} (SAMPLE_SEED=${seed})`);
  return taken.sort((a, b) => a.place - b.place).flatMap(({ place }) => all[place] ?? []);
}

/** One browser instead of both. */
export function oneBrowser(what: string): BrowserName[] {
  return sampleOf(BROWSERS, 1, `browsers: ${what}`);
}
