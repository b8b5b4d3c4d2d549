import { useEffect } from 'preact/hooks';
import { passBy } from '../actions.ts';
import { rows, unread } from '../state/listing.ts';

const pauseMs = 700;

/** Marks posts read once they have left over the top of the window, a few at a time, so that one undo takes them back. */
export function useReadOnScroll(list: { current: HTMLElement | null }, isOn: boolean): void {
  const count = rows.value.length;
  useEffect(() => {
    if (!isOn || list.current === null) return;
    const passed = new Set<number>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      const posts = rows.value
        .map((row) => row.post)
        .filter((post) => passed.has(post.id) && unread.value.has(post.id));
      passed.clear();
      if (posts.length > 0) void passBy(posts);
    };
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, boundingClientRect, target } of entries) {
        if (!isIntersecting && boundingClientRect.bottom <= 0)
          passed.add(Number((target as HTMLElement).dataset.postId));
      }
      clearTimeout(timer);
      timer = setTimeout(flush, pauseMs);
    });
    for (const article of list.current.querySelectorAll('article[data-post-id]')) watcher.observe(article);
    return () => {
      clearTimeout(timer);
      watcher.disconnect();
      flush();
    };
  }, [isOn, count]);
}
