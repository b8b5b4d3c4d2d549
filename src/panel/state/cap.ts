/** Loud feeds: the river may show only so many posts of a feed a day. */
import { computed, signal } from '@preact/signals';
import { type Row, rows, scope } from './listing.ts';
import { settings } from './settings.ts';

/** Posts of one feed that stand together, those shown and how many are folded away under them. */
export interface Group {
  key: string;
  feedId: number;
  shown: Row[];
  folded: number;
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

/** The days of the river, each with its feeds. */
export const days = computed(() => {
  const byDay = new Map<number, Row[]>();
  for (const row of rows.value) {
    const day = byDay.get(row.dayAt) ?? [];
    byDay.set(row.dayAt, day);
    day.push(row);
  }
  const cap = settings.value.postsPerFeedAndDay;
  return [...byDay].map(([dayAt, day]) => ({ dayAt, groups: groupsOfDay(day, cap, unfolded.value) }));
});

/** The rows that are on the page, in its order. */
export const shownRows = computed(() => {
  const kind = scope.value?.kind;
  if (kind !== 'all' && kind !== 'folder') return rows.value;
  return days.value.flatMap((day) => day.groups.flatMap((group) => group.shown));
});
