/** What the worker asks of the panel, open or about to open (messages.ts). */
import { browser } from '../browser.ts';
import { commandKey, viewKey } from '../messages.ts';

/** Calls back with each requested view, also one requested before the panel opened; answers how to stop. */
export function onViewRequested(show: (route: string) => void): () => void {
  const take = (route: unknown) => {
    if (typeof route !== 'string' || !route.startsWith('#/')) return;
    browser.storage.session.remove(viewKey);
    show(route);
  };
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'session') take(changes[viewKey]?.newValue);
  };
  browser.storage.onChanged.addListener(onChanged);
  browser.storage.session.get(viewKey).then((stored: Record<string, unknown>) => take(stored[viewKey]));
  return () => browser.storage.onChanged.removeListener(onChanged);
}

/** Calls back with each command requested of this window, also one requested before the panel opened. */
export async function onCommandRequested(run: (command: 'next-unread') => void): Promise<void> {
  const { id } = await browser.windows.getCurrent();
  const take = (request: unknown) => {
    const { command, windowId } = (request ?? {}) as { command?: unknown; windowId?: unknown };
    if (command !== 'next-unread' || windowId !== id) return;
    browser.storage.session.remove(commandKey);
    run(command);
  };
  browser.storage.onChanged.addListener((changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area === 'session') take(changes[commandKey]?.newValue);
  });
  const stored: Record<string, unknown> = await browser.storage.session.get(commandKey);
  take(stored[commandKey]);
}
