import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { arrangementMark } from '../storage/arrangement-mark.ts';
import { openDatabase, storeNow } from '../storage/database.ts';
import { loadSettings, type Settings, saveSettings } from '../storage/settings.ts';
import { agreedKey, loadSharing, type Sharing, saveSharing } from '../storage/sharing.ts';
import { askHidden } from './ask-hidden.ts';

const dayMs = 24 * 60 * 60_000;
/** So long the browser is given to bring what other devices wrote, before this one writes for the first time. */
const waitMs = 60_000;
/** Six writes a minute at the most, also where a person asks for more. */
const restMs = 10_000;
/** So long nothing is tried after it failed, but for a person who asks. */
const failedRestMs = 15 * 60_000;
/** When another device was last heard, in storage.local: it outlives a browser that is closed before it was taken over. */
const heardKey = 'sharingHeardAt';

/** Notes that another device has written; the next minute takes it over. To be called at the worker's top level. */
export function listenToDevices(): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'sync') void browser.storage.local.set({ [heardKey]: Date.now() });
  });
}

/**
 * Exchanges with the person's other devices, where that is switched on and due: something was done here or there, or a
 * day has gone by. Asked for by a person it is always due. The clock's minute, which is another one on each device, is
 * the pause in which changes gather.
 */
export function shareIfDue(isWanted = false): Promise<void> {
  return navigator.locks.request('sharing', async () => {
    const sharing = await loadSharing();
    if (!sharing.on) return;
    const settings = await loadSettings();
    if (await openDatabase()) return;
    // An account on a server is shared by the server; the two never mix.
    if (storeNow().isOfServer) return;
    const of = JSON.stringify([await arrangementMark(), settings]);
    const now = Date.now();
    const heardAt = Number((await browser.storage.local.get(heardKey))[heardKey] ?? 0);
    if (!isDue({ sharing, of, heardAt, isWanted }, now)) return;
    try {
      const { isSettled, ...told } = await exchange(settings, now - sharing.since > waitMs);
      await saveSharing({ ...(await loadSharing()), ...told, at: now, of: isSettled ? of : '' });
    } catch (error) {
      console.error('Nothing could be shared with other devices.', error);
      await saveSharing({ ...(await loadSharing()), state: 'failed', at: now });
    }
  });
}

interface Facts {
  sharing: Sharing;
  of: string;
  heardAt: number;
  isWanted: boolean;
}

function isDue({ sharing, of, heardAt, isWanted }: Facts, now: number): boolean {
  const age = Math.abs(now - sharing.at);
  if (isWanted) return age > restMs;
  if (sharing.state === 'failed') return age > failedRestMs;
  return heardAt >= sharing.at || of !== sharing.of || age > dayMs;
}

/** One exchange; answers how it stands, and whether nothing was taken over: else another one looks what is to be told of it. */
async function exchange(
  settings: Settings,
  hasWaited: boolean,
): Promise<Partial<Sharing> & { isSettled: boolean }> {
  const {
    agreed,
    settings: theirs,
    write,
    remove,
    hasChanged,
    ...told
  } = await askHidden('share', {
    settings,
    items: await browser.storage.sync.get(null),
    agreed: (await browser.storage.local.get(agreedKey))[agreedKey],
    hasWaited,
  });
  const current = await loadSettings();
  // What a person has set meanwhile stands, and is told the next time.
  const isUntouched = (name: string) =>
    JSON.stringify(current[name as 'keys']) === JSON.stringify(settings[name as 'keys']);
  const taken = Object.entries(theirs).filter(([name]) => isUntouched(name));
  if (taken.length > 0) await saveSettings(Object.fromEntries(taken));
  await browser.storage.local.set({ [agreedKey]: agreed });
  if (hasChanged) await updateBadge();
  if (Object.keys(write).length > 0) await browser.storage.sync.set(write);
  if (remove.length > 0) await browser.storage.sync.remove(remove);
  return { ...told, isSettled: told.state !== 'waiting' && !hasChanged && taken.length === 0 };
}
