/** What a rule hides goes from the list on the screen, and comes back into its place when that is taken back. */
import { loadPosts } from '../../storage/posts.ts';
import { articleOf, focusAgain, holdPlace, isInSight } from '../place.ts';
import { shownRows } from './cap.ts';
import { inPlace, readAgain } from './follow-tags.ts';
import { forgetLeft } from './left-lists.ts';
import { listNumber, type Row, rows, scope, selectedId } from './listing.ts';

/** The list as it would stand if nothing had been hidden since it was begun. */
let whole: { list: number; rows: Row[] } | undefined;

/** Leaves out what is hidden by now; a feed's own list keeps it. Answers whether what was left out before is known. */
export async function leaveOutHidden(): Promise<boolean> {
  // What is hidden is read: of the lists that were left, those of unread posts find out by themselves.
  forgetLeft(({ unreadOnly }) => !unreadOnly);
  void import('./searching.ts').then(({ countAgain }) => countAgain());
  if (scope.value === undefined || scope.value.kind === 'feed') return true;
  const list = listNumber();
  const isKnown = whole?.list === list;
  const stored = new Map((await loadPosts(idsOf(wholeOf(list)))).map((post) => [post.id, post]));
  if (list !== listNumber()) return true;
  // Only now: a page may have come meanwhile. What stands in the list is kept true by others, what was left out is not.
  const listed = new Set(idsOf(rows.value));
  const all = wholeOf(list).map((row) =>
    listed.has(row.post.id) ? row : inPlace(row, stored.get(row.post.id)),
  );
  whole = { list, rows: all };
  const shown = all.filter(({ post }) => {
    const now = stored.get(post.id);
    return now === undefined ? listed.has(post.id) : now.hiddenAt === undefined;
  });
  if (String(idsOf(shown)) !== String(idsOf(rows.value))) put(shown);
  // What was written since they were read was told of listed posts only.
  void readAgain(shown.flatMap(({ post }) => (listed.has(post.id) ? [] : [post])));
  return isKnown;
}

/** What was left out in its place among what is listed, which is newer. */
function wholeOf(list: number): Row[] {
  const before = whole?.list === list ? whole.rows : [];
  const now = new Map(rows.value.map((row) => [row.post.id, row]));
  const known = new Set(idsOf(before));
  return [
    ...before.map((row) => now.get(row.post.id) ?? row),
    ...rows.value.filter(({ post }) => !known.has(post.id)),
  ];
}

/**
 * Where the post under the keys goes, keys and focus go on with the one that then stands in its place. One that stays keeps
 * its place in the window, whatever comes back above it: at the top of a page the browser holds none.
 */
function put(shown: Row[]): void {
  const before = shownRows.value;
  const article = articleOf(selectedId.value);
  const top = isInSight(article) ? article?.getBoundingClientRect().top : undefined;
  rows.value = shown;
  const from = before.findIndex(({ post }) => post.id === selectedId.value);
  const after = new Set(idsOf(shownRows.value));
  const stays = ({ post }: Row) => after.has(post.id);
  const next = before.slice(from).find(stays) ?? before.slice(0, from).findLast(stays);
  if (next !== undefined && next.post.id === selectedId.value && top !== undefined)
    holdPlace({ postId: next.post.id, top });
  if (from === -1 || next?.post.id === selectedId.value) return;
  selectedId.value = next?.post.id;
  focusAgain(next?.post.id);
}

function idsOf(listed: Row[]): number[] {
  return listed.map(({ post }) => post.id);
}
