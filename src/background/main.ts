/** The worker. Every listener is registered here, synchronously, and its body is one call. */
// First of all: the browser opens the database while the rest is evaluated.
import '../storage/open-early.ts';
import './ask-early.ts';
import { updateBadge } from '../badge.ts';
import { browser, isFirefox, menus, openPanel } from '../browser.ts';
import { answerWith } from '../messages.ts';
import { askViews } from '../storage/ask-views.ts';
import { openDatabase } from '../storage/database.ts';
import { labelWith } from '../storage/label-stories.ts';
import { onSettingsChanged } from '../storage/settings.ts';
import { bring, connect, disconnect, sync, syncIfDue } from './account.ts';
import { afterChecks } from './after-checks.ts';
import { checkAlarm, ensureAlarm } from './alarm.ts';
import { backUpIfDue, restoreIfCleared } from './backups.ts';
import { onBrowserKey } from './browser-keys.ts';
import { askFactsEarly, cancelChecks, checkDue, checkNow } from './checker.ts';
import { findAddress } from './find-address.ts';
import { finishTurning } from './finish-turning.ts';
import { focusAlarm, followFocus } from './focus.ts';
import { followIntervals } from './follow-intervals.ts';
import { fullText } from './full-text.ts';
import { addMenu, onMenu } from './menu.ts';
import { listenToNotices } from './notices.ts';
import { describeOmnibox, openFromOmnibox, suggestPosts } from './omnibox.ts';
import { checkNewlyPermitted } from './permitted.ts';
import { preview } from './preview.ts';
import { listenToDevices, shareIfDue } from './share.ts';
import { start } from './start.ts';
import { tidyUp, tidyUpDaily } from './tidy-up.ts';

browser.runtime.onInstalled.addListener((details) => onInstalled(details.reason));
browser.runtime.onStartup.addListener(() => void updateBadge());
browser.alarms.onAlarm.addListener((alarm) => {
  if (alarm.name === checkAlarm) void onAlarm();
  if (alarm.name === focusAlarm) void followFocus();
});
browser.action.onClicked.addListener(
  (tab) => void openPanel(tab.windowId ?? browser.windows.WINDOW_ID_CURRENT),
);
browser.commands.onCommand.addListener(onBrowserKey);
menus.onClicked.addListener(onMenu);
browser.permissions.onAdded.addListener(() => {
  listenToNotices();
  void checkNewlyPermitted();
});
labelWith(askViews);
followIntervals();
browser.omnibox.onInputStarted.addListener(describeOmnibox);
browser.omnibox.onInputChanged.addListener((text, suggest) => void suggestPosts(text, suggest, isFirefox));
browser.omnibox.onInputEntered.addListener((text, where) => void openFromOmnibox(text, where));
listenToNotices();
listenToDevices();
onSettingsChanged(() => void followFocus());
answerWith({
  checkNow: async ({ feedIds }) => {
    // The server asks its feeds; we ask the server. Each does nothing where it is the other's turn.
    const [synced, checked] = await Promise.all([sync(false), checkNow(feedIds)]);
    void afterChecks();
    return { checked, ...synced };
  },
  cancelCheck: async () => ({ cancelled: cancelChecks() }),
  preview: ({ url, credential }) => preview(url, credential),
  finishTurning: async () => {
    await finishTurning();
    return {};
  },
  fullText: ({ postId }) => fullText(postId),
  findAddress: async ({ feedId }) => ({ found: await findAddress(feedId) }),
  tidyUp: async () => ({ dropped: await tidyUp() }),
  share: async () => {
    // Feeds that come into a store just cleared would keep its backup out.
    await restoreIfCleared();
    await shareIfDue(true);
    return {};
  },
  connect,
  bring,
  disconnect: async () => {
    await disconnect();
    return {};
  },
  sync: async ({ pushOnly = false }) => {
    const answer = await sync(pushOnly);
    void afterChecks();
    return answer;
  },
});
// What woke the worker goes first, and finds what a check needs; then all that is looked after at each start.
const afterFirstMs = 100;
const wokenAt = Date.now();
askFactsEarly();
setTimeout(() => void start(wokenAt), afterFirstMs);

async function onAlarm(): Promise<void> {
  if (await openDatabase()) return;
  await restoreIfCleared();
  await syncIfDue();
  await checkDue();
  await afterChecks();
  await tidyUpDaily();
  await backUpIfDue();
  await shareIfDue();
  // A worker that was stopped may have left the hidden page at work, which has no badge at hand.
  await updateBadge();
}

function onInstalled(reason: string): void {
  ensureAlarm();
  addMenu();
  // What an upgrade left to be rewritten does not wait for the night.
  if (reason === 'update') void tidyUp();
  if (reason === 'install')
    browser.tabs.create({ url: browser.runtime.getURL('src/panel/index.html#/welcome') });
}
