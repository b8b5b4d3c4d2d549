/** Marking one post read: from the click until its dot is gone, the badge is told, and the frame after. */
import { type BenchRow, inTurn, openWork, timeFigure, work } from '../bench-row.ts';

/** The panel's call of the badge is watched: above 999 its text does not change. */
const WATCH_BADGE = `{
  const action = (globalThis.browser ?? chrome).action;
  const tell = action.setBadgeText.bind(action);
  globalThis.badgeCalls = 0;
  action.setBadgeText = async (details) => { await tell(details); globalThis.badgeCalls++; };
}`;

/** A page holds some twenty posts: those after them come as one scrolls on. */
const NEXT_UNREAD = `(() => {
  const isThere = document.querySelector('article.post[data-unread]') !== null;
  if (!isThere) scrollBy({ top: innerHeight / 2, behavior: 'instant' });
  return isThere;
})()`;

const MARK = `new Promise((resolve) => {
  const post = document.querySelector('article.post[data-unread]');
  const calls = badgeCalls;
  const start = performance.now();
  post.querySelector('.post-dot').click();
  const look = () => {
    if (post.hasAttribute('data-unread') || badgeCalls === calls) return setTimeout(look);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  };
  look();
})`;

export const row: BenchRow = {
  name: 'mark-one',
  at: (size) => size >= 10_000,
  async run({ chrome, size, runs, slowness }) {
    const page = await openWork(chrome);
    const panel = await chrome.openPanel('#/river');
    await panel.waitForSelector('article.post[data-unread]');
    await panel.evaluate(WATCH_BADGE);
    const measured = await inTurn(
      runs,
      () => work(page, 'rawPut', 1),
      async () => {
        await panel.bringToFront();
        await panel.waitForFunction(NEXT_UNREAD, { polling: 50 });
        return (await panel.evaluate(MARK)) as number;
      },
    );
    await panel.close();
    await page.close();
    return [timeFigure(`mark one read, ${size} posts`, measured, 50, slowness)];
  },
};
