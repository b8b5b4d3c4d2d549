import { browser, notifications, showPanel } from '../browser.ts';
import { later } from './ask-later.ts';

/** One notification stands at a time: its next one sums both up. */
export const noticeId = 'new-posts';

/**
 * Listens to what a person does with a notification, once the browser lets us have any. May be called again. That one was
 * closed is seen when the next is due: some browsers close what is clicked, and a click is to find what was told.
 */
export function listenToNotices(): void {
  const api = notifications();
  api?.onClicked.addListener(onNoticeClicked);
  api?.onButtonClicked.addListener(onNoticeButton);
}

async function onNoticeClicked(id: string): Promise<void> {
  if (id !== noticeId) return;
  // First of all, while the click counts.
  const opening = showPanel(browser.windows.WINDOW_ID_CURRENT).then(
    () => true,
    () => false,
  );
  await later('showNews', await opening);
}

async function onNoticeButton(id: string): Promise<void> {
  if (id === noticeId) await later('markNewsRead');
}
