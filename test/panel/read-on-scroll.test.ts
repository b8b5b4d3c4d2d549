/** Reading by scrolling: what a person scrolls past is marked, and nothing else. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gmtDays } from '../../src/feeds/days.ts';
import { passBy } from '../../src/panel/actions.ts';
import { holdPlace, jumpToPost, jumpToTop } from '../../src/panel/place.ts';
import { leaveList, type Row, rows, scope, show, unread } from '../../src/panel/state/listing.ts';
import { markPassed } from '../../src/panel/views/use-read-on-scroll.ts';

vi.mock('../../src/panel/actions.ts', () => ({ passBy: vi.fn() }));

const height = 100;
const ids = Array.from({ length: 60 }, (_, i) => i + 1);

/** A page that is scrolled, with the posts under each other on it. */
const page = new EventTarget();
const cards = ids.map((id) => {
  const top = () => (id - 1) * height - scrollY;
  return {
    dataset: { postId: String(id) },
    getBoundingClientRect: () => ({ top: top(), bottom: top() + height }),
    scrollIntoView: () => scrollTo({ top: (id - 1) * height }),
  };
});

function scrollPage(top: number): void {
  if (top === scrollY) return;
  vi.stubGlobal('scrollY', top);
  // Told with the next frame, as browsers do.
  setTimeout(() => page.dispatchEvent(new Event('scroll')), 16);
}
const frame = () => vi.advanceTimersByTime(20);
/** A person does. */
function scrollToY(top: number): void {
  scrollPage(top);
  frame();
}
const pause = () => vi.advanceTimersByTime(1000);
const marked = () => vi.mocked(passBy).mock.calls.map(([posts]) => posts.map((post) => post.id));

let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('scrollY', 0);
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('scrollTo', ({ top }: { top: number }) => scrollPage(top));
  vi.stubGlobal('scrollBy', (_: number, by: number) => scrollPage(scrollY + by));
  vi.stubGlobal('document', {
    querySelectorAll: () => cards,
    querySelector: (asked: string) => cards[Number(/post-id="(\d+)"/.exec(asked)?.[1]) - 1] ?? null,
  });
  scope.value = { kind: 'feed', feedId: 1 };
  rows.value = ids.map((id) => ({ post: { id }, dayAt: 0 }) as Row);
  unread.value = new Set(ids);
  vi.mocked(passBy).mockClear();
  stop = markPassed();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what left over the top is marked after a pause, once, and not what came back', () => {
  scrollToY(500);
  scrollToY(250);
  pause();
  scrollToY(0);
  pause();
  scrollToY(450);
  pause();
  expect(marked()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('what was passed before the screen is left is marked', () => {
  scrollToY(250);
  // The screen takes its list away before what it shows is told.
  leaveList();
  stop();
  expect(marked()).toEqual([[1, 2]]);
});

test('what was passed before a refresh is marked', async () => {
  scrollToY(250);
  jumpToTop();
  const shown = show({ scope: { kind: 'all' }, unreadOnly: true, order: 'newest', days: gmtDays });
  frame();
  stop();
  expect(marked()).toEqual([[1, 2]]);
  await shown;
});

test('a list that is come back to marks nothing of what stood above', () => {
  holdPlace({ postId: 30, top: 90 });
  pause();
  expect(marked()).toEqual([]);
  scrollToY(scrollY + 3 * height);
  pause();
  expect(marked()).toEqual([[30, 31]]);
});

test('a post that is jumped to marks nothing above it, but what was passed before the jump', () => {
  scrollToY(250);
  jumpToPost(40);
  pause();
  scrollToY(scrollY + 2 * height);
  pause();
  expect(marked()).toEqual([
    [1, 2],
    [40, 41],
  ]);
});

test('where posts are taken away above, none is missed', () => {
  scrollToY(1000);
  pause();
  rows.value = rows.value.filter(({ post }) => post.id > 5);
  scrollToY(1300);
  pause();
  expect(marked()).toEqual([ids.slice(0, 10), [11, 12, 13]]);
});
