import { useEffect } from 'preact/hooks';
import { passBy } from '../actions.ts';
import { firstInSight, jumpCount } from '../place.ts';
import { shownRows } from '../state/cap.ts';
import { type Row, rows, unread } from '../state/listing.ts';

const pauseMs = 700;

/** Marks posts read once they have left over the top of the window, when the setting says so. */
export function useReadOnScroll(isOn: boolean): void {
  const list = rows.value[0]?.post.id;
  useEffect(() => (isOn && list !== undefined ? markPassed() : undefined), [isOn, list]);
}

/** The list as it stood when it was scrolled. When the screen is left it is empty before that is told here. */
interface Scrolled {
  rows: Row[];
  unread: ReadonlySet<number>;
  topId: number;
}

/**
 * Marks what a person scrolls past from now on, a few posts at a time, so that one undo takes them back. Answers how that
 * ends. What stands above already, or what the program jumps over, was not read by that.
 */
export function markPassed(): () => void {
  /** What has come to stand above the top, by reading or not: each post is looked at once. */
  const above = new Set<number>();
  let jumps = 0;
  let scrolled: Scrolled | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const takeAbove = (listed: Row[], topId: number) => {
    const top = listed.findIndex(({ post }) => post.id === topId);
    const taken = listed.slice(0, Math.max(0, top)).filter(({ post }) => !above.has(post.id));
    for (const { post } of taken) above.add(post.id);
    return taken.map(({ post }) => post);
  };
  const markTaken = () => {
    clearTimeout(timer);
    if (scrolled === undefined) return;
    const { rows: listed, unread: wasUnread, topId } = scrolled;
    scrolled = undefined;
    const left = takeAbove(listed, topId).filter((post) => wasUnread.has(post.id));
    if (left.length > 0) void passBy(left);
  };
  const beginHere = () => {
    jumps = jumpCount();
    takeAbove(shownRows.value, idOf(firstInSight()));
  };
  const onScroll = () => {
    if (jumps !== jumpCount()) {
      markTaken();
      return beginHere();
    }
    const topId = idOf(firstInSight(0));
    if (Number.isNaN(topId)) return;
    scrolled = { rows: shownRows.value, unread: unread.value, topId };
    clearTimeout(timer);
    timer = setTimeout(markTaken, pauseMs);
  };
  beginHere();
  addEventListener('scroll', onScroll, { passive: true });
  return () => {
    removeEventListener('scroll', onScroll);
    markTaken();
  };
}

/** The id of a card's post; NaN where there is none. */
function idOf(article: HTMLElement | undefined): number {
  return Number(article?.dataset.postId);
}
