/** The only door to extension APIs, and to what differs between the browsers. */
import type { Browser } from 'webextension-polyfill';

const found = globalThis as unknown as { browser?: Browser; chrome?: Browser };

/**
 * Firefox calls its APIs `browser`, Chrome `chrome`. Both answer with promises, so that the polyfill, of which the types
 * are, has nothing left to do but to answer messages: messages.ts does that in the way both know.
 */
export const browser = (found.browser ?? found.chrome) as Browser;

interface SidePanelApi {
  open(options: { windowId: number }): Promise<void>;
}

interface SidebarActionApi {
  toggle(): Promise<void>;
  open(): Promise<void>;
}

const anyApi = browser as unknown as {
  sidebarAction?: SidebarActionApi;
  menus?: Browser['contextMenus'];
};
interface OffscreenApi {
  createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>;
  closeDocument(): Promise<void>;
}

interface ChromeApi {
  sidePanel?: SidePanelApi;
  offscreen?: OffscreenApi;
  runtime: { getContexts(filter: { contextTypes: string[] }): Promise<{ documentUrl?: string }[]> };
}

const chromeApi = (globalThis as unknown as { chrome?: ChromeApi }).chrome;

/** True in Firefox: it has sidebars, `menus`, and runs the background as an event page. */
export const isFirefox = anyApi.sidebarAction !== undefined;

/** The page's context menu: Firefox names it `menus`, Chrome `contextMenus`. Asked for where it is used: Chrome makes each API when it is first named. */
export function menus(): Browser['contextMenus'] {
  return anyApi.menus ?? browser.contextMenus;
}

/** The browser's notifications; undefined until the person has allowed them. */
export function notifications(): Browser['notifications'] | undefined {
  return browser.notifications as Browser['notifications'] | undefined;
}

/** Opens (Firefox: toggles) the panel beside the tab's window. Must be the first call in a click's listener. */
export function openPanel(windowId: number): Promise<void> {
  if (anyApi.sidebarAction !== undefined) return anyApi.sidebarAction.toggle();
  if (chromeApi?.sidePanel !== undefined) return chromeApi.sidePanel.open({ windowId });
  return Promise.reject(new Error('This browser has no side panel.'));
}

/** Opens the panel beside the window and leaves an open one open. Must be the first call in a key's or click's listener. */
export function showPanel(windowId: number): Promise<void> {
  return anyApi.sidebarAction?.open() ?? openPanel(windowId);
}

/** Match patterns for a host, its www form and its subdomains, both schemes: what one prompt asks for. */
export function originsOf(url: string): string[] {
  const host = new URL(url).hostname.replace(/^www\./, '');
  return [`*://${host}/*`, `*://*.${host}/*`];
}

export const allOrigins = ['*://*/*'];

/** May the extension ask this address? Loopback test builds hold their hosts from the start. */
export function hasPermission(url: string): Promise<boolean> {
  const { protocol, hostname } = new URL(url);
  return browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}

/**
 * Runs something while a page of ours is open that nobody sees (Chrome's offscreen document; there is one at the most,
 * so one thing at a time). Rejects where the browser has no such pages.
 */
export function withHiddenPage<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  const offscreen = chromeApi?.offscreen;
  if (offscreen === undefined) throw new Error('This browser has no hidden pages.');
  return navigator.locks.request('hidden-page', async () => {
    // A worker that was killed leaves its page open.
    const open = await chromeApi?.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
    const isOurs = open?.some(({ documentUrl }) => documentUrl?.endsWith(path));
    // One that another account was open for knows another database.
    if (open?.length && !isOurs) await offscreen.closeDocument();
    if (!isOurs)
      await offscreen.createDocument({
        url: path,
        reasons: ['DOM_PARSER', 'BLOBS'],
        justification: 'Finds the text of a post in its web page; packs the backup; syncs.',
      });
    try {
      return await run();
    } finally {
      await offscreen.closeDocument();
    }
  });
}
