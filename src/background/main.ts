/** The worker. Every listener is registered here, synchronously, and its body is one call. */
// First of all: the browser opens the database while the rest is evaluated.
import '../storage/open-early.ts';
import './ask-early.ts';
import { browser, isFirefox, menus, openPanel } from '../browser.ts';
import { answerWith } from '../messages.ts';
import { isLocalOpen, isOpenEarly } from '../storage/read-bare.ts';
import { onSettingsChanged } from '../storage/settings.ts';
import { checkAlarm, ensureAlarm, focusAlarm } from './alarm.ts';
import { later } from './ask-later.ts';
import { onBrowserKey } from './browser-keys.ts';
import { askFactsEarly, cancelChecks, checkDue, checkNow } from './checker.ts';
import { followIntervals } from './follow-intervals.ts';
import { hearDevices } from './hear-devices.ts';
import { addMenu, onMenu } from './menu.ts';
import { listenToNotices } from './notice-clicks.ts';

browser.runtime.onInstalled.addListener((details) => onInstalled(details.reason));
browser.runtime.onStartup.addListener(() => void later('updateBadge'));
browser.alarms.onAlarm.addListener((alarm) => {
  if (alarm.name === checkAlarm) void onAlarm();
  if (alarm.name === focusAlarm) void later('followFocus');
});
browser.action.onClicked.addListener(
  (tab) => void openPanel(tab.windowId ?? browser.windows.WINDOW_ID_CURRENT),
);
browser.commands.onCommand.addListener(onBrowserKey);
menus().onClicked.addListener(onMenu);
browser.permissions.onAdded.addListener(() => {
  listenToNotices();
  void later('checkNewlyPermitted');
});
followIntervals();
browser.omnibox.onInputStarted.addListener(() => {
  browser.omnibox.setDefaultSuggestion({ description: browser.i18n.getMessage('omniboxHint') });
});
browser.omnibox.onInputChanged.addListener(
  (text, suggest) => void later('suggestPosts', text, suggest, isFirefox),
);
browser.omnibox.onInputEntered.addListener((text, where) => void later('openFromOmnibox', text, where));
listenToNotices();
hearDevices();
onSettingsChanged(() => void later('followFocus'));
answerWith({
  checkNow: async ({ feedIds }) => {
    // The server asks its feeds; we ask the server. Each does nothing where it is the other's turn.
    const [synced, checked] = await Promise.all([syncWithServer(), checkNow(feedIds)]);
    void later('afterChecks');
    return { checked, ...synced };
  },
  cancelCheck: async () => ({ cancelled: cancelChecks() }),
  preview: ({ url, credential }) => later('preview', url, credential),
  finishTurning: () => later('finishTurning').then(nothing),
  fullText: ({ postId }) => later('fullText', postId),
  tidyUp: async () => ({ dropped: await later('tidyUp') }),
  share: () => later('shareNow').then(nothing),
  connect: (asked) => later('connect', asked),
  bring: (asked) => later('bring', asked),
  disconnect: () => later('disconnect').then(nothing),
  sync: async ({ pushOnly = false }) => {
    const answer = await later('sync', pushOnly);
    void later('afterChecks');
    return answer;
  },
});
// What woke the worker goes first, and finds what a check needs; then all that is looked after at each start.
const afterFirstMs = 100;
const wokenAt = Date.now();
askFactsEarly();
setTimeout(() => void later('start', wokenAt), afterFirstMs);

const nothing = () => ({});

async function syncWithServer() {
  return (await isLocalOpen()) ? {} : later('sync', false);
}

/** Feeds that are due are asked before anything else is loaded: that there are some says that the store was not cleared. */
async function onAlarm(): Promise<void> {
  const wasAsked = await isOpenEarly();
  // What fails here does not hold up what else there is to do each minute.
  if (wasAsked) await checkDue().catch(console.error);
  await later('onMinute', wasAsked);
}

function onInstalled(reason: string): void {
  void ensureAlarm();
  addMenu();
  // What an upgrade left to be rewritten does not wait for the night.
  if (reason === 'update') void later('tidyUp');
  if (reason === 'install')
    browser.tabs.create({ url: browser.runtime.getURL('src/panel/index.html#/welcome') });
}
