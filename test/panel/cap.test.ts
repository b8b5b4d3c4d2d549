import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { groupsOfDay } from '../../src/panel/state/cap.ts';
import type { Row } from '../../src/panel/state/listing.ts';

const day = [1, 1, 1, 1, 2, 2].map((feedId, id) => ({ dayAt: 0, post: { id, feedId } }) as Row);
const shape = (cap: number, open: string[] = []) =>
  groupsOfDay(day, cap, new Set(open)).map(({ feedId, shown, folded }) => [feedId, shown.length, folded]);

test('without a cap every post is shown', () => {
  expect(shape(0)).toEqual([
    [1, 4, 0],
    [2, 2, 0],
  ]);
});

test('a loud feed is held to the cap, unless only one post would be folded away', () => {
  expect(shape(2)).toEqual([
    [1, 2, 2],
    [2, 2, 0],
  ]);
  expect(shape(3)).toEqual([
    [1, 4, 0],
    [2, 2, 0],
  ]);
});

test('a group that was unfolded stays so', () => {
  expect(shape(1, ['0 1'])).toEqual([
    [1, 4, 0],
    [2, 2, 0],
  ]);
});
