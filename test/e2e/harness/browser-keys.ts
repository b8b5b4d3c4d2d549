import type { RunningChrome } from './chrome.ts';
import { GECKO_ID, type RunningFirefox } from './firefox.ts';
import type { RunningBrowser } from './running-browser.ts';

/** A browser-wide key of ours: what the browser tells the background's listeners when it is pressed. */
export async function pressBrowserKey(running: RunningBrowser, command: string): Promise<void> {
  if (running.name === 'chrome') {
    await (running as RunningChrome).inWorker(
      `chrome.tabs.query({}).then(([tab]) => chrome.commands.onCommand.dispatch('${command}', tab))`,
    );
    return;
  }
  // The very call that the key's own element in Firefox's window makes.
  await (running as RunningFirefox).inWindow(
    `void WebExtensionPolicy.getByID('${GECKO_ID}').extension.shortcuts.onCommand('${command}')`,
  );
}
