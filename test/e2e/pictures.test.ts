/**
 * Pictures look as they were recorded, where browser and fonts are those of the record. What is meant to look
 * otherwise is recorded anew with `npm run shots -- --record`; what differs is put into out/pictures.
 */
import { expect, test } from 'vitest';
import { comparedShots, RECORDED } from '../tools/compared-shots.ts';
import { differingFrom, whyNot } from './harness/compare.ts';
import { BROWSERS } from './harness/launch.ts';
import { sampleOf } from './harness/sample.ts';

test.runIf(BROWSERS.includes('chrome'))(
  'pictures look as recorded',
  { timeout: 300_000 },
  async (context) => {
    expect(comparedShots).toHaveLength(20);
    const why = await whyNot(RECORDED);
    if (why !== undefined) {
      console.warn(why);
      return context.skip(why);
    }
    expect(await differingFrom(RECORDED, sampleOf(comparedShots, 8, 'pictures'))).toEqual([]);
  },
);
