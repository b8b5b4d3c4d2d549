import { updateBadge } from '../badge.ts';
import { browser } from '../browser.ts';
import { arrangementMark } from '../storage/arrangement-mark.ts';
import { openDatabase, storeNow } from '../storage/database.ts';
import { loadSettings, type Settings, saveSettings } from '../storage/settings.ts';
import { agreedKey, changeSharing, loadSharing, type Sharing } from '../storage/sharing.ts';
import { askHidden } from './ask-hidden.ts';
import { heardKey } from './hear-devices.ts';

const dayMs = 24 * 60 * 60_000;
/** So long the browser is given to bring what other devices wrote, before this one writes for the first time. */
const waitMs = 60_000;
/** Six writes a minute at the most, also where a person asks for more. */
const restMs = 10_000;
/** So long nothing is tried after it failed, but for a person who asks. */
const failedRestMs = 15 * 60_000;

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
    const told = await exchange(settings, of, now - sharing.since > waitMs).catch((error: unknown) => {
      console.error('Sharing with other devices failed.', error);
      return { state: 'failed' as const };
    });
    await changeSharing({ ...told, at: now });
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

/** One exchange; answers how it stands. Where something was taken over, another one looks what is to be told of it. */
async function exchange(settings: Settings, of: string, hasWaited: boolean): Promise<Partial<Sharing>> {
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
  return { ...told, of: told.state === 'waiting' || hasChanged || taken.length > 0 ? '' : of };
}
