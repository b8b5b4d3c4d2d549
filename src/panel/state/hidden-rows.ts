/** What a rule hides goes from the list on the screen, and comes back into its place when that is taken back. */
import { hiddenAmong } from '../../storage/hiding.ts';
import { listNumber, type Row, rows, scope } from './listing.ts';

/** The list as it would stand if nothing had been hidden since it was begun. */
let whole: { list: number; rows: Row[] } | undefined;

/** Leaves out what is hidden by now; a feed's own list keeps it. Answers whether what was left out before is known. */
export async function leaveOutHidden(): Promise<boolean> {
  if (scope.value === undefined || scope.value.kind === 'feed') return true;
  const list = listNumber();
  const isKnown = whole?.list === list;
  const before = isKnown ? (whole?.rows ?? []) : [];
  // What stands on the screen is newer than what was left out of it.
  const now = new Map(rows.value.map((row) => [row.post.id, row]));
  const known = new Set(idsOf(before));
  const all = [
    ...before.map((row) => now.get(row.post.id) ?? row),
    ...rows.value.filter(({ post }) => !known.has(post.id)),
  ];
  const hidden = await hiddenAmong(idsOf(all));
  if (list !== listNumber()) return true;
  whole = { list, rows: all };
  const shown = all.filter(({ post }) => !hidden.has(post.id));
  if (String(idsOf(shown)) !== String(idsOf(rows.value))) rows.value = shown;
  return isKnown;
}

function idsOf(listed: Row[]): number[] {
  return listed.map(({ post }) => post.id);
}
