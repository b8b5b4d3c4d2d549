import { browser } from '../browser.ts';

/** When another device was last heard, in storage.local: it outlives a browser that is closed before it was taken over. */
export const heardKey = 'sharingHeardAt';

/** Notes that another device has written; the next minute takes it over. To be called at the worker's top level. */
export function hearDevices(): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'sync') void browser.storage.local.set({ [heardKey]: Date.now() });
  });
}
