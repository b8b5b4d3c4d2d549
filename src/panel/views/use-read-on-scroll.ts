import { useEffect } from 'preact/hooks';
import { passBy } from '../actions.ts';
import { firstInSight } from '../place.ts';
import { shownRows } from '../state/cap.ts';
import { rows, unread } from '../state/listing.ts';

const pauseMs = 700;

/** Marks posts read once they have left over the top of the window, a few at a time, so that one undo takes them back. */
export function useReadOnScroll(isOn: boolean): void {
  const list = rows.value[0]?.post.id;
  useEffect(() => {
    if (!isOn || list === undefined) return;
    let passed = 0;
    let topId: number | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      const posts = shownRows.value.map((row) => row.post);
      const top = posts.findIndex((post) => post.id === topId);
      const left = posts.slice(passed, Math.max(passed, top)).filter((post) => unread.value.has(post.id));
      passed = Math.max(passed, top);
      if (left.length > 0) void passBy(left);
    };
    const onScroll = () => {
      topId = Number(firstInSight(0)?.dataset.postId);
      clearTimeout(timer);
      timer = setTimeout(flush, pauseMs);
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('scroll', onScroll);
      flush();
    };
  }, [isOn, list]);
}
