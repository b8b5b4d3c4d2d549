/** The worker. Every listener is registered here, synchronously, and its body is one call. */
import { updateBadge } from '../badge.ts';
import { browser, menus, openPanel } from '../browser.ts';
import { answerWith } from '../messages.ts';
import { checkAlarm, ensureAlarm } from './alarm.ts';
import { onBrowserKey } from './browser-keys.ts';
import { cancelChecks, checkDue, checkNow } from './checker.ts';
import { fullText } from './full-text.ts';
import { addMenu, onMenu } from './menu.ts';
import { checkNewlyPermitted } from './permitted.ts';
import { preview } from './preview.ts';
import { listenToRequests } from './requests.ts';
import { start } from './start.ts';

browser.runtime.onInstalled.addListener((details) => onInstalled(details.reason));
browser.runtime.onStartup.addListener(() => void updateBadge());
browser.alarms.onAlarm.addListener((alarm) => {
  if (alarm.name === checkAlarm) checkDue();
});
browser.action.onClicked.addListener(
  (tab) => void openPanel(tab.windowId ?? browser.windows.WINDOW_ID_CURRENT),
);
browser.commands.onCommand.addListener(onBrowserKey);
menus.onClicked.addListener(onMenu);
browser.permissions.onAdded.addListener(() => void checkNewlyPermitted());
listenToRequests();
answerWith({
  checkNow: async ({ feedIds }) => ({ checked: await checkNow(feedIds) }),
  cancelCheck: async () => ({ cancelled: cancelChecks() }),
  preview: ({ url }) => preview(url),
  fullText: ({ postId }) => fullText(postId),
});
void start();

function onInstalled(reason: string): void {
  ensureAlarm();
  addMenu();
  if (reason === 'install')
    browser.tabs.create({ url: browser.runtime.getURL('src/panel/index.html#/welcome') });
}
