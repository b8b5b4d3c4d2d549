/** The river's days in stretches: far from the window one box stands on the page for many days. */
import { computed } from '@preact/signals';
import { days, type RiverDay } from './cap.ts';
import { keptParts } from './kept-parts.ts';
import { listNumber } from './listing.ts';

/** Days that stand under each other. */
export interface Stretch {
  days: RiverDay[];
  /** The posts of all days before it that are on the page, and these with the headings of days and feeds. */
  postsAbove: number;
  linesAbove: number;
}

/** The day after so many posts begins the next stretch. */
const postsInStretch = 50;

/**
 * Divides days into stretches, in their order. One is full from its fiftieth post on, and stays as it is when more follow.
 * `begins`: the starts of the days that began a stretch before; they still do when posts were taken away.
 */
export function stretchesOf(days: RiverDay[], begins: ReadonlySet<number> = new Set()): Stretch[] {
  const stretches: Stretch[] = [];
  let postsAbove = 0;
  let linesAbove = 0;
  let inLast = postsInStretch;
  for (const day of days) {
    if (inLast >= postsInStretch || begins.has(day.dayAt)) {
      stretches.push({ days: [], postsAbove, linesAbove });
      inLast = 0;
    }
    stretches.at(-1)?.days.push(day);
    inLast += day.rows.length;
    postsAbove += shownIn(day);
    linesAbove += linesIn(day);
  }
  return stretches;
}

/** The posts of a day that are not folded away. */
export function shownIn({ groups }: RiverDay): number {
  return groups.reduce((sum, group) => sum + group.shown.length, 0);
}

/** The same with its heading and those of its feeds. */
export function linesIn(day: RiverDay): number {
  return 1 + day.groups.length + shownIn(day);
}

const firstDay = ({ days }: Stretch) => days[0]?.dayAt ?? 0;
const newList = (list: number) => ({
  list,
  begins: new Set<number>(),
  keep: keptParts<Stretch, RiverDay>(firstDay, ({ days }) => days),
});
let drawn = newList(0);

/** The river as it is drawn. A stretch in which nothing changed is the same object as before. */
export const stretches = computed(() => {
  if (drawn.list !== listNumber()) drawn = newList(listNumber());
  const found = drawn.keep(stretchesOf(days.value, drawn.begins));
  drawn.begins = new Set(found.map(firstDay));
  return found;
});
