/** The whole gallery looks as `npm run shots` left it in docs/shots/all, but for what hangs on the background's clock. */
import { expect, test } from 'vitest';
import { allShots, scenes } from '../tools/gallery.ts';
import { differingFrom, whyNot } from './harness/compare.ts';

const GALLERY = 'docs/shots/all';
const live = new Set(scenes.filter(({ isLive }) => isLive).map(({ name }) => name));

test('the whole gallery looks as it did', async (context) => {
  const why = await whyNot(GALLERY);
  if (why !== undefined) {
    console.warn(why);
    return context.skip(why);
  }
  const shots = allShots().filter(({ scene }) => !live.has(scene));
  expect(await differingFrom(GALLERY, shots)).toEqual([]);
});
