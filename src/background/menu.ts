import { browser, menus, openPanel } from '../browser.ts';
import { requestView } from '../messages.ts';

const menuId = 'feeds-on-this-page';

/** The page's context menu. Created once, at install and update; it stays. */
export function addMenu(): void {
  menus()
    .removeAll()
    .then(() =>
      menus().create({
        id: menuId,
        title: browser.i18n.getMessage('feedsOnThisPage'),
        contexts: ['page'],
      }),
    );
}

/** Opens the panel beside the page (first, while the click counts) and asks it for the page's feeds. */
export function onMenu(
  info: { menuItemId: string | number },
  tab?: { id?: number; windowId?: number },
): void {
  if (info.menuItemId !== menuId || tab?.windowId === undefined) return;
  openPanel(tab.windowId);
  requestView(`#/add?tab=${tab.id ?? ''}`);
}
