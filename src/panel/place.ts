/** Where the reader is on the page: a post and how far its top stands from the window's. */
export interface Place {
  postId: number;
  top: number;
}

/** The bar and a day's heading, in pixels: what lies under them is not in sight. */
export const stickyHeight = 90;

/** The first post that reaches below this line, by default the one that can be seen first. */
export function firstInSight(line: number = stickyHeight): HTMLElement | undefined {
  const articles = [...document.querySelectorAll<HTMLElement>('article[data-post-id]')];
  return articles.find((article) => article.getBoundingClientRect().bottom > line);
}

/** Can any of it be seen below the bar and the day's heading? */
export function isInSight(article: HTMLElement | null): boolean {
  const box = article?.getBoundingClientRect();
  return box !== undefined && box.bottom > stickyHeight && box.top < innerHeight;
}

/** Where the reader is now; undefined at the top of a page. */
export function placeNow(): Place | undefined {
  const article = firstInSight();
  if (article === undefined || scrollY === 0) return undefined;
  return { postId: Number(article.dataset.postId), top: article.getBoundingClientRect().top };
}

/** The card of a post, where it is drawn. */
export function articleOf(postId: number | undefined): HTMLElement | null {
  return document.querySelector(`article[data-post-id="${postId}"]`);
}

/** Gives the focus back to a post of a list that one comes back to, unless something else has it by now. */
export function focusAgain(postId: number | undefined): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    articleOf(postId)?.focus({ preventScroll: true });
  });
}

let jumps = 0;

/** How often the program has scrolled the page: nobody has read what went by (views/use-read-on-scroll.ts). */
export function jumpCount(): number {
  return jumps;
}

function jump(scroll: () => void): void {
  const before = scrollY;
  scroll();
  if (scrollY !== before) jumps += 1;
}

/** Brings a post to the top of the window. */
export function jumpToPost(postId: number): void {
  jump(() => articleOf(postId)?.scrollIntoView({ block: 'start' }));
}

/** Brings the page to its top. */
export function jumpToTop(): void {
  jump(() => scrollTo({ top: 0 }));
}

const settleMs = 600;

/** Brings a place back to where it stood, and holds it there while texts above it are still being read in. */
export function holdPlace({ postId, top }: Place): void {
  const until = performance.now() + settleMs;
  let isHeld = true;
  const release = () => {
    isHeld = false;
  };
  for (const kind of ['wheel', 'keydown', 'pointerdown', 'touchstart'])
    addEventListener(kind, release, { once: true, passive: true });
  const hold = () => {
    const article = articleOf(postId);
    if (article !== null) jump(() => scrollBy(0, article.getBoundingClientRect().top - top));
    if (isHeld && performance.now() < until) requestAnimationFrame(hold);
  };
  requestAnimationFrame(hold);
}

const scrolled = new Map<string, number>();

/** Keeps how far a screen without posts is scrolled; lists keep their places by post. */
export function keepScroll(screen: string): void {
  scrolled.set(screen, scrollY);
}

/** Scrolls a screen to where it was left, or to its top. */
export function restoreScroll(screen: string): void {
  scrollTo({ top: scrolled.get(screen) ?? 0 });
}
