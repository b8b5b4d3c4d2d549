/** Whether subscriptions, folders and settings are shared through the browser's own sync, and how that stands. */
import { browser } from '../browser.ts';

export interface Sharing {
  on: boolean;
  /** When it was switched on. */
  since: number;
  /** When it was last exchanged; 0: not yet. */
  at: number;
  /** What it was then: another one is due when it differs. */
  of: string;
  /** "waiting": nothing of the others has come yet, and they are given a minute. */
  state: 'waiting' | 'told' | 'full' | 'newer' | 'failed';
  /** How many feeds are shared, and how many stay here for what their addresses hold. */
  feeds: number;
  withheld: number;
  /** What all of it takes, in bytes. */
  bytes: number;
}

/** Where it stands in storage.local, and what was agreed on beside it (src/offscreen/share.ts). */
export const sharingKey = 'sharing';
export const agreedKey = 'sharingAgreed';

const off: Sharing = {
  on: false,
  since: 0,
  at: 0,
  of: '',
  state: 'waiting',
  feeds: 0,
  withheld: 0,
  bytes: 0,
};

/** How sharing stands; off where nothing is stored. */
export async function loadSharing(): Promise<Sharing> {
  return sharingIn((await browser.storage.local.get(sharingKey))[sharingKey]);
}

/** Notes that it stands otherwise. */
export async function changeSharing(patch: Partial<Sharing>): Promise<void> {
  await browser.storage.local.set({ [sharingKey]: { ...(await loadSharing()), ...patch } });
}

/** Switches it on or off; what was agreed on is kept, so that what is done meanwhile counts when it is on again. */
export function switchSharing(on: boolean, now: number): Promise<void> {
  return changeSharing({ on, since: now, of: '', state: 'waiting' });
}

/** Calls back whenever it stands otherwise, in whichever page; answers how to stop. */
export function onSharingChanged(listener: (sharing: Sharing) => void): () => void {
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    const change = changes[sharingKey];
    if (area === 'local' && change !== undefined) listener(sharingIn(change.newValue));
  };
  browser.storage.onChanged.addListener(onChanged);
  return () => browser.storage.onChanged.removeListener(onChanged);
}

function sharingIn(stored: unknown): Sharing {
  return { ...off, ...(stored as Partial<Sharing> | undefined) };
}
