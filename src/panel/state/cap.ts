/** How the river is divided: days, feeds, and loud feeds that may show only so many posts a day. */
import { computed, signal } from '@preact/signals';
import { keptParts } from './kept-parts.ts';
import { type Row, rows, scope } from './listing.ts';
import { settings } from './settings.ts';

/** Posts of one feed that stand together, those shown and how many are folded away under them. */
export interface Group {
  key: string;
  feedId: number;
  shown: Row[];
  folded: number;
}

/** A day of the river: all its rows, and what is shown of them. */
export interface RiverDay {
  dayAt: number;
  rows: Row[];
  groups: Group[];
}

/** The groups whose rest was asked for. */
export const unfolded = signal<ReadonlySet<string>>(new Set());

/** Shows the rest of a group. */
export function unfold(key: string): void {
  unfolded.value = new Set([...unfolded.value, key]);
}

/** The posts of a day by feed, each feed's number held to the cap (0 is none). One post more than the cap is shown too: a line that names it would take as much room. */
export function groupsOfDay(day: Row[], cap: number, open: ReadonlySet<string>): Group[] {
  const groups: Group[] = [];
  for (const row of day) {
    const last = groups.at(-1);
    const { feedId } = row.post;
    if (last?.feedId === feedId) last.shown.push(row);
    else groups.push({ key: `${row.dayAt} ${feedId}`, feedId, shown: [row], folded: 0 });
  }
  if (cap === 0) return groups;
  return groups.map((group) => {
    if (open.has(group.key) || group.shown.length <= cap + 1) return group;
    return { ...group, shown: group.shown.slice(0, cap), folded: group.shown.length - cap };
  });
}

interface DayRows {
  dayAt: number;
  rows: Row[];
}

const keepDays = keptParts<DayRows, Row>(
  ({ dayAt }) => dayAt,
  ({ rows }) => rows,
);

const rowsByDay = computed(() => {
  const byDay = new Map<number, Row[]>();
  for (const row of rows.value) {
    const day = byDay.get(row.dayAt) ?? [];
    byDay.set(row.dayAt, day);
    day.push(row);
  }
  return keepDays([...byDay].map(([dayAt, day]) => ({ dayAt, rows: day })));
});

const drawn = new WeakMap<object, { cap: number; open: ReadonlySet<string>; day: RiverDay }>();

/** The days of the river, each with its feeds. A day in which nothing changed is the same object as before. */
export const days = computed(() => {
  const cap = settings.value.postsPerFeedAndDay;
  const open = unfolded.value;
  return rowsByDay.value.map((part) => {
    const before = drawn.get(part);
    if (before?.cap === cap && before.open === open) return before.day;
    const day = { ...part, groups: groupsOfDay(part.rows, cap, open) };
    drawn.set(part, { cap, open, day });
    return day;
  });
});

/** The rows that are on the page, in its order. */
export const shownRows = computed(() => {
  const kind = scope.value?.kind;
  if (kind !== 'all' && kind !== 'folder') return rows.value;
  return days.value.flatMap((day) => day.groups.flatMap((group) => group.shown));
});
