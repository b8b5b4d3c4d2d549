/** The only door to extension APIs: the polyfill, and what differs between the browsers. */
import polyfill from 'webextension-polyfill';

export const browser = polyfill;

interface SidePanelApi {
  open(options: { windowId: number }): Promise<void>;
}

interface SidebarActionApi {
  toggle(): Promise<void>;
  open(): Promise<void>;
}

const anyApi = polyfill as unknown as {
  sidebarAction?: SidebarActionApi;
  menus?: typeof polyfill.contextMenus;
};
const chromeApi = (globalThis as unknown as { chrome?: { sidePanel?: SidePanelApi } }).chrome;

/** True in Firefox: it has sidebars, `menus`, and runs the background as an event page. */
export const isFirefox = anyApi.sidebarAction !== undefined;

/** The page's context menu: Firefox names it `menus`, Chrome `contextMenus`. */
export const menus = anyApi.menus ?? polyfill.contextMenus;

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
  return polyfill.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}
