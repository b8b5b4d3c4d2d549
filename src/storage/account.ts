/** Which account is open. Each has a database of its own; they never mix. */
import { browser } from '../browser.ts';
import { hashText } from '../feeds/hash.ts';
import { localValue } from './local-value.ts';

/** The database of the local account: this browser asks the feeds. */
export const localStore = 'sidereal';

/** Where in storage.local the open account stands: a page or a worker that wakes looks there. */
export const accountKey = 'account';

/** The database of an account on a server. */
export function storeOf(base: string, user: string): string {
  return `${localStore}-${hashText(`${base}\n${user}`)}`;
}

/** The name of the database that is open. The hidden page, which has no storage API, is told in its address. */
export async function openStore(): Promise<string> {
  if (browser.storage?.local === undefined)
    return storeIn({ store: new URL(location.href).searchParams.get('store') });
  return storeIn(await localValue(accountKey));
}

/** Opens another account from now on. To be called by the worker while nothing is under way. */
export async function chooseStore(store: string): Promise<void> {
  await browser.storage.local.set({ [accountKey]: { store } });
}

/** Calls back when another account was opened. */
export function onStoreChosen(listener: (store: string) => void): void {
  browser.storage.onChanged.addListener((changes, area) => {
    const change = (changes as Record<string, { newValue?: unknown }>)[accountKey];
    if (area === 'local' && change !== undefined) listener(storeIn(change.newValue));
  });
}

/** The name of the database that what stands in storage.local asks for. */
export function storeIn(account: unknown): string {
  const found = (account as { store?: unknown } | undefined)?.store;
  return typeof found === 'string' && /^sidereal-\w+$/.test(found) ? found : localStore;
}
