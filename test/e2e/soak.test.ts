/** A short soak; `npm run soak` is the long one. */
import { expect, test } from 'vitest';
import { seedOf } from '../random.ts';
import { soak } from '../soak/soak.ts';
import { headOf, lineOf } from '../soak/table.ts';
import { BROWSERS } from './harness/launch.ts';

/** The checks of all of them at the beginning and at the end are in that minute, too. */
const feeds = 100;
const seed = seedOf('SOAK_SEED');

test.runIf(BROWSERS.includes('chrome'))(
  `${feeds} feeds for a minute in chrome (SOAK_SEED=${seed})`,
  async () => {
    const { rows, flaws } = await soak({
      browser: 'chrome',
      milliseconds: 25_000,
      feeds,
      seed,
      stopEveryMs: 10_000,
    });
    console.log([headOf(), ...rows.map(lineOf)].join('\n'));
    expect(flaws).toEqual([]);
  },
  300_000,
);
