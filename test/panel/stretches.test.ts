import { expect, test } from 'vitest';
import type { RiverDay } from '../../src/panel/state/cap.ts';
import type { Row } from '../../src/panel/state/list-pages.ts';
import { linesIn, shownIn, stretchDivider } from '../../src/panel/state/stretches.ts';
import { randomOf, seedOf } from '../random.ts';

const stretchesOf = (days: RiverDay[]) => stretchDivider()(days);
const seed = seedOf('STRETCH_SEED');

function dayOf(dayAt: number, posts: number, folded = 0): RiverDay {
  const rows = Array.from({ length: posts }, () => ({ dayAt }) as Row);
  const group = { key: String(dayAt), feedId: 1, shown: rows.slice(folded), folded };
  return { dayAt, rows, groups: [group] };
}

test('a stretch ends with the day of its fiftieth post', () => {
  const days = [30, 19, 1, 60, 5, 5].map((posts, i) => dayOf(i, posts));
  expect(stretchesOf(days).map((stretch) => stretch.days.map((day) => day.rows.length))).toEqual([
    [30, 19, 1],
    [60],
    [5, 5],
  ]);
  expect(stretchesOf([])).toEqual([]);
});

test('where posts are taken away, the next day does not move into another stretch', () => {
  const days = [30, 20, 30, 20].map((posts, i) => dayOf(i, posts));
  const divide = stretchDivider();
  const datesOf = (days: RiverDay[]) =>
    divide(days).map((stretch) => [stretch.name, stretch.days.map(({ dayAt }) => dayAt)]);
  expect(datesOf(days)).toEqual([
    [0, [0, 1]],
    [2, [2, 3]],
  ]);
  expect(datesOf(days.map((day) => (day.dayAt === 1 ? dayOf(1, 12) : day)))).toEqual([
    [0, [0, 1]],
    [2, [2, 3]],
  ]);
  // Also when the day goes that a stretch has its name from.
  expect(datesOf(days.filter((day) => day.dayAt !== 2))).toEqual([
    [0, [0, 1]],
    [2, [3]],
  ]);
});

test(`days keep their order, none is lost, and what stands above is counted (STRETCH_SEED=${seed})`, () => {
  const random = randomOf(seed);
  for (let run = 0; run < 200; run++) {
    const days = Array.from({ length: random.below(40) }, (_, i) =>
      dayOf(i, 1 + random.below(80), random.below(2)),
    );
    const divide = stretchDivider();
    const stretches = divide(days);
    expect(stretches.flatMap((stretch) => stretch.days)).toEqual(days);
    let [posts, lines] = [0, 0];
    for (const stretch of stretches) {
      expect([stretch.postsAbove, stretch.linesAbove]).toEqual([posts, lines]);
      for (const day of stretch.days) {
        posts += shownIn(day);
        lines += linesIn(day);
      }
    }
    // A page more changes no stretch but the last: what is far away stays as it is drawn.
    const more = divide([...days, dayOf(100, 7)]);
    expect(more.slice(0, Math.max(0, stretches.length - 1))).toEqual(stretches.slice(0, -1));
  }
});
