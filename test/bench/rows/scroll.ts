/** A fling through ten thousand rows of the whole river: how long its frames take, and how many rows stand at once. */
import { type BenchRow, inTurn, openWork, percentile, timeFigure, work } from '../bench-row.ts';

const rowsPassed = 10_000;
const longestMs = 150_000;

/** Scrolls on in each frame and notes the time between frames, until enough rows have stood on the page. */
const FLING = `new Promise((resolve) => {
  const frames = [];
  const seen = new Set();
  let most = 0;
  let last = 0;
  const start = performance.now();
  const frame = (at) => {
    if (last) frames.push(at - last);
    last = at;
    const posts = document.querySelectorAll('article.post');
    most = Math.max(most, posts.length);
    for (const post of posts) seen.add(post.dataset.postId);
    const ended = document.querySelector('.list-end') && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    if (seen.size >= ${rowsPassed} || ended || at - start > ${longestMs}) return resolve({ frames, most, seen: seen.size });
    scrollBy({ top: 600, behavior: 'instant' });
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

interface Fling {
  frames: number[];
  most: number;
  seen: number;
}

export const row: BenchRow = {
  name: 'scroll',
  at: (size) => size === 10_000 || size === 100_000,
  async run({ chrome, size, runs, slowness }) {
    const page = await openWork(chrome);
    const { floor } = await inTurn(
      runs,
      () => work(page, 'rawPage'),
      async () => 0,
    );
    await page.close();
    const panel = await chrome.openPanel('#/river');
    await panel.waitForSelector('article.post');
    await panel.click('[data-action="show-all"]');
    await panel.waitForSelector('article.post:not([data-unread])');
    const fling = (await panel.evaluate(FLING)) as Fling;
    await panel.click('[data-action="show-unread"]');
    await panel.waitForSelector('[data-action="show-unread"][aria-pressed="true"]');
    await panel.close();
    const p95 = percentile(fling.frames, 0.95);
    const name = `fling through ${fling.seen} rows, ${size} posts`;
    return [
      timeFigure(`${name}: 95th percentile of frames`, { value: p95, floor }, 50, slowness),
      {
        name: `${name}: rows on the page at most (rows)`,
        value: fling.most,
        floor: 50,
        ratio: fling.most / 50,
        goal: 'at most 120 rows',
        reached: fling.most <= 120,
      },
    ];
  },
};
