import { showPanel } from '../browser.ts';
import { requestCommand } from '../messages.ts';
import { later } from './ask-later.ts';
import { checkNow } from './checker.ts';

/** A browser-wide key of ours was pressed: the panel opens first, while the press counts. */
export function onBrowserKey(command: string, tab?: { windowId?: number | undefined }): void {
  if (command === 'check-now') void checkNow(undefined);
  if (command === 'focus') void later('toggleFocus');
  if (command !== 'next-unread' || tab?.windowId === undefined) return;
  void showPanel(tab.windowId);
  void requestCommand(command, tab.windowId);
}
