import { signal } from '@preact/signals';

/** Does the browser see a network? */
export const isOnline = signal(globalThis.navigator?.onLine ?? true);

/** Follows the network from now on. */
export function followNetwork(): void {
  const look = () => {
    isOnline.value = navigator.onLine;
  };
  addEventListener('online', look);
  addEventListener('offline', look);
}
