/** The river's days in stretches: far from the window one box stands on the page for many days. */
import { computed } from '@preact/signals';
import { days, type RiverDay } from './cap.ts';
import { divider } from './divide.ts';
import { keptParts } from './kept-parts.ts';
import { listNumber } from './listing.ts';

/** Days that stand under each other. */
export interface Stretch {
  name: number;
  days: RiverDay[];
  /** The posts of all days before it that are on the page, and these with the headings of days and feeds. */
  postsAbove: number;
  linesAbove: number;
}

/** The day after so many posts begins the next stretch. */
const postsInStretch = 50;

/** Answers a function that divides the days of one river into stretches, each time it has grown at its end, lost posts or got them back. */
export function stretchDivider(): (days: RiverDay[]) => Stretch[] {
  const divide = divider<RiverDay>({
    nameOf: ({ dayAt }) => dayAt,
    sizeOf: ({ rows }) => rows.length,
    full: postsInStretch,
  });
  return (days) => {
    let postsAbove = 0;
    let linesAbove = 0;
    return divide(days).map(({ name, items }) => {
      const stretch = { name, days: items, postsAbove, linesAbove };
      postsAbove += items.reduce((sum, day) => sum + shownIn(day), 0);
      linesAbove += items.reduce((sum, day) => sum + linesIn(day), 0);
      return stretch;
    });
  };
}

/** The posts of a day that are not folded away. */
export function shownIn({ groups }: RiverDay): number {
  return groups.reduce((sum, group) => sum + group.shown.length, 0);
}

/** The same with its heading and those of its feeds. */
export function linesIn(day: RiverDay): number {
  return 1 + day.groups.length + shownIn(day);
}

const newRiver = (list: number) => ({
  list,
  divide: stretchDivider(),
  keep: keptParts<Stretch, RiverDay>(
    ({ name }) => name,
    ({ days }) => days,
  ),
});
let drawn = newRiver(0);

/** The river as it is drawn. A stretch in which nothing changed is the same object as before. */
export const stretches = computed(() => {
  if (drawn.list !== listNumber()) drawn = newRiver(listNumber());
  return drawn.keep(drawn.divide(days.value));
});
